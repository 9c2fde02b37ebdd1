import { Field, ObjectType } from 'type-graphql';
import { Agency } from '../shared';

/**
 * What the policy says of one coordinate to one agency; `Type.*` stands for every field of a type without a row of its own.
 *
 * @legalSource GDPR-12-15
 * @legalSource GDPR-30
 */
@ObjectType('DisclosureRule', {
  simpleResolvers: true,
  description: 'What the policy says of one field to one agency, the same text for every reader.',
})
export class PublishedRule {
  @Field(() => String, {
    description:
      'Type.field; Type.* for all other fields of a type; Type.field@Parent.field for one way to a field.',
  })
  readonly coordinate!: string;

  @Field(() => Agency, { description: 'The agency for which the rule holds.' })
  readonly agency!: Agency;

  @Field(() => String, {
    description: 'ALLOW, DENY, or the conditions that must all hold, joined by +.',
  })
  readonly rule!: string;

  @Field(() => [String], { description: 'Ids of the legal rules on which it rests.' })
  readonly legalBasis!: readonly string[];

  @Field(() => String, { description: 'Why the rule is so, in a sentence.' })
  readonly rationale!: string;
}

/**
 * The disclosure policy in force.
 *
 * @legalSource GDPR-12-15
 * @legalSource GDPR-30
 */
@ObjectType('DisclosurePolicy', {
  simpleResolvers: true,
  description: 'The policy in force: every field, every agency, the rule and its legal basis.',
})
export class PublishedPolicy {
  @Field(() => String, {
    description: 'Changes with any rule; stands in every entry of the disclosure log.',
  })
  readonly version!: string;

  @Field(() => [PublishedRule], { description: 'Every rule, in the order of the matrix.' })
  readonly rules!: readonly PublishedRule[];
}
