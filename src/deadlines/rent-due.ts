import { addDays, type LocalDate } from '../shared';
import { isNoActingDay } from './legal-calendar';

/**
 * The last weekday before the month of a day, when rent for that month is due at the latest.
 *
 * Saturdays and the three eves are not counted as weekdays here.
 *
 * @legalSource JB-12-20-DUE
 */
export function lastWeekdayBeforeMonth(dayInMonth: LocalDate): LocalDate {
  let day = addDays(`${dayInMonth.slice(0, 7)}-01`, -1);
  while (isNoActingDay(day)) day = addDays(day, -1);
  return day;
}

/**
 * Whether rent is said to be due earlier than the law asks: ground for a warning, never for refusal.
 *
 * @param dueOn - the due date that the landlord states
 * @param periodStart - the first day of the period that the rent is for
 * @legalSource JB-12-20-DUE
 */
export function isEarlierThanLastWeekdayBeforeMonth(
  dueOn: LocalDate,
  periodStart: LocalDate,
): boolean {
  return dueOn < lastWeekdayBeforeMonth(periodStart);
}
