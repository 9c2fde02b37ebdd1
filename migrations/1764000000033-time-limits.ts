import type { MigrationInterface, QueryRunner } from 'typeorm';
import { SERVICE_LOGINS } from './service-logins';

/** An instance that reaches PostgreSQL without a pooler asks for shorter ones where it needs them. */
const LIMITS = {
  statement_timeout: '30s',
  lock_timeout: '10s',
  idle_in_transaction_session_timeout: '30s',
  // A statement whose asker is gone ends within a second. Not every platform of a server can tell.
  client_connection_check_interval: '1s',
} as const;

/**
 * Time limits of the service's logins, so that they hold on every connection, those behind a pooler among them, on which nobody can ask
 * for any.
 *
 * They belong to the logins, and go with them.
 */
export class TimeLimits1764000000033 implements MigrationInterface {
  readonly name = 'TimeLimits1764000000033';

  async up(runner: QueryRunner): Promise<void> {
    for (const login of SERVICE_LOGINS) {
      for (const [name, value] of Object.entries(LIMITS)) {
        // All databases of the cluster share them, and one that an administrator has set stays.
        await runner.query(`DO $$ BEGIN
          IF NOT EXISTS (SELECT FROM pg_db_role_setting
            WHERE setrole = '${login}'::regrole AND setdatabase = 0
              AND EXISTS (SELECT FROM unnest(setconfig) one WHERE one LIKE '${name}=%')) THEN
            ALTER ROLE ${login} SET ${name} = '${value}';
          END IF;
        -- Where an administrator keeps the logins, the limits are the administrator's to set.
        EXCEPTION WHEN invalid_parameter_value OR insufficient_privilege THEN NULL;
        END $$`);
      }
    }
  }

  async down(): Promise<void> {
    // Nothing that an older release would mind.
  }
}
