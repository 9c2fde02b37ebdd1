export { clocksOf, type CourseOfEvents } from './clocks';
export { confirmationDue } from './confirmation-due';
export { DEADLINE_KINDS, type Deadline, type DeadlineKind, type DeadlineState } from './deadline';
export { deferralLapses, warnsOfLapseFrom } from './deferral-lapse';
export { earliestDecision } from './earliest-decision';
export { earliestEviction } from './earliest-eviction';
export { evictionTarget } from './eviction-target';
export { explain } from './explanation';
export { forfeitableFrom } from './forfeitable-from';
export {
  easterSunday,
  isNoActingDay,
  isPublicHoliday,
  nextActingDay,
  nthWeekdayAfter,
  nthWeekdayAfterCountingSaturdays,
} from './legal-calendar';
export {
  recoveryPeriod,
  serviceStartsRecovery,
  type MessageWay,
  type RecoveryEvents,
  type RecoveryPeriod,
  type ServiceMethodKind,
  type TenantServed,
  type TenureKind,
} from './recovery';
export { recoveryEnd } from './recovery-end';
export { reopeningEnd } from './reopening-end';
export { isEarlierThanLastWeekdayBeforeMonth, lastWeekdayBeforeMonth } from './rent-due';
export { stayLimit, stayLimitExceptional } from './stay-limits';
export type { EventName, NoteName, Step } from './step';
export { storageEnd } from './storage-end';
export { transferRequestEnd } from './transfer-request-end';
