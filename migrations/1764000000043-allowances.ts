import type { MigrationInterface, QueryRunner } from 'typeorm';
import { asOwner, secure, writable } from './row-security';
import { SERVICE_LOGINS } from './service-logins';

/**
 * How many requests each organisation may still send, shared by all instances. Says nothing but that an organisation calls, under its
 * blind index; after a crash of the server the table is empty, and everybody may send again.
 */
export class Allowances1764000000043 implements MigrationInterface {
  readonly name = 'Allowances1764000000043';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`DO $$ BEGIN
      CREATE ROLE kvarbo_limiter NOLOGIN NOINHERIT;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END $$`);
    for (const login of SERVICE_LOGINS) {
      await runner.query(`GRANT kvarbo_limiter TO ${login} WITH INHERIT FALSE, SET TRUE`);
    }
    await runner.query('CREATE SCHEMA limits AUTHORIZATION kvarbo_owner');
    await asOwner(runner, [
      `CREATE UNLOGGED TABLE limits.allowance (
        organisation text PRIMARY KEY,
        tokens double precision NOT NULL,
        refilled_at timestamptz NOT NULL,
        granted integer NOT NULL
      ) WITH (fillfactor = 50)`,
      secure('limits.allowance'),
      writable('limits.allowance', 'kvarbo_limiter'),
      'GRANT USAGE ON SCHEMA limits TO kvarbo_limiter',
      'GRANT SELECT, INSERT, UPDATE ON limits.allowance TO kvarbo_limiter',
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await asOwner(runner, ['DROP TABLE limits.allowance']);
    await runner.query('DROP SCHEMA limits');
    await runner.query(`DO $$ BEGIN
      DROP ROLE kvarbo_limiter;
    EXCEPTION WHEN dependent_objects_still_exist THEN NULL;
    END $$`);
  }
}
