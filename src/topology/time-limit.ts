import type { Pool } from 'pg';
import type { Logger } from 'pino';

/**
 * Warns where nothing ends a statement that takes too long: a login without the limit that the migrations give it, or a pooler that logs in as somebody else.
 *
 * @throws whatever the driver throws when the database does not answer
 */
export async function warnWithoutTimeLimit(pool: Pool, log: Logger): Promise<void> {
  const { rows } = await pool.query<{ statement_timeout: string }>('SHOW statement_timeout');
  if (rows[0]?.statement_timeout !== '0') return;
  log.warn({ setting: 'statement_timeout' }, 'nothing ends a statement that takes too long');
}
