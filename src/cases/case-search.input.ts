import { Extensions, Field, InputType } from 'type-graphql';
import { PersonalIdentityNumberScalar } from '../shared';

/**
 * The only terms by which cases may be searched, exactly one at a time.
 *
 * @legalSource SPF-15-SEARCH
 * @legalSource SPL-7A
 * @legalSource DSL-3-3
 * @legalSource KFL-2-27-DIRECT
 */
@Extensions({ isOneOf: true })
@InputType({
  description:
    'Exactly one search term; the law allows no others, and each is matched whole, never in part.',
})
export class CaseSearch {
  @Field(() => PersonalIdentityNumberScalar, {
    nullable: true,
    description: 'Personal identity number or coordination number of a tenant.',
  })
  readonly personalIdentityNumber?: string | null;

  @Field(() => String, { nullable: true, description: 'The full name of a tenant.' })
  readonly tenantName?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Receipt number of a notice; case, spaces and hyphens do not matter.',
  })
  readonly receiptNumber?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Kronofogden’s case number (målnummer).',
  })
  readonly enforcementCaseNumber?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The landlord’s own reference, a term for landlords only.',
  })
  readonly landlordReference?: string | null;
}
