import type { MigrationInterface, QueryRunner } from 'typeorm';
import { asOwner, readable } from './row-security';

const AUDITOR = 'kvarbo_log_auditor';
const KEEPER = 'kvarbo_log_keeper';
const OWNER = 'kvarbo_owner';

const TABLES = ['entry', 'shape', 'actor', 'chain', 'checkpoint'] as const;

/** What retention removes: checkpoints and chains hold no personal data and prove what once stood there. */
const FORGOTTEN = ['entry', 'shape', 'actor'] as const;

/** The columns of a checkpoint about one chain; one about retention is about many. */
const HEAD = ['instance', 'sequence', 'hash'] as const;

/**
 * Who checks the disclosure log, and who lets old months go: an auditor that reads all of it and nothing else, and the owner,
 * to whom row security gives no more than reading and removing. The login of the service is neither.
 *
 * @legalSource SPL-10-ACCESS
 */
export class LogKeeping1764000000011 implements MigrationInterface {
  readonly name = 'LogKeeping1764000000011';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`DO $$ BEGIN
      CREATE ROLE ${AUDITOR} NOLOGIN NOINHERIT;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END $$`);
    // Upkeep checks and signs under the owner's login; one with CREATEROLE alone may not yet become what it made.
    await runner.query(`GRANT ${AUDITOR}, ${KEEPER} TO CURRENT_USER WITH INHERIT FALSE, SET TRUE`);
    await runner.query(`GRANT USAGE ON SCHEMA log TO ${AUDITOR}`);
    await asOwner(runner, [
      ...HEAD.map((column) => `ALTER TABLE log.checkpoint ALTER COLUMN ${column} DROP NOT NULL`),
      `ALTER TABLE log.checkpoint ADD CONSTRAINT checkpoint_head CHECK (num_nulls(${HEAD.join(', ')}) IN (0, 3))`,
      `CREATE INDEX checkpoint_head ON log.checkpoint (instance, sequence, number) WHERE instance IS NOT NULL`,
      ...TABLES.flatMap((table) => [
        `GRANT SELECT ON log.${table} TO ${AUDITOR}`,
        readable(`log.${table}`, AUDITOR, 'true'),
      ]),
      ...FORGOTTEN.flatMap((table) => [
        readable(`log.${table}`, OWNER, 'true'),
        `CREATE POLICY ${OWNER}_forgets ON log.${table} FOR DELETE TO ${OWNER} USING (true)`,
      ]),
      readable('log.chain', OWNER, 'true'),
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await asOwner(runner, [
      `DROP POLICY ${OWNER}_reads ON log.chain`,
      ...FORGOTTEN.flatMap((table) => [
        `DROP POLICY ${OWNER}_forgets ON log.${table}`,
        `DROP POLICY ${OWNER}_reads ON log.${table}`,
      ]),
      ...TABLES.flatMap((table) => [
        `DROP POLICY ${AUDITOR}_reads ON log.${table}`,
        `REVOKE SELECT ON log.${table} FROM ${AUDITOR}`,
      ]),
      'DROP INDEX log.checkpoint_head',
      'ALTER TABLE log.checkpoint DROP CONSTRAINT checkpoint_head',
      ...HEAD.map((column) => `ALTER TABLE log.checkpoint ALTER COLUMN ${column} SET NOT NULL`),
    ]);
    await runner.query(`REVOKE USAGE ON SCHEMA log FROM ${AUDITOR}`);
    await runner.query(`DO $$ BEGIN
      DROP ROLE ${AUDITOR};
    EXCEPTION WHEN dependent_objects_still_exist THEN NULL;
    END $$`);
  }
}
