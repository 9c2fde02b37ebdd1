import type { LocalDate } from '../shared';
import { Count } from './count';
import { deadline, type Deadline } from './deadline';
import { ended, type EndEvents } from './enforcement-end';

const SIX_MONTHS = 6;
/** Days before the lapse from which to warn. */
const WARNED_BEFORE = 30;

/**
 * The day with which an application lapses if the applicant lets the eviction wait longer: six months from the application.
 *
 * @swedish uppskov
 * @legalSource UB-16-5-DEFERRAL
 * @legalSource UB-2-1-AUTO
 */
export function deferralLapses(
  appliedOn: LocalDate | null,
  end: EndEvents,
  today: LocalDate,
): Deadline {
  const { metOn, steps } = ended(end);
  return deadline(
    {
      kind: 'DEFERRAL_LAPSES',
      ruleId: 'UB-16-5-DEFERRAL',
      legalBasis: '16 kap. 5 § utsökningsbalken (1981:774)',
    },
    Count.from([{ event: 'APPLIED', on: appliedOn }])
      .plusMonths(SIX_MONTHS)
      .warned(WARNED_BEFORE)
      .noting('IF_DEFERRAL_LASTS')
      .with(steps).counted,
    { today, metOn },
  );
}

/** From which day to warn that an application lapses; null while nothing was applied for. */
export function warnsOfLapseFrom(lapse: Deadline): LocalDate | null {
  return lapse.steps.find((step) => step.step === 'WARNING')?.on ?? null;
}
