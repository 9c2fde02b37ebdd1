import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { askedOf } from '../persistence';

/**
 * Warns where nothing ends a statement that takes too long: a login without the limit that the migrations give it, or a pooler that logs in as somebody else.
 *
 * @throws whatever the driver throws when the database does not answer
 */
export async function warnWithoutTimeLimit(pool: Pool, log: Logger): Promise<void> {
  const [limit] = await askedOf<{ statement_timeout: string }>(pool, 'SHOW statement_timeout');
  if (limit?.statement_timeout !== '0') return;
  log.warn({ setting: 'statement_timeout' }, 'nothing ends a statement that takes too long');
}
