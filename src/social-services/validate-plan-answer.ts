import { checkChange, complete, type ValidChange } from '../cases';
import type { Problems } from '../shared';
import { PlanResponse } from './payment-plan.type';
import type { RespondToPaymentPlanInput } from './respond-to-payment-plan.input';

/** An answer to a plan. */
export interface ValidPlanAnswer extends ValidChange {
  readonly response: PlanResponse;
}

/** Checks an answer: to leave a plan open is none. */
export function validatePlanAnswer(
  input: RespondToPaymentPlanInput,
  problems: Problems,
): ValidPlanAnswer | undefined {
  const isAnswer = input.response !== PlanResponse.PENDING;
  if (!isAnswer) problems.add('response', 'NOT_ALLOWED');
  return complete<ValidPlanAnswer>({
    ...checkChange(input, problems),
    response: isAnswer ? input.response : undefined,
  });
}
