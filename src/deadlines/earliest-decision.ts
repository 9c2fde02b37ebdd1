import type { LocalDate } from '../shared';
import { deadline, type Deadline } from './deadline';
import { DECISION_WEEKDAY, recoveryCount, type RecoveryEvents } from './recovery';
import { recovered, type RecoveryDone } from './recovery-end';

/**
 * The day from which an eviction may be decided on: two further weekdays must have passed after the recovery period. Saturdays and
 * eves are not counted, and where that makes a difference the other day is told too.
 *
 * @legalSource JB-12-44-DECISION-WAIT
 * @legalSource TIME-4
 */
export function earliestDecision(
  events: RecoveryEvents,
  done: RecoveryDone,
  today: LocalDate,
): Deadline {
  const recovery = recoveryCount(events);
  const { metOn, steps } = recovered(events.tenure, recovery, done);
  const count = recovery.plusWeekdays(DECISION_WEEKDAY);
  return deadline(
    {
      kind: 'EARLIEST_DECISION',
      ruleId: 'JB-12-44-DECISION-WAIT',
      legalBasis:
        events.tenure === 'TENANT_OWNED'
          ? '7 kap. 23 § bostadsrättslagen (1991:614)'
          : '12 kap. 44 § andra stycket jordabalken (1970:994)',
    },
    count.noting(...(done.notes ?? [])).with(steps).counted,
    { today, isFrom: true, metOn },
  );
}
