import {
  checkList,
  complete,
  notBefore,
  optionalAmount,
  requiredDate,
  requiredFormat,
  requiredPastDate,
  requiredPositiveAmount,
  type CheckContext,
} from '../cases';
import { parseSek, sumOre, type LocalDate, type Problems } from '../shared';
import type { RentClaimInput } from './form-3.input';

/** Unpaid rent for one period, in öre; the period's ends are inclusive. */
export interface ValidClaim {
  readonly periodStart: LocalDate;
  readonly periodEnd: LocalDate;
  readonly dueOn: LocalDate;
  readonly amount: bigint;
  /** Null if no interest is claimed. */
  readonly interest: bigint | null;
}

const CLAIMS = { min: 1, max: 60 };

/**
 * Checks item 4 of form 3 claim by claim: rent that has fallen due, each period once.
 *
 * @legalSource JB-12-44-FORMS
 */
export function validateClaims(
  inputs: readonly RentClaimInput[],
  problems: Problems,
  context: CheckContext,
): readonly ValidClaim[] | undefined {
  const periods = new Set<string>();
  return checkList(problems, 'claims', inputs, CLAIMS, (input, ownProblems) => {
    const claim = validateClaim(input, ownProblems, context);
    if (claim === undefined) return undefined;
    const period = `${claim.periodStart}/${claim.periodEnd}`;
    if (!periods.has(period)) {
      periods.add(period);
      return claim;
    }
    ownProblems.add('periodStart', 'DUPLICATE');
    return undefined;
  });
}

function validateClaim(
  input: RentClaimInput,
  problems: Problems,
  context: CheckContext,
): ValidClaim | undefined {
  const periodStart = requiredDate(problems, 'periodStart', input.periodStart);
  const periodEnd = requiredDate(problems, 'periodEnd', input.periodEnd);
  return complete<ValidClaim>({
    periodStart,
    periodEnd: notBefore(problems, 'periodEnd', periodEnd, periodStart),
    dueOn: requiredPastDate(problems, 'dueOn', input.dueOn, context),
    amount: requiredPositiveAmount(problems, 'amount', input.amount),
    interest: optionalAmount(problems, 'interest', input.interest),
  });
}

/**
 * Checks that the amount for recovery is exactly the sum of all claims and their interest; a message with a wrong amount
 * does not start the recovery period (RH 1995:34). Where a claim has no readable amount there is no sum to compare with.
 *
 * @legalSource JB-12-44-FORM-CASES
 */
export function validateRecoveryTotal(
  total: string,
  claims: readonly RentClaimInput[],
  problems: Problems,
): bigint | undefined {
  const stated = requiredFormat(problems, 'recoveryTotal', total, 'NOT_AN_AMOUNT', parseSek);
  const sum = claims.length > CLAIMS.max ? null : sumOfClaims(claims);
  if (stated === undefined || sum === null || stated === sum) return stated;
  problems.add('recoveryTotal', 'SUM_MISMATCH');
  return undefined;
}

function sumOfClaims(claims: readonly RentClaimInput[]): bigint | null {
  const amounts = claims.flatMap(({ amount, interest }) => [
    parseSek(amount),
    parseSek(interest ?? '0'),
  ]);
  const readable = amounts.filter((amount) => amount !== null);
  return claims.length > 0 && readable.length === amounts.length ? sumOre(readable) : null;
}
