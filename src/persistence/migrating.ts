import type { Pool } from 'pg';
import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { migrations } from '../../migrations';
import { createDataSource, MIGRATION_TABLE } from './data-source';
import { sqlStateOf, storeErrorOf } from './store.errors';

/** Name of the advisory lock that lets one process at a time migrate a database. */
const MIGRATING = 0x6b76_6d69;

/** PostgreSQL's answers when the table is not there, or nothing of it may be read yet. */
const notMigrated = new Set(['42P01', '42501']);

/** Runs what is pending, each migration in a transaction of its own; returns the names of those it ran. */
export async function runMigrations(url: string): Promise<string[]> {
  return alone(url, async (dataSource) => {
    const done = await dataSource.runMigrations();
    return done.map(({ name }) => name);
  });
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
  const all = migrations.map(({ name }) => name);
  try {
    const { rows } = await pool.query<{ name: string }>(
      `SELECT name FROM public.${MIGRATION_TABLE}`,
    );
    const done = new Set(rows.map(({ name }) => name));
    return all.filter((name) => !done.has(name));
  } catch (error) {
    if (notMigrated.has(sqlStateOf(error) ?? '')) return all;
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
