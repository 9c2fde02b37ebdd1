import { Field, ObjectType } from 'type-graphql';

/**
 * The rule of one field for the caller's agency: what must hold, never whether it does.
 *
 * @legalSource GDPR-5
 * @legalSource OSL-22-2
 */
@ObjectType({
  simpleResolvers: true,
  description:
    'The rule of one field for the caller’s agency; whether a condition holds is never told.',
})
export class AccessExplanation {
  @Field(() => String, {
    description:
      'Type.field, or Type.field@Parent.field where the way to the field has a rule of its own.',
  })
  readonly coordinate!: string;

  @Field(() => String, {
    description: 'ALLOW, DENY, or the conditions that must all hold, joined by +.',
  })
  readonly rule!: string;

  @Field(() => [String], { description: 'Ids of the legal rules on which it rests.' })
  readonly legalBasis!: readonly string[];
}
