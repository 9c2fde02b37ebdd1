import { Field, ID, InputType } from 'type-graphql';
import type { ConsentGroup } from '../../disclosure';
import { Agency, LocalDateScalar, Purpose } from '../../shared';
import { CaseChangeInput } from '../case-change.input';
import { CONSENT_GROUPS } from './consent.type';

/**
 * A consent that the caller has obtained from a tenant, for a group of its own fields.
 *
 * @legalSource OSL-10-1
 * @legalSource OSL-12-2
 */
@InputType({
  description:
    'A consent that the caller has obtained from a tenant, for a group of its own fields.',
})
export class RecordConsentInput extends CaseChangeInput {
  @Field(() => ID, { description: 'The caller’s own alias of the tenant who consents.' })
  readonly tenantId!: string;

  @Field(() => CONSENT_GROUPS, { description: 'What is opened; a group that the caller owns.' })
  readonly fieldGroup!: ConsentGroup;

  @Field(() => Agency, { description: 'Who may read it; never the caller’s own side.' })
  readonly recipient!: Agency;

  @Field(() => Purpose, {
    description: 'What for; a purpose for which the recipient reads records.',
  })
  readonly purpose!: Purpose;

  @Field(() => LocalDateScalar, { description: 'First day on which the consent holds.' })
  readonly validFrom!: string;

  @Field(() => LocalDateScalar, {
    description: 'Last day on which the consent holds: today or later.',
  })
  readonly validTo!: string;

  @Field(() => String, {
    description: 'How the consent was given: at most 1 000 characters, kept sealed.',
  })
  readonly evidence!: string;
}
