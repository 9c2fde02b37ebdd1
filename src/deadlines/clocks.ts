import type { LocalDate } from '../shared';
import { confirmationDue } from './confirmation-due';
import type { Deadline } from './deadline';
import { deferralLapses } from './deferral-lapse';
import { earliestDecision } from './earliest-decision';
import { earliestEviction } from './earliest-eviction';
import { evictionTarget } from './eviction-target';
import { forfeitableFrom } from './forfeitable-from';
import type { RecoveryEvents, TenureKind } from './recovery';
import { recoveryEnd } from './recovery-end';
import { reopeningEnd } from './reopening-end';
import { stayLimit, stayLimitExceptional } from './stay-limits';
import { storageEnd } from './storage-end';
import { transferRequestEnd } from './transfer-request-end';

/** Events of one course of things, of which any may be missing; each tenant's service in a way that counts. */
export interface CourseOfEvents {
  readonly tenure: TenureKind;
  readonly rentDueOn: LocalDate | null;
  readonly tenantServedOn: readonly LocalDate[];
  readonly messageGivenOn: LocalDate | null;
  readonly contestationSentOn: LocalDate | null;
  readonly decidedOn: LocalDate | null;
  readonly documentsReceivedOn: LocalDate | null;
  readonly defendantHeardOn: LocalDate | null;
  readonly defendantAbroad: boolean;
  readonly enforcementAppliedOn: LocalDate | null;
  readonly executedOn: LocalDate | null;
  readonly evictionTimeNotifiedAt: Date | null;
}

/**
 * Every clock of which at least one event is there, in the order of their kinds; one that needs another event too has not
 * started.
 */
export function clocksOf(events: CourseOfEvents, today: LocalDate): readonly Deadline[] {
  const { tenure, documentsReceivedOn, executedOn, defendantHeardOn: heardOn } = events;
  const recovery: RecoveryEvents = {
    tenure,
    tenantServed: events.tenantServedOn.map((servedOn) => ({ servedOn, method: 'ORDINARY' })),
    messageGivenOn: events.messageGivenOn,
  };
  const hearing = { heardOn, abroad: events.defendantAbroad };
  const stay = { documentsReceivedOn, ...hearing };
  const end = { executedOn };
  return [
    forfeitableFrom({ tenure, rentDueOn: events.rentDueOn }, today),
    recoveryEnd(recovery, {}, today),
    earliestDecision(recovery, {}, today),
    transferRequestEnd(events.contestationSentOn, today),
    reopeningEnd(events.decidedOn, today),
    evictionTarget(documentsReceivedOn, end, today),
    earliestEviction(hearing, today),
    stayLimit(stay, today),
    stayLimitExceptional(stay, today),
    deferralLapses(events.enforcementAppliedOn, end, today),
    storageEnd(executedOn, today),
    confirmationDue({ notifiedAt: events.evictionTimeNotifiedAt }, today),
  ].filter(({ begun }) => begun);
}
