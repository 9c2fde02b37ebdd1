import { addDays, addMonths, daysBetween, type LocalDate } from '../shared';
import { NoticeStatus } from './notice-kind.type';

interface Period {
  readonly periodStart: LocalDate;
  readonly periodEnd: LocalDate;
}

/**
 * How many months of rent are in arrears, to one decimal: each calendar month counts by the share of its days that some
 * claim covers, so two whole months are 2, half of April is 0.5, and a day claimed twice counts once.
 *
 * Payments in part do not lower it: a month of which some rent is unpaid is in arrears.
 */
export function arrearsMonths(claims: readonly Period[]): number {
  const months = withoutOverlaps(claims).reduce((sum, period) => sum + monthsIn(period), 0);
  return Math.round(months * 10) / 10;
}

/** A notice as far as it tells of arrears. */
export interface StoredNotice {
  readonly status: `${NoticeStatus}`;
  /** Null where it claims no rent. */
  readonly claims: readonly Period[] | null;
}

/** Months of rent that the unpaid claims cover together, and how many notices stand; one that another has replaced is not counted. */
export function weighArrears(notices: readonly StoredNotice[]) {
  const unpaid = notices.flatMap(({ status, claims }) =>
    status === 'RECEIVED' ? (claims ?? []) : [],
  );
  return {
    months: unpaid.length === 0 ? null : arrearsMonths(unpaid),
    notices: notices.filter(({ status }) => status !== 'SUPERSEDED').length,
  };
}

function withoutOverlaps(claims: readonly Period[]): readonly Period[] {
  const sorted = claims.toSorted((one, other) => (one.periodStart < other.periodStart ? -1 : 1));
  const separate: Period[] = [];
  let coveredTo: LocalDate | null = null;
  for (const { periodStart, periodEnd } of sorted) {
    const start: LocalDate =
      coveredTo !== null && coveredTo >= periodStart ? addDays(coveredTo, 1) : periodStart;
    if (start > periodEnd) continue;
    separate.push({ periodStart: start, periodEnd });
    coveredTo = periodEnd;
  }
  return separate;
}

/** Month by month, since a day of February weighs more than one of March. */
function monthsIn({ periodStart, periodEnd }: Period): number {
  let months = 0;
  for (let first = firstOfMonth(periodStart); first <= periodEnd; first = addMonths(first, 1)) {
    const next = addMonths(first, 1);
    const from = first > periodStart ? first : periodStart;
    const to = addDays(periodEnd, 1) < next ? addDays(periodEnd, 1) : next;
    months += daysBetween(from, to) / daysBetween(first, next);
  }
  return months;
}

function firstOfMonth(day: LocalDate): LocalDate {
  return `${day.slice(0, 7)}-01`;
}
