import type { Pool } from 'pg';

/**
 * Whether the database answers and takes writes: after a failover an address may lead to what was the primary for a while.
 *
 * @throws whatever the driver throws when it does not answer
 */
export async function isWritable(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query<{ writable: boolean }>(
    'SELECT NOT pg_is_in_recovery() AS writable',
  );
  return rows[0]?.writable === true;
}
