import { Field, ID, InputType, Int } from 'type-graphql';

/** What every change of one case carries; never a type of its own in the schema. */
@InputType({ description: 'What every change of one case carries.' })
export abstract class CaseChangeInput {
  @Field(() => String, {
    description:
      'Chosen by the client, per organisation and principal: the same key with the same input returns the first outcome.',
  })
  readonly idempotencyKey!: string;

  @Field(() => ID, { description: 'The caller’s own alias of the case to change.' })
  readonly caseId!: string;

  @Field(() => Int, {
    description: 'The version of the case that the caller last read; an old one is refused.',
  })
  readonly expectedVersion!: number;
}
