import { setTimeout as pause } from 'node:timers/promises';
import type { Pool } from 'pg';
import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { migrations } from '../../migrations';
import { askedOf } from './borrowed';
import { createDataSource, MIGRATION_TABLE } from './data-source';
import { sqlStateOf, storeErrorOf } from './store.errors';

/** Name of the advisory lock that lets one process at a time migrate a database. */
const MIGRATING = 0x6b76_6d69;

/** PostgreSQL's answers when the table is not there, or nothing of it may be read yet. */
const notMigrated = new Set(['42P01', '42501']);

/** Names under which migrations are noted as run. */
const migrationNames = migrations.map((Migration) => new Migration().name);

/**
 * Longest wait for a lock. Whoever asks for the same table waits behind it meanwhile, and it ends before PostgreSQL, after a second,
 * would look for deadlocks and might give up a request instead.
 */
const LOCK_WAIT_MS = 500;
/** Answers that say no more than that the service was in the way: a lock that was not given, a deadlock. */
const inTheWay = new Set(['55P03', '40P01']);

/** How long to go on trying beside a service that is in use. */
export interface Patience {
  /** Milliseconds after which a migration that still gets no lock has failed. Default five minutes. */
  readonly longestMs?: number;
}

/**
 * Runs what is pending, each migration in a transaction of its own; returns the names of those it ran.
 *
 * Made for a service that runs meanwhile: a migration that does not get its locks at once is undone and tried again.
 *
 * @throws Error of PostgreSQL when a migration fails; those before it stay
 */
export async function runMigrations(
  url: string,
  { longestMs = 300_000 }: Patience = {},
): Promise<string[]> {
  return alone(url, async (dataSource) => {
    const deadline = Date.now() + longestMs;
    const before = await namesOfDone(dataSource);
    for (let misses = 0; ; misses += 1) {
      try {
        await dataSource.runMigrations();
        return (await namesOfDone(dataSource)).filter((name) => !before.includes(name));
      } catch (error) {
        if (!inTheWay.has(sqlStateOf(error) ?? '') || Date.now() > deadline) throw error;
        // Ever longer, so that those who waited behind it get through.
        await pause(Math.min(100 * 2 ** misses, 5_000) * (0.5 + Math.random()));
      }
    }
  });
}

async function namesOfDone(dataSource: DataSource): Promise<string[]> {
  const table = await dataSource.query<[{ found: string | null }]>(
    `SELECT to_regclass('public.${MIGRATION_TABLE}')::text AS found`,
  );
  if (table[0].found === null) return [];
  const rows = await dataSource.query<{ name: string }[]>(
    `SELECT name FROM public.${MIGRATION_TABLE} ORDER BY id`,
  );
  return rows.map(({ name }) => name);
}

/** Undoes every migration that was run, the last one first. */
export async function revertAll(url: string): Promise<void> {
  await alone(url, async (dataSource) => {
    const done = await dataSource.query<unknown[]>(`SELECT 1 FROM public.${MIGRATION_TABLE}`);
    for (let left = done.length; left > 0; left -= 1) await dataSource.undoLastMigration();
  });
}

/**
 * The names of the migrations that the database lacks; none when the service fits it. Asks as the
 * service's own login, which may read the migration table.
 *
 * @throws UnavailableError when the store is down
 */
export async function pendingMigrations(pool: Pool): Promise<string[]> {
  try {
    const rows = await askedOf<{ name: string }>(
      pool,
      `SELECT name FROM public.${MIGRATION_TABLE}`,
    );
    const done = new Set(rows.map(({ name }) => name));
    return migrationNames.filter((name) => !done.has(name));
  } catch (error) {
    if (notMigrated.has(sqlStateOf(error) ?? '')) return migrationNames;
    throw storeErrorOf(error);
  }
}

async function alone<T>(url: string, work: (dataSource: DataSource) => Promise<T>): Promise<T> {
  const guard = new Client({ connectionString: url, application_name: 'kvarbo-migrations' });
  const dataSource = createDataSource({
    url,
    poolSize: 1,
    entities: [],
    migrations: true,
    statementTimeoutMs: 0,
    lockTimeoutMs: LOCK_WAIT_MS,
  });
  await guard.connect();
  try {
    await guard.query('SELECT pg_advisory_lock($1)', [MIGRATING]);
    await dataSource.initialize();
    return await work(dataSource);
  } finally {
    if (dataSource.isInitialized) await dataSource.destroy();
    await guard.end();
  }
}
