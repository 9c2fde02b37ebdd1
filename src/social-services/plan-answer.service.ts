import type { CaseChange, ChangedCase } from '../cases';
import { caseFactsFor } from '../cases';
import type { Caller } from '../identity';
import type { WriteTransaction } from '../persistence';
import {
  Agency,
  BadUserInputError,
  IllegalTransitionError,
  NotFoundError,
  Problems,
} from '../shared';
import { currentEntry, newStandingEntry, succeed } from './board-entries';
import { PaymentPlanRow } from './payment-plan.entity';
import { PlanResponse } from './payment-plan.type';
import type { RespondToPaymentPlanInput } from './respond-to-payment-plan.input';
import { validatePlanAnswer } from './validate-plan-answer';
import { shownByConsent, WRITTEN } from './written-coordinates';

const GROUP = 'PAYMENT_PLAN';

/**
 * What landlords answer to payment plans. The plan is the board's and stays in the board's own rows.
 *
 * @legalSource OSL-12-2
 */
export class PlanAnswerService {
  constructor(private readonly change: CaseChange) {}

  /**
   * Answers the plan that the landlord reads in the case, once.
   *
   * @returns the id of the case, also when it was answered before under the same key
   * @throws BadUserInputError when the input has problems
   * @throws NotFoundError for a case that the landlord may not know of, and alike for a plan that no consent opens to it or that is
   *   not there
   * @throws IllegalTransitionError for a plan that has been answered; the board may propose another
   * @throws VersionConflictError when the expected version is old
   * @throws IdempotencyConflictError when the key was used with other input
   * @legalSource OSL-12-2
   */
  async respondToPaymentPlan(caller: Caller, input: RespondToPaymentPlanInput): Promise<string> {
    const problems = new Problems('input');
    const answer = validatePlanAnswer(input, problems);
    if (!answer) throw new BadUserInputError(problems.list);
    return this.change.make(caller, 'respondToPaymentPlan', input, async (tx, changed) => {
      for (const boardId of boardsOpening(caller, changed)) {
        const ofBoard = { ...changed, organisation: boardId };
        if (!(await isAnswered(tx, ofBoard, answer.response))) continue;
        return [
          {
            organisations: [boardId],
            agencies: [Agency.SOCIAL_SERVICES],
            coordinates: WRITTEN.planAnswer,
          },
          shownByConsent(ofBoard, GROUP, WRITTEN.planAnswer),
        ];
      }
      throw new NotFoundError();
    });
  }
}

/** The boards whose plans consents open to the landlord, in the order in which it is shown the first that there is. */
function boardsOpening(
  { agency, purpose }: Caller,
  { organisation, facts, today }: ChangedCase,
): readonly string[] {
  const { consents } = caseFactsFor({ agency, organisation, purpose }, facts, today);
  return (consents.get(GROUP) ?? [])
    .map(({ owner }) => owner)
    .sort()
    .reverse();
}

/** Answers a board's plan; false where there is none. */
async function isAnswered(
  tx: WriteTransaction,
  changed: ChangedCase,
  response: PlanResponse,
): Promise<boolean> {
  return tx.as('kvarbo_social_writer', changed.organisation, async (manager) => {
    const plan = await currentEntry(manager, PaymentPlanRow, changed);
    if (plan === null) return false;
    if (plan.response !== PlanResponse.PENDING)
      throw new IllegalTransitionError(['proposePaymentPlan']);
    const { instalments, proposedOn } = plan;
    await succeed(manager, PaymentPlanRow, changed, {
      ...newStandingEntry(changed),
      instalments: [...instalments],
      proposedOn,
      response,
    });
    return true;
  });
}
