import type { CourseOfEvents, Deadline, DeadlineKind } from '../../src/deadlines';
import { clocksOf } from '../../src/deadlines';

/** A course in which nothing has happened yet. */
export const NO_EVENTS: CourseOfEvents = {
  tenure: 'RENTED',
  rentDueOn: null,
  tenantServedOn: [],
  messageGivenOn: null,
  contestationSentOn: null,
  decidedOn: null,
  documentsReceivedOn: null,
  defendantHeardOn: null,
  defendantAbroad: false,
  enforcementAppliedOn: null,
  executedOn: null,
  evictionTimeNotifiedAt: null,
};

/** One clock of some events; it must be there. */
export function clock(
  kind: DeadlineKind,
  events: Partial<CourseOfEvents>,
  today = '2026-11-28',
): Deadline {
  const found = clocksOf({ ...NO_EVENTS, ...events }, today).find((one) => one.kind === kind);
  if (!found) throw new Error(`${kind} is not among the clocks.`);
  return found;
}
