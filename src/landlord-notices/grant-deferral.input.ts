import { Field, InputType } from 'type-graphql';
import { CaseChangeInput } from '../cases';
import { LocalDateScalar } from '../shared';

/**
 * The landlord's consent to wait; a later one takes the place of the former.
 *
 * @legalSource UB-16-5-DEFERRAL
 */
@InputType({
  description:
    'The landlord’s consent to wait with the eviction; a later one takes the place of the former.',
})
export class GrantDeferralInput extends CaseChangeInput {
  @Field(() => LocalDateScalar, {
    description:
      'The last day on which the landlord waits: after today, and at most six months after its application to Kronofogden.',
  })
  readonly until!: string;
}
