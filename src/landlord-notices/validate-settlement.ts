import {
  checkChange,
  complete,
  optionalPositiveAmount,
  requiredPastDate,
  type CheckContext,
  type ValidChange,
} from '../cases';
import type { LocalDate, Problems } from '../shared';
import type { ReportSettlementInput } from './report-settlement.input';

/** A settlement as the landlord reports it; the amount is what was paid, in öre, or null. */
export interface ValidSettlement extends ValidChange {
  readonly status: ReportSettlementInput['status'];
  readonly amount: bigint | null;
  readonly on: LocalDate;
}

/** Whether the amount paid must, may or may not be told: the terms of a plan between the parties are not the gateway's. */
const AMOUNT: Readonly<
  Record<`${ReportSettlementInput['status']}`, 'required' | 'optional' | 'none'>
> = { PAID: 'optional', PARTLY_PAID: 'required', PLAN_AGREED: 'none', WITHDRAWN: 'none' };

/**
 * Checks a report that a debt is paid, in part paid, agreed upon or given up.
 *
 * @legalSource JB-12-44-RECOVERY
 * @legalSource BFL-22-WITHDRAW
 */
export function validateSettlement(
  input: ReportSettlementInput,
  problems: Problems,
  context: CheckContext,
): ValidSettlement | undefined {
  return complete<ValidSettlement>({
    ...checkChange(input, problems),
    status: input.status,
    amount: checkPaidAmount(input, problems),
    on: requiredPastDate(problems, 'on', input.on, context),
  });
}

function checkPaidAmount(
  { status, amount }: ReportSettlementInput,
  problems: Problems,
): bigint | null | undefined {
  const isGiven = amount !== null && amount !== undefined;
  if (isGiven && AMOUNT[status] === 'none') {
    problems.add('amount', 'NOT_ALLOWED');
    return undefined;
  }
  if (!isGiven && AMOUNT[status] === 'required') {
    problems.add('amount', 'REQUIRED_FOR_STATUS');
    return undefined;
  }
  return optionalPositiveAmount(problems, 'amount', amount);
}
