import type { LocalDate } from '../shared';
import type { Count } from './count';
import { deadline, type Deadline } from './deadline';
import { earliestCount, type Hearing } from './earliest-eviction';
import { targetCount } from './eviction-target';

const TWO_WEEKS = 14;
const FOUR_WEEKS = 28;

/** What the limits of a stay are counted from. */
export interface StayEvents extends Hearing {
  readonly documentsReceivedOn: LocalDate | null;
}

const LAW = {
  ruleId: 'UB-16-4-STAY',
  legalBasis: '16 kap. 4 § utsökningsbalken (1981:774)',
};

/**
 * The last day of a stay: two weeks from the end of the four-week target.
 *
 * @swedish anstånd
 * @legalSource UB-16-4-STAY
 */
export function stayLimit(events: StayEvents, today: LocalDate): Deadline {
  return deadline(
    { kind: 'STAY_LIMIT', ...LAW },
    baseOfStay(events).plusDays(TWO_WEEKS).noting('WHOLE_STAY').counted,
    { today },
  );
}

/**
 * The last day of a stay with exceptional reasons: four weeks in total from the end of the target, not four more.
 *
 * @legalSource UB-16-4-STAY
 */
export function stayLimitExceptional(events: StayEvents, today: LocalDate): Deadline {
  return deadline(
    { kind: 'STAY_LIMIT_EXCEPTIONAL', ...LAW },
    baseOfStay(events).plusDays(FOUR_WEEKS).noting('WHOLE_STAY_EXCEPTIONAL').counted,
    { today },
  );
}

/** The target or, where the wait after the opportunity to comment made that impossible, the earliest day. */
function baseOfStay({ documentsReceivedOn, ...hearing }: StayEvents): Count {
  const target = targetCount(documentsReceivedOn);
  return hearing.heardOn === null
    ? target.noting('COUNTED_FROM_TARGET')
    : target.orLater(earliestCount(hearing));
}
