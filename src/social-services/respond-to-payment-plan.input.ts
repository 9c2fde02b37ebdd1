import { Field, InputType } from 'type-graphql';
import { CaseChangeInput } from '../cases';
import { PlanResponse } from './payment-plan.type';

/**
 * The landlord's answer to the plan that it reads in the case.
 *
 * @legalSource OSL-12-2
 */
@InputType({ description: 'The landlord’s answer to the payment plan that it reads in the case.' })
export class RespondToPaymentPlanInput extends CaseChangeInput {
  @Field(() => PlanResponse, { description: 'ACCEPTED or DECLINED.' })
  readonly response!: PlanResponse;
}
