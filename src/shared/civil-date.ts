/** A civil day in Europe/Stockholm, `YYYY-MM-DD`; compares rightly as a string. */
export type LocalDate = string;

const DAY_MS = 86_400_000;
const ZERO = 48;
const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** The day of a date string: real days only, years 1900 to 2199, nothing around it; else null. */
export function parseLocalDate(text: string): LocalDate | null {
  const match = SHAPE.exec(text);
  if (match === null) return null;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  if (year < 1900 || year > 2199 || month < 1 || month > 12) return null;
  return day >= 1 && day <= daysInMonth(year, month) ? text : null;
}

/** The day so many days later, or earlier if negative. */
export function addDays(day: LocalDate, days: number): LocalDate {
  return fromDayNumber(toDayNumber(day) + days);
}

/**
 * The day with the same number so many months later, or the month's last day if it has none.
 *
 * @legalSource TIME-1
 */
export function addMonths(day: LocalDate, months: number): LocalDate {
  const { year, month, date } = partsOf(day);
  const index = year * 12 + (month - 1) + months;
  const targetYear = Math.floor(index / 12);
  const targetMonth = (index % 12) + 1;
  return localDate(targetYear, targetMonth, Math.min(date, daysInMonth(targetYear, targetMonth)));
}

/** 1 for Monday to 7 for Sunday. */
export function dayOfWeek(day: LocalDate): number {
  // 1 January 1970 was a Thursday; days before it have negative numbers.
  return ((((toDayNumber(day) + 3) % 7) + 7) % 7) + 1;
}

/** Whole days from one day to another, negative if the second comes first. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return toDayNumber(to) - toDayNumber(from);
}

/** The day with these numbers, month 1 to 12; the caller knows that it exists. */
export function localDate(year: number, month: number, date: number): LocalDate {
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(date, 2)}`;
}

/** The calendar year of a day. */
export function yearOf(day: LocalDate): number {
  return partsOf(day).year;
}

function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function partsOf(day: LocalDate): { year: number; month: number; date: number } {
  const two = (at: number): number => digit(day, at) * 10 + digit(day, at + 1);
  return { year: two(0) * 100 + two(2), month: two(5), date: two(8) };
}

function digit(day: LocalDate, at: number): number {
  return day.charCodeAt(at) - ZERO;
}

function toDayNumber(day: LocalDate): number {
  const { year, month, date } = partsOf(day);
  return Date.UTC(year, month - 1, date) / DAY_MS;
}

function fromDayNumber(number: number): LocalDate {
  const day = new Date(number * DAY_MS);
  return localDate(day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate());
}

function pad(number: number, length: number): string {
  const digits = String(number);
  return digits.length < length ? digits.padStart(length, '0') : digits;
}
