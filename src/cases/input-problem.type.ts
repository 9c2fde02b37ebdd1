import { Field, ObjectType } from 'type-graphql';

/**
 * One fault in what the caller sent, without the value itself.
 *
 * @legalSource GDPR-5
 */
@ObjectType({
  simpleResolvers: true,
  description: 'One fault in what the caller sent; it never repeats the value.',
})
export class InputProblem {
  @Field(() => String, {
    description: 'Where the fault lies, with dots between names and positions: tenants.0.name.',
  })
  readonly path!: string;

  @Field(() => String, { description: 'Fixed code of the fault, for programs.' })
  readonly code!: string;

  @Field(() => String, { description: 'What is wrong and what is expected, for people.' })
  readonly message!: string;
}
