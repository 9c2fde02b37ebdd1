import { addDays, addMonths, localDate } from '../shared';
import type { LocalDate } from '../shared';

/** One quarter of a calendar year, the finest period that is counted. */
export interface Quarter {
  /** `2026-Q3` */
  readonly name: string;
  /** First and last civil day in Stockholm. */
  readonly from: LocalDate;
  readonly to: LocalDate;
}

const SHAPE = /^(2\d{3})(?:-(?:Q([1-4])|H([12])))?$/;
const ALL = [1, 2, 3, 4] as const;

/**
 * The quarters of a closed period, written `2026-Q3`, `2026-H1` or `2026`, years 2000 to 2199; null for anything else, and for a
 * period that is not over on the given day.
 *
 * Periods are fixed, so that nobody can shift a filter from call to call and subtract.
 *
 * @legalSource TIME-5
 */
export function closedQuarters(period: string, today: LocalDate): readonly Quarter[] | null {
  const [, yearText, quarter, half] = SHAPE.exec(period) ?? [];
  const year = Number(yearText);
  if (yearText === undefined || year > 2199) return null;
  const wanted =
    quarter === undefined
      ? ALL.filter((one) => half === undefined || Math.ceil(one / 2) === Number(half))
      : [Number(quarter)];
  const quarters = wanted.map((one) => quarterOf(year, one));
  return quarters.every(({ to }) => to < today) ? quarters : null;
}

/** A quarter is counted by itself this many days after its end, so that what is reported late is in it. */
const LATE_DAYS = 30;

/** The quarters from that of a day on which are ready to be counted, the earliest first. */
export function quartersToCount(since: LocalDate, today: LocalDate): readonly Quarter[] {
  const quarters: Quarter[] = [];
  let next = quarterWith(since);
  while (addDays(next.to, LATE_DAYS) < today) {
    quarters.push(next);
    next = quarterWith(addDays(next.to, 1));
  }
  return quarters;
}

function quarterWith(day: LocalDate): Quarter {
  const [year = '', month = ''] = day.split('-');
  return quarterOf(Number(year), Math.ceil(Number(month) / 3));
}

function quarterOf(year: number, number: number): Quarter {
  const from = localDate(year, number * 3 - 2, 1);
  return { name: `${String(year)}-Q${String(number)}`, from, to: addDays(addMonths(from, 3), -1) };
}
