/**
 * The statutory calendar a second time, by another method than the product's: days are walked one by one, Easter is taken from a
 * printed table, and nothing of `src` is used.
 */

/** Easter Sundays as printed in almanacs. */
const EASTER = [
  '2023-04-09',
  '2024-03-31',
  '2025-04-20',
  '2026-04-05',
  '2027-03-28',
  '2028-04-16',
  '2029-04-01',
  '2030-04-21',
  '2031-04-13',
  '2032-03-28',
];

export type Day = string;

const HOUR = 3_600_000;

/** The day after, found from noon to noon so that no clock change matters. */
export function tomorrow(day: Day): Day {
  return new Date(Date.parse(`${day}T12:00:00Z`) + 24 * HOUR).toISOString().slice(0, 10);
}

function yesterday(day: Day): Day {
  return new Date(Date.parse(`${day}T12:00:00Z`) - 24 * HOUR).toISOString().slice(0, 10);
}

/** So many steps of one day; backward if negative. */
export function walk(day: Day, steps: number): Day {
  let current = day;
  for (let left = Math.abs(steps); left > 0; left -= 1)
    current = steps > 0 ? tomorrow(current) : yesterday(current);
  return current;
}

/** Walks until the month is so many later, and there to the same number or the month's end. */
export function walkMonths(day: Day, months: number): Day {
  const number = day.slice(8);
  let current = day;
  let left = months;
  while (left > 0) {
    const next = tomorrow(current);
    if (next.slice(5, 7) !== current.slice(5, 7)) left -= 1;
    current = next;
  }
  while (current.slice(8) < number && tomorrow(current).slice(5, 7) === current.slice(5, 7))
    current = tomorrow(current);
  return current;
}

/** Good Friday, Easter Monday and Ascension Day of every year. */
const AROUND_EASTER: ReadonlySet<Day> = new Set(
  EASTER.flatMap((easter) => [walk(easter, -2), walk(easter, 1), walk(easter, 39)]),
);

/** 0 for Sunday to 6 for Saturday. */
function weekday(day: Day): number {
  return new Date(`${day}T12:00:00Z`).getUTCDay();
}

function isBetween(day: Day, from: string, to: string): boolean {
  return day.slice(5) >= from && day.slice(5) <= to;
}

/** A red day of the almanac. */
export function isRed(day: Day): boolean {
  if (weekday(day) === 0) return true;
  const fixed = ['01-01', '01-06', '05-01', '06-06', '12-25', '12-26'];
  if (fixed.includes(day.slice(5))) return true;
  if (AROUND_EASTER.has(day)) return true;
  const isSaturday = weekday(day) === 6;
  const isAllSaints = isBetween(day, '10-31', '10-31') || isBetween(day, '11-01', '11-06');
  return isSaturday && (isBetween(day, '06-20', '06-26') || isAllSaints);
}

/** A day on which what falls due may wait. */
export function mayWait(day: Day): boolean {
  const isMidsummersEve = weekday(day) === 5 && isBetween(day, '06-19', '06-25');
  return (
    isRed(day) || weekday(day) === 6 || isMidsummersEve || ['12-24', '12-31'].includes(day.slice(5))
  );
}

export function firstNotToWait(day: Day): Day {
  let current = day;
  while (mayWait(current)) current = tomorrow(current);
  return current;
}

/** The n-th day after that is not of the given kind. */
export function nthAfter(day: Day, n: number, isLeftOut: (day: Day) => boolean): Day {
  let current = day;
  for (let left = n; left > 0;) {
    current = tomorrow(current);
    if (!isLeftOut(current)) left -= 1;
  }
  return current;
}

/** Every day of a quarter, `2024-Q1`. */
export function daysOfQuarter(quarter: string): readonly Day[] {
  const month = (Number(quarter.slice(6)) - 1) * 3 + 1;
  const start = `${quarter.slice(0, 4)}-${String(month).padStart(2, '0')}-01`;
  const days: Day[] = [];
  for (let day = start, left = 3; left > 0;) {
    days.push(day);
    const next = tomorrow(day);
    if (next.slice(5, 7) !== day.slice(5, 7)) left -= 1;
    day = next;
  }
  return days;
}

/** The quarters of 2024 to 2030. */
export const QUARTERS: readonly string[] = [2024, 2025, 2026, 2027, 2028, 2029, 2030].flatMap(
  (year) => [1, 2, 3, 4].map((quarter) => `${year}-Q${quarter}`),
);
