import { Field, ID, InputType } from 'type-graphql';

/** Ends a standing decision of the caller's authority before its time. */
@InputType({ description: 'Ends a standing decision of the caller’s authority before its time.' })
export class EndStandingDecisionInput {
  @Field(() => String, {
    description:
      'Chosen by the client, per organisation and principal: the same key with the same input returns the first outcome.',
  })
  readonly idempotencyKey!: string;

  @Field(() => ID, { description: 'The caller’s own alias of the decision.' })
  readonly id!: string;
}
