import type { CourseOfEvents } from '../../deadlines';
import type { LocalDate } from '../../shared';
import { BadUserInputError, civilDay, parseInstant, parseLocalDate, Problems } from '../../shared';
import { checkList, complete, optionalDate, optionalFormat, requiredFormat } from '../checks';
import { Tenure } from '../dwelling.type';
import type { DeadlineEvents } from './deadline-events.input';

/** Far more tenants than a lease has. */
const MOST_TENANTS = 100;

/**
 * The events of a calculation, checked whole. An eviction that was carried out ends the course, so that nothing lies after it;
 * what else seems out of order is counted as it is given, since a landlord may apply or tell the board early or late.
 *
 * @throws BadUserInputError naming everything that is wrong
 */
export function validateDeadlineEvents(events: DeadlineEvents): CourseOfEvents {
  const problems = new Problems('events');
  const day = (field: keyof DeadlineEvents): LocalDate | null | undefined =>
    optionalDate(problems, field, events[field] as string | null | undefined);
  const checked = {
    tenure: events.tenure ?? Tenure.RENTED,
    rentDueOn: day('rentDueOn'),
    tenantServedOn: checkList(
      problems,
      'tenantServedOn',
      events.tenantServedOn ?? [],
      { min: 0, max: MOST_TENANTS },
      (servedOn, below) => requiredFormat(below, '', servedOn, 'NOT_A_DATE', parseLocalDate),
    ),
    messageGivenOn: day('messageGivenOn'),
    contestationSentOn: day('contestationSentOn'),
    decidedOn: day('decidedOn'),
    documentsReceivedOn: day('documentsReceivedOn'),
    defendantHeardOn: day('defendantHeardOn'),
    defendantAbroad: events.defendantAbroad ?? false,
    enforcementAppliedOn: day('enforcementAppliedOn'),
    executedOn: day('executedOn'),
    evictionTimeNotifiedAt: optionalFormat(
      problems,
      'evictionTimeNotifiedAt',
      events.evictionTimeNotifiedAt,
      'NOT_AN_INSTANT',
      parseInstant,
    ),
  };
  const { evictionTimeNotifiedAt: notifiedAt, executedOn } = checked;
  const before = [
    checked.decidedOn,
    checked.documentsReceivedOn,
    checked.defendantHeardOn,
    checked.enforcementAppliedOn,
    notifiedAt && civilDay(notifiedAt),
  ];
  if (executedOn && before.some((on) => on != null && on > executedOn))
    problems.add('executedOn', 'INCONSISTENT');
  const sound = complete(checked);
  if (!sound || problems.list.length > 0) throw new BadUserInputError(problems.list);
  return sound;
}
