import { createHash, randomUUID } from 'node:crypto';
import type { ClientBase } from 'pg';
import type { LocalDate } from '../shared';
import { civilDay } from '../shared';
import { DATED, DORMANT, dueSql, LOG_OVER, UNCOUNTED } from './due';
import type { DatedClass, DueRow, LedgerClass } from './due';
import { appendToLedger } from './ledger-file';
import type { LedgerLine } from './ledger-file';
import { FORGET_PERSONS, REMOVALS } from './remove';

/** What a run is told. */
export interface PurgeOptions {
  readonly now: Date;
  /** How long the disclosure log is kept, and with it the decisions that its entries name. */
  readonly logRetentionMonths: number;
}

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
  readonly dormant: { readonly count: number; readonly oldest: LocalDate | null };
  /** Cases that wait, though their time is over, until the quarters in which they were open have been counted. */
  readonly uncounted: { readonly count: number; readonly oldest: LocalDate | null };
}

/** Another run is at work. */
export class PurgeRunningError extends Error {
  constructor() {
    super('Another purge is at work on this database.');
    this.name = 'PurgeRunningError';
  }
}

/** What is due is no longer what the dry run showed. */
export class PurgeMovedError extends Error {
  constructor() {
    super('What is due is not what this digest names; run the dry run again, on the same day.');
    this.name = 'PurgeMovedError';
  }
}

const LEDGER_CLASSES = ['CASE', 'RECORD', 'FILE', 'CONSENT', 'DECISION'] as const;
const DATED_CLASSES = ['PROOF', 'IDEMPOTENCY'] as const;

/** Advisory lock that lets one run at a time work on a database. */
const PURGING = 0x6b76_7067;

/** Keys in one transaction; writers that need a row wait for so many at most. */
const BATCH = { ledger: 50, dated: 1000 } as const;

/** One transaction at a time is short: a purge gives way to the daily work. */
const SHORT = `SET LOCAL lock_timeout = '2s'; SET LOCAL statement_timeout = '30s'; SET LOCAL ROLE kvarbo_purger`;

interface Due {
  readonly rows: Readonly<Record<LedgerClass, readonly DueRow[]>>;
  readonly dated: Readonly<
    Record<DatedClass, { readonly count: number; readonly oldest: LocalDate | null }>
  >;
  readonly dormant: PurgeReport['dormant'];
  readonly uncounted: PurgeReport['uncounted'];
  readonly logOver: number;
  readonly digest: string;
}

/** Finds out what is due and changes nothing. */
export async function planPurge(client: ClientBase, options: PurgeOptions): Promise<PurgeReport> {
  const day = civilDay(options.now);
  const due = await findDue(client, day, options);
  return reportOf(randomUUID(), day, due, null);
}

/**
 * Purges what is due, in short transactions that each stand for themselves: a run that is killed leaves whole batches done, and the
 * next one does the rest.
 *
 * @param digest - of the dry run that was looked at; null executes whatever is due
 * @param ledger - file outside the database to which every key is written before it goes
 * @throws PurgeMovedError when what is due is not what the digest names
 * @throws PurgeRunningError when another run is at work
 */
export async function executePurge(
  client: ClientBase,
  digest: string | null,
  ledger: string,
  options: PurgeOptions,
): Promise<PurgeReport> {
  return excluding(client, async () => {
    const day = civilDay(options.now);
    const due = await findDue(client, day, options);
    if (digest !== null && digest !== due.digest) throw new PurgeMovedError();
    const run = randomUUID();
    await noteRun(client, run, 'STARTED', options.now, reportOf(run, day, due, null));
    const purged = new Map<LedgerClass | DatedClass, number>();
    for (const name of LEDGER_CLASSES) {
      const keys = due.rows[name].filter(({ held }) => !held).map(({ key }) => key);
      let count = 0;
      for (let at = 0; at < keys.length; at += BATCH.ledger) {
        count += await purgeBatch(client, name, keys.slice(at, at + BATCH.ledger), {
          run,
          day,
          ledger,
          options,
        });
      }
      purged.set(name, count);
    }
    for (const name of DATED_CLASSES) purged.set(name, await purgeDated(client, name, day));
    await inTransaction(client, day, () => client.query(FORGET_PERSONS));
    const report = reportOf(run, day, due, purged);
    await noteRun(client, run, 'FINISHED', options.now, report);
    return report;
  });
}

/** Lets only one of this database's runs work at a time. */
export async function excluding<T>(client: ClientBase, work: () => Promise<T>): Promise<T> {
  const { rows } = await client.query<{ mine: boolean }>(
    'SELECT pg_try_advisory_lock($1) AS mine',
    [PURGING],
  );
  if (rows[0]?.mine !== true) throw new PurgeRunningError();
  try {
    return await work();
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [PURGING]).catch(() => undefined);
  }
}

/** One transaction as the role that purges, on a civil day. */
export async function inTransaction<T>(
  client: ClientBase,
  day: LocalDate,
  work: () => Promise<T>,
): Promise<T> {
  await client.query('BEGIN');
  try {
    await client.query(SHORT);
    await client.query(`SELECT set_config('kvarbo.today', $1, true)`, [day]);
    const result = await work();
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

/** Removes what belongs to keys that the ledger has. */
export async function removeKeys(
  client: ClientBase,
  name: LedgerClass,
  keys: readonly string[],
  day: LocalDate,
): Promise<void> {
  for (const { sql, asksDay } of REMOVALS[name]) {
    await client.query(sql, asksDay ? [keys, day] : [keys]);
  }
}

interface Batch {
  readonly run: string;
  readonly day: LocalDate;
  readonly ledger: string;
  readonly options: PurgeOptions;
}

async function purgeBatch(
  client: ClientBase,
  name: LedgerClass,
  wanted: readonly string[],
  { run, day, ledger, options }: Batch,
): Promise<number> {
  return inTransaction(client, day, async () => {
    if (name === 'CASE') {
      // Whoever writes in a case holds this lock; what was due before may be open again behind it.
      await client.query(
        'SELECT FROM cases."case" WHERE id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE',
        [wanted],
      );
    }
    const now = (await dueOf(client, name, day, options)).filter(
      ({ key, held }) => !held && wanted.includes(key),
    );
    const at = options.now.toISOString();
    const lines = now.map(({ key, caseId }): LedgerLine => ({
      kind: 'PURGED',
      class: name,
      key,
      caseId,
      run,
      at,
    }));
    await enter(client, lines, false);
    await removeKeys(
      client,
      name,
      now.map(({ key }) => key),
      day,
    );
    await appendToLedger(ledger, lines);
    return now.length;
  });
}

/** Enters keys into the ledger of the database, which the row policies ask before a row may go. */
export async function enter(
  client: ClientBase,
  lines: readonly LedgerLine[],
  replayed: boolean,
): Promise<void> {
  await client.query(
    `INSERT INTO retention.tombstone (class, key, case_id, run, purged_at, replayed)
     SELECT *, $6::boolean FROM unnest($1::text[], $2::text[], $3::uuid[], $4::uuid[], $5::timestamptz[]) ON CONFLICT DO NOTHING`,
    [
      lines.map((line) => line.class),
      lines.map(({ key }) => key),
      lines.map(({ caseId }) => caseId),
      lines.map(({ run }) => run),
      lines.map(({ at }) => at),
      replayed,
    ],
  );
}

async function purgeDated(client: ClientBase, name: DatedClass, day: LocalDate): Promise<number> {
  for (let count = 0; ;) {
    const gone = await inTransaction(client, day, () =>
      client.query(DATED[name].remove, [day, BATCH.dated]),
    );
    count += gone.rowCount ?? 0;
    if ((gone.rowCount ?? 0) < BATCH.dated) return count;
  }
}

async function dueOf(
  client: ClientBase,
  name: LedgerClass,
  day: LocalDate,
  { logRetentionMonths }: PurgeOptions,
): Promise<readonly DueRow[]> {
  return (await client.query<DueRow>(dueSql(name), [day, logRetentionMonths])).rows;
}

async function findDue(client: ClientBase, day: LocalDate, options: PurgeOptions): Promise<Due> {
  return inTransaction(client, day, async () => {
    const rows = new Map<LedgerClass, readonly DueRow[]>();
    for (const name of LEDGER_CLASSES) rows.set(name, await dueOf(client, name, day, options));
    const dated = new Map<DatedClass, { count: number; oldest: LocalDate | null }>();
    for (const name of DATED_CLASSES)
      dated.set(name, await counted(client, DATED[name].count, day));
    const digest = createHash('sha256')
      .update(
        JSON.stringify([
          day,
          ...[...rows].map(([name, due]) => [name, due.map(({ key, held }) => [key, held])]),
          ...dated,
        ]),
      )
      .digest('hex')
      .slice(0, 32);
    return {
      rows: Object.fromEntries(rows) as Due['rows'],
      dated: Object.fromEntries(dated) as Due['dated'],
      dormant: await counted(client, DORMANT, day),
      uncounted: await counted(client, UNCOUNTED, day),
      logOver: (await counted(client, LOG_OVER, day, options.logRetentionMonths)).count,
      digest,
    };
  });
}

async function counted(
  client: ClientBase,
  sql: string,
  ...asked: readonly (LocalDate | number)[]
): Promise<{ count: number; oldest: LocalDate | null }> {
  const { rows } = await client.query<{ count: number; oldest: LocalDate | null }>(sql, [...asked]);
  return rows[0] ?? { count: 0, oldest: null };
}

function reportOf(
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

async function noteRun(
  client: ClientBase,
  run: string,
  kind: 'STARTED' | 'FINISHED',
  now: Date,
  report: PurgeReport,
): Promise<void> {
  await inTransaction(client, report.day, () =>
    client.query(
      'INSERT INTO retention.run_event (run, kind, recorded_at, report) VALUES ($1, $2, $3, $4)',
      [run, kind, now, report],
    ),
  );
}
