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
  type RecoveryEvents,
  type RecoveryPeriod,
  type ServiceMethodKind,
  type TenantServed,
  type TenureKind,
} from './recovery';
export { isEarlierThanLastWeekdayBeforeMonth, lastWeekdayBeforeMonth } from './rent-due';
