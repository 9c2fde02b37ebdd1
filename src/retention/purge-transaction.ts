import type { ClientBase } from 'pg';
import type { LocalDate } from '../shared';

/** Another run is at work. */
export class PurgeRunningError extends Error {
  constructor() {
    super('Another purge is at work on this database.');
    this.name = 'PurgeRunningError';
  }
}

/** Advisory lock that lets one run at a time work on a database. */
const PURGING = 0x6b76_7067;

/** One transaction at a time is short: a purge gives way to the daily work. */
const SHORT = `SET LOCAL lock_timeout = '2s'; SET LOCAL statement_timeout = '30s'; SET LOCAL ROLE kvarbo_purger`;

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
