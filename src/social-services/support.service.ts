import type { CaseChange } from '../cases';
import { wasSoundInTime } from '../cases';
import type { Caller } from '../identity';
import type { Clock } from '../shared';
import { BadUserInputError, formatSek } from '../shared';
import { BoardChanges } from './board-changes';
import { newStandingEntry, succeed } from './board-entries';
import { FinancialAidRow } from './financial-aid.entity';
import { PaymentPlanRow } from './payment-plan.entity';
import { PlanResponse } from './payment-plan.type';
import type { ProposePaymentPlanInput } from './propose-payment-plan.input';
import type { RecordFinancialAidInput } from './record-financial-aid.input';
import { validateFinancialAid } from './validate-financial-aid';
import { validatePaymentPlan } from './validate-payment-plan';
import { shownByConsent, WRITTEN } from './written-coordinates';

/**
 * The help that a board offers in its own cases; others read of it what tenants consent to.
 *
 * @legalSource SOL-12-1-AID
 * @legalSource OSL-12-2
 */
export class SupportService {
  private readonly changes: BoardChanges;

  constructor(change: CaseChange, clock: Clock) {
    this.changes = new BoardChanges(change, clock);
  }

  /**
   * Records financial aid for the rent; what was recorded before is kept and ceases to hold.
   *
   * @returns the id of the case, also when it was recorded before under the same key
   * @throws BadUserInputError when the input has problems
   * @throws IllegalTransitionError before the board has taken the case on
   * @throws NotFoundError for a case that the board may not know of
   * @throws VersionConflictError when the expected version is old
   * @throws IdempotencyConflictError when the key was used with other input
   * @legalSource SOL-12-1-AID
   */
  async recordFinancialAid(caller: Caller, input: RecordFinancialAidInput): Promise<string> {
    const { status, amount, decidedOn } = this.changes.sound(input, validateFinancialAid);
    return this.changes.record(
      caller,
      'recordFinancialAid',
      input,
      WRITTEN.financialAid,
      async (manager, changed) => {
        await succeed(manager, FinancialAidRow, changed, {
          ...newStandingEntry(changed),
          status,
          amount: amount === null ? null : formatSek(amount),
          decidedOn,
        });
        return [shownByConsent(changed, 'FINANCIAL_AID', WRITTEN.financialAid)];
      },
    );
  }

  /**
   * Proposes a payment plan in place of an earlier one, whatever was answered to that.
   *
   * @returns the id of the case, also when it was proposed before under the same key
   * @throws BadUserInputError, IllegalTransitionError, NotFoundError, VersionConflictError and IdempotencyConflictError as
   *   {@link recordFinancialAid}
   * @legalSource OSL-12-2
   */
  async proposePaymentPlan(caller: Caller, input: ProposePaymentPlanInput): Promise<string> {
    try {
      this.changes.sound(input, validatePaymentPlan);
    } catch (error) {
      // A plan whose first day has passed may be one that was proposed in time and is sent again.
      if (!(error instanceof BadUserInputError && wasSoundInTime(error.problems))) throw error;
    }
    return this.changes.record(
      caller,
      'proposePaymentPlan',
      input,
      WRITTEN.paymentPlan,
      async (manager, changed) => {
        const { instalments } = this.changes.sound(input, validatePaymentPlan, changed.now);
        await succeed(manager, PaymentPlanRow, changed, {
          ...newStandingEntry(changed),
          instalments: instalments.map(({ dueOn, amount }) => ({
            dueOn,
            amount: formatSek(amount),
          })),
          proposedOn: changed.today,
          response: PlanResponse.PENDING,
        });
        return [shownByConsent(changed, 'PAYMENT_PLAN', WRITTEN.paymentPlan)];
      },
    );
  }
}
