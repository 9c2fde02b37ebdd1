import type { EnforcementFact } from '../cases';
import { checkChange, complete, requiredDate, type CheckContext, type ValidChange } from '../cases';
import { addMonths, type LocalDate, type Problems } from '../shared';
import type { GrantDeferralInput } from './grant-deferral.input';

/** A deferral as the landlord grants it. */
export interface ValidDeferral extends ValidChange {
  readonly until: LocalDate;
}

/** What the check knows: the day, and up to which day the landlord's application can wait; null where that is not known. */
export interface DeferralContext extends CheckContext {
  readonly lastDay: LocalDate | null;
}

/** How long an application waits before it lapses. */
const MOST_MONTHS = 6;

/**
 * Checks a deferral: it ends after today, and before the application would lapse.
 *
 * @legalSource UB-16-5-DEFERRAL
 */
export function validateDeferral(
  input: GrantDeferralInput,
  problems: Problems,
  context: DeferralContext,
): ValidDeferral | undefined {
  return complete<ValidDeferral>({
    ...checkChange(input, problems),
    until: checkUntil(input.until, problems, context),
  });
}

function checkUntil(
  given: string,
  problems: Problems,
  { today, lastDay }: DeferralContext,
): LocalDate | undefined {
  const until = requiredDate(problems, 'until', given);
  if (until === undefined) return undefined;
  if (until <= today) problems.add('until', 'IN_THE_PAST');
  else if (lastDay !== null && until > lastDay) problems.add('until', 'TOO_LATE');
  else return until;
  return undefined;
}

/**
 * The last day up to which every open application of a landlord can wait without lapsing; null where none has a day that the
 * landlord knows of, since nothing is counted before an application.
 *
 * @param own - the records of the landlord's own applications
 * @legalSource UB-16-5-DEFERRAL
 */
export function lastDayToWait(own: readonly EnforcementFact[]): LocalDate | null {
  const days = own.flatMap(({ appliedOn, closedOn }) =>
    appliedOn === null || closedOn !== null ? [] : addMonths(appliedOn, MOST_MONTHS),
  );
  return days.sort()[0] ?? null;
}
