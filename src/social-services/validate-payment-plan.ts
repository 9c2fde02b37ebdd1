import {
  checkChange,
  checkList,
  complete,
  requiredDate,
  requiredPositiveAmount,
  type CheckContext,
  type ValidChange,
} from '../cases';
import { addMonths, parseLocalDate, type LocalDate, type Problems } from '../shared';
import type { InstalmentInput, ProposePaymentPlanInput } from './propose-payment-plan.input';

/** A payment of a plan; the amount in öre, more than nothing. */
interface ValidInstalment {
  readonly dueOn: LocalDate;
  readonly amount: bigint;
}

/** A proposed plan, its payments in the order of their days. */
export interface ValidPaymentPlan extends ValidChange {
  readonly instalments: readonly ValidInstalment[];
}

/** A payment a month for five years: what lasts longer is no plan for keeping a home. */
const MOST_INSTALMENTS = 60;
const LONGEST_MONTHS = 60;

/**
 * Checks a proposed plan: payments of something, on different days from today on, each later than the one before.
 *
 * @legalSource OSL-12-2
 */
export function validatePaymentPlan(
  input: ProposePaymentPlanInput,
  problems: Problems,
  context: CheckContext,
): ValidPaymentPlan | undefined {
  return complete<ValidPaymentPlan>({
    ...checkChange(input, problems),
    instalments: checkList(
      problems,
      'instalments',
      input.instalments,
      { min: 1, max: MOST_INSTALMENTS },
      (instalment, below, index) =>
        complete<ValidInstalment>({
          dueOn: dueDay(instalment, input.instalments[index - 1], below, context),
          amount: requiredPositiveAmount(below, 'amount', instalment.amount),
        }),
    ),
  });
}

function dueDay(
  { dueOn }: InstalmentInput,
  before: InstalmentInput | undefined,
  problems: Problems,
  { today }: CheckContext,
): LocalDate | undefined {
  const day = requiredDate(problems, 'dueOn', dueOn);
  if (day === undefined) return undefined;
  const earlier = before ? parseLocalDate(before.dueOn) : null;
  const problem =
    day < today
      ? 'IN_THE_PAST'
      : day > addMonths(today, LONGEST_MONTHS)
        ? 'TOO_LATE'
        : earlier === null || earlier < day
          ? null
          : earlier === day
            ? 'DUPLICATE'
            : 'INCONSISTENT';
  if (problem === null) return day;
  problems.add('dueOn', problem);
  return undefined;
}
