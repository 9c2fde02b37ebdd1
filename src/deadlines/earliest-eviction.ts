import type { LocalDate } from '../shared';
import { Count } from './count';
import { deadline, type Deadline } from './deadline';

const ONE_WEEK = 7;
const TWO_WEEKS = 14;

/** The tenant's opportunity to comment: the day on which it was there or, for a tenant abroad, on which it was sent. */
export interface Hearing {
  readonly heardOn: LocalDate | null;
  readonly abroad: boolean;
}

/**
 * The first day on which an eviction may be carried out: one week from the opportunity to comment, two weeks from its sending if
 * the tenant lives abroad. A minimum wait does not move to a weekday.
 *
 * @legalSource UB-16-3-TIMES
 * @legalSource UB-16-2-HEARD
 */
export function earliestEviction(hearing: Hearing, today: LocalDate): Deadline {
  return deadline(
    {
      kind: 'EARLIEST_EVICTION',
      ruleId: 'UB-16-3-TIMES',
      legalBasis: '16 kap. 3 § utsökningsbalken (1981:774)',
    },
    earliestCount(hearing).counted,
    { today, isFrom: true },
  );
}

/** Counts from the opportunity to comment to the first day on which the eviction may be. @legalSource UB-16-3-TIMES */
export function earliestCount({ heardOn, abroad }: Hearing): Count {
  return Count.from([{ event: abroad ? 'SENT_ABROAD' : 'HEARD', on: heardOn }]).plusDays(
    abroad ? TWO_WEEKS : ONE_WEEK,
  );
}
