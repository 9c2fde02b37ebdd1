import type { Pool } from 'pg';
import { askedOf } from '../persistence';

/**
 * Whether the database answers and takes writes: after a failover an address may lead to what was the primary for a while. Only a primary has
 * a place at which it writes; the question fails on a standby, so that the pool keeps no connection to it.
 *
 * @throws whatever the driver throws when it does not answer or is a standby
 */
export async function isWritable(pool: Pool): Promise<boolean> {
  const rows = await askedOf(pool, 'SELECT pg_current_wal_lsn()');
  return rows.length === 1;
}
