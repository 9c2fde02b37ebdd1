import { randomUUID } from 'node:crypto';
import type { ClientBase } from 'pg';
import type { LocalDate } from '../shared';
import { civilDay } from '../shared';
import { DATED } from './due';
import type { DatedClass, LedgerClass } from './due';
import { DATED_CLASSES, dueOf, findDue, LEDGER_CLASSES } from './find-due';
import type { PurgeOptions } from './find-due';
import { appendToLedger } from './ledger-file';
import type { LedgerLine } from './ledger-file';
import { reportOf } from './purge-report';
import type { PurgeReport } from './purge-report';
import { excluding, inTransaction } from './purge-transaction';
import { FORGET_PERSONS, REMOVALS } from './remove';

/** What is due is no longer what the dry run showed. */
export class PurgeMovedError extends Error {
  constructor() {
    super('What is due is not what this digest names; run the dry run again, on the same day.');
    this.name = 'PurgeMovedError';
  }
}

/** Keys in one transaction; writers that need a row wait for so many at most. */
const BATCH = { ledger: 50, dated: 1000 } as const;

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
