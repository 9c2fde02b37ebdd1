import { secure } from './row-security';

/** A month in UTC: its first day, `YYYY-MM-01`, and that of the month after it. */
export interface LogMonth {
  readonly from: string;
  readonly to: string;
}

/** The months around a day, counted from it: `-1` is the month before. Both ends are included. */
export function logMonths(today: Date, first: number, last: number): readonly LogMonth[] {
  const day = (offset: number): string =>
    new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + offset, 1))
      .toISOString()
      .slice(0, 10);
  return Array.from({ length: last - first + 1 }, (_, index) => ({
    from: day(first + index),
    to: day(first + index + 1),
  }));
}

/** `log.entry_2026_03` */
export function logPartition(month: LogMonth): string {
  return `log.entry_${month.from.slice(0, 7).replace('-', '_')}`;
}

/**
 * Makes the partition of a month, to be run as the owner. It has row security, no policy and no grant: its rows are
 * reached through `log.entry` alone.
 */
export function createLogPartition(month: LogMonth): readonly string[] {
  const partition = logPartition(month);
  return [
    `CREATE TABLE ${partition} PARTITION OF log.entry
      FOR VALUES FROM ('${month.from}T00:00:00Z') TO ('${month.to}T00:00:00Z')`,
    secure(partition),
  ];
}
