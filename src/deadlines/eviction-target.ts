import type { LocalDate } from '../shared';
import { Count } from './count';
import { deadline, type Deadline } from './deadline';
import { ended, type EndEvents } from './enforcement-end';

const FOUR_WEEKS = 28;

/**
 * The end of the four weeks within which an eviction is carried out if possible. It is a target of the authority and no party's
 * deadline, so it does not move to a weekday, and nothing is blocked by it.
 *
 * @legalSource UB-16-3-TIMES
 */
export function evictionTarget(
  documentsReceivedOn: LocalDate | null,
  end: EndEvents,
  today: LocalDate,
): Deadline {
  const { metOn, steps } = ended(end);
  return deadline(
    {
      kind: 'EVICTION_TARGET',
      ruleId: 'UB-16-3-TIMES',
      legalBasis: '16 kap. 3 § utsökningsbalken (1981:774)',
    },
    targetCount(documentsReceivedOn).noting('SOFT_TARGET').with(steps).counted,
    { today, metOn },
  );
}

/** Counts the four weeks; stays are counted from their end. @legalSource UB-16-3-TIMES */
export function targetCount(documentsReceivedOn: LocalDate | null): Count {
  return Count.from([{ event: 'DOCUMENTS_RECEIVED', on: documentsReceivedOn }]).plusDays(
    FOUR_WEEKS,
  );
}
