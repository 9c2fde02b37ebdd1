import {
  checkChange,
  complete,
  requiredPastDate,
  requiredPositiveAmount,
  type CheckContext,
  type ValidChange,
} from '../cases';
import type { LocalDate, Problems } from '../shared';
import type { RecordFinancialAidInput } from './record-financial-aid.input';

/** Financial aid as the board states it; the amount is what was granted, in öre, or null. */
export interface ValidFinancialAid extends ValidChange {
  readonly status: RecordFinancialAidInput['status'];
  readonly amount: bigint | null;
  readonly decidedOn: LocalDate | null;
}

/** What a status says of a decision: none without one, a day with one, and an amount where something was granted. */
const TELLS: Readonly<
  Record<
    `${RecordFinancialAidInput['status']}`,
    { readonly amount: boolean; readonly decidedOn: boolean }
  >
> = {
  APPLIED: { amount: false, decidedOn: false },
  GRANTED: { amount: true, decidedOn: true },
  PARTLY_GRANTED: { amount: true, decidedOn: true },
  REFUSED: { amount: false, decidedOn: true },
};

/**
 * Checks financial aid: a decision has its day, and what it grants its amount; an application has neither.
 *
 * @legalSource SOL-12-1-AID
 */
export function validateFinancialAid(
  input: RecordFinancialAidInput,
  problems: Problems,
  context: CheckContext,
): ValidFinancialAid | undefined {
  return complete<ValidFinancialAid>({
    ...checkChange(input, problems),
    status: input.status,
    amount: asStatusTells(input, problems, 'amount', () =>
      requiredPositiveAmount(problems, 'amount', input.amount),
    ),
    decidedOn: asStatusTells(input, problems, 'decidedOn', () =>
      requiredPastDate(problems, 'decidedOn', input.decidedOn, context),
    ),
  });
}

function asStatusTells<T>(
  input: RecordFinancialAidInput,
  problems: Problems,
  field: 'amount' | 'decidedOn',
  check: () => T | undefined,
): T | null | undefined {
  const isGiven = input[field] != null;
  if (TELLS[input.status][field]) {
    if (isGiven) return check();
    problems.add(field, 'REQUIRED_FOR_STATUS');
    return undefined;
  }
  if (!isGiven) return null;
  problems.add(field, 'NOT_ALLOWED');
  return undefined;
}
