import { Field, ID, ObjectType } from 'type-graphql';
import { PageInfo } from '../cases';
import { Agency, DateTimeScalar, Purpose } from '../shared';

/**
 * One disclosure: who was given which fields, about which case, for what, and by which law. It never holds a value.
 *
 * @swedish logguppgift om utlämnande
 * @legalSource SPL-10-ACCESS
 * @legalSource KFL-2-26
 * @legalSource GDPR-38
 */
@ObjectType({
  simpleResolvers: true,
  description: 'One disclosure: who was given which fields, for what, and by which law.',
})
export class DisclosureLogEntry {
  @Field(() => ID, { description: 'The reading organisation’s own alias of the entry.' })
  readonly id!: string;

  @Field(() => DateTimeScalar, { description: 'When the answer was released.' })
  readonly at!: Date | string;

  @Field(() => Agency, { description: 'The agency to which was disclosed.' })
  readonly agency!: Agency;

  @Field(() => String, {
    description: 'The organisation that called: an organisation number, or the id of a board.',
  })
  readonly organisation!: string;

  @Field(() => String, { description: 'The client system that called.' })
  readonly client!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The person at the client system, if the token named one; told to that person’s own organisation alone.',
  })
  readonly user!: string | null;

  @Field(() => Purpose, { description: 'What the data was read for.' })
  readonly purpose!: Purpose;

  @Field(() => String, {
    description: 'Name of the operation, or its root fields where the client gave none.',
  })
  readonly operation!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The reader’s own alias of the case; null for what was about no case.',
  })
  readonly caseId!: string | null;

  @Field(() => [String], { description: 'Coordinates of the fields that were disclosed.' })
  readonly disclosed!: readonly string[];

  @Field(() => [String], {
    description: 'Coordinates that were asked for and that the policy closes to the agency.',
  })
  readonly denied!: readonly string[];

  @Field(() => [String], { description: 'Ids of the legal rules on which the disclosure rests.' })
  readonly legalBasis!: readonly string[];

  @Field(() => String, { description: 'Version of the policy that decided.' })
  readonly policyVersion!: string;
}

/**
 * One entry in a page, with the position from which the next page can go on.
 *
 * @legalSource SPL-10-ACCESS
 */
@ObjectType({ simpleResolvers: true, description: 'One entry in a page of the disclosure log.' })
export class DisclosureLogEdge {
  @Field(() => String, {
    description: 'Sealed position of the entry, valid for this reader and this filter only.',
  })
  readonly cursor!: string;

  @Field(() => DisclosureLogEntry, { description: 'The entry at this position.' })
  readonly node!: DisclosureLogEntry;
}

/**
 * One page of the entries that the caller may read, newest first.
 *
 * @legalSource SPL-10-ACCESS
 * @legalSource GDPR-38
 */
@ObjectType({
  simpleResolvers: true,
  description: 'One page of the entries that the caller may read, newest first.',
})
export class DisclosureLogConnection {
  @Field(() => [DisclosureLogEdge], { description: 'The entries of this page.' })
  readonly edges!: readonly DisclosureLogEdge[];

  @Field(() => PageInfo, { description: 'Where this page lies among the entries.' })
  readonly pageInfo!: PageInfo;
}
