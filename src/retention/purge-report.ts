import type { LocalDate } from '../shared';
import type { DatedClass, LedgerClass } from './due';
import { DATED_CLASSES, LEDGER_CLASSES } from './find-due';
import type { Counted, Due } from './find-due';

/** How much of one class is over, without anything about anybody. */
export interface ClassReport {
  readonly due: number;
  /** Last day on which the oldest of it had to be kept; null where nothing is due. */
  readonly oldest: LocalDate | null;
  /** Due, and kept by a legal hold. */
  readonly held: number;
  /** What an executed run removed; less than was due where something moved in between. */
  readonly purged: number;
}

/** What a run found, and did. */
export interface PurgeReport {
  readonly run: string;
  readonly day: LocalDate;
  /** Names this day and everything that is due on it; what a dry run showed is executed under the same digest alone. */
  readonly digest: string;
  readonly executed: boolean;
  readonly classes: Readonly<Record<LedgerClass | DatedClass, ClassReport>>;
  /** Sheets of the disclosure log whose months are over, for `npm run maintain-log`. */
  readonly logOver: number;
  /** Open cases of which nothing was heard for two years. */
  readonly dormant: Counted;
  /** Cases that wait, though their time is over, until the quarters in which they were open have been counted. */
  readonly uncounted: Counted;
}

/** A report of what was found, and of what was purged; null for a run that changed nothing. */
export function reportOf(
  run: string,
  day: LocalDate,
  { rows, dated, dormant, uncounted, logOver, digest }: Due,
  purged: ReadonlyMap<LedgerClass | DatedClass, number> | null,
): PurgeReport {
  const ledger = LEDGER_CLASSES.map((name): [LedgerClass, ClassReport] => [
    name,
    {
      due: rows[name].length,
      oldest: rows[name].map(({ keptUntil }) => keptUntil).toSorted()[0] ?? null,
      held: rows[name].filter(({ held }) => held).length,
      purged: purged?.get(name) ?? 0,
    },
  ]);
  const byDate = DATED_CLASSES.map((name): [DatedClass, ClassReport] => [
    name,
    {
      due: dated[name].count,
      oldest: dated[name].oldest,
      held: 0,
      purged: purged?.get(name) ?? 0,
    },
  ]);
  return {
    run,
    day,
    digest,
    executed: purged !== null,
    classes: Object.fromEntries([...ledger, ...byDate]) as PurgeReport['classes'],
    dormant,
    uncounted,
    logOver,
  };
}
