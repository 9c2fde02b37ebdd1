import type { MigrationInterface, QueryRunner } from 'typeorm';

const READERS = [
  'kvarbo_landlord',
  'kvarbo_social_services',
  'kvarbo_enforcement',
  'kvarbo_oversight',
] as const;
const WRITERS = [
  'kvarbo_cases_writer',
  'kvarbo_landlord_writer',
  'kvarbo_social_writer',
  'kvarbo_enforcement_writer',
] as const;
const PARTS = [...READERS, ...WRITERS, 'kvarbo_decider'] as const;

/**
 * The roles of the second wall: an owner that nobody logs in as, one login for the service that owns nothing and inherits
 * nothing, and one role for each part it may play.
 *
 * Roles belong to the whole cluster, databases share them: they are made where missing and dropped with the last database.
 */
export class Roles1764000000001 implements MigrationInterface {
  readonly name = 'Roles1764000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(createRole('kvarbo_owner', 'NOLOGIN'));
    // Whoever migrates makes objects as the owner; a login with CREATEROLE alone may not yet.
    await runner.query('GRANT kvarbo_owner TO CURRENT_USER WITH INHERIT TRUE, SET TRUE');
    await runner.query(createRole('kvarbo_service', 'LOGIN NOINHERIT'));
    for (const role of PARTS) {
      await runner.query(createRole(role, 'NOLOGIN NOINHERIT'));
      await runner.query(`GRANT ${role} TO kvarbo_service WITH INHERIT FALSE, SET TRUE`);
    }
    // Readiness is told by the service itself, which may know which migrations were run.
    await runner.query('GRANT SELECT ON public.kvarbo_migration TO kvarbo_service');
    for (const schema of ['cases', 'landlord', 'social', 'enforcement']) {
      await runner.query(`CREATE SCHEMA ${schema} AUTHORIZATION kvarbo_owner`);
    }
    await runner.query(
      `GRANT USAGE ON SCHEMA cases TO ${[...WRITERS, 'kvarbo_decider'].join(', ')}`,
    );
    await runner.query('GRANT USAGE ON SCHEMA landlord TO kvarbo_landlord_writer');
    await runner.query('GRANT USAGE ON SCHEMA social TO kvarbo_social_writer');
    await runner.query('GRANT USAGE ON SCHEMA enforcement TO kvarbo_enforcement_writer');
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const schema of ['enforcement', 'social', 'landlord', 'cases']) {
      await runner.query(`DROP SCHEMA ${schema}`);
    }
    await runner.query('REVOKE SELECT ON public.kvarbo_migration FROM kvarbo_service');
    for (const role of [...PARTS, 'kvarbo_service', 'kvarbo_owner']) {
      await runner.query(dropRoleIfUnused(role));
    }
  }
}

function createRole(name: string, attributes: string): string {
  return `DO $$ BEGIN
    CREATE ROLE ${name} ${attributes};
  EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
  END $$`;
}

function dropRoleIfUnused(name: string): string {
  return `DO $$ BEGIN
    DROP ROLE ${name};
  EXCEPTION WHEN dependent_objects_still_exist THEN NULL;
  END $$`;
}
