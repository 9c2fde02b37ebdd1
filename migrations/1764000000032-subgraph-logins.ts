import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What every subgraph may become: readers and their decider, the hub's and all domains' writers, and those of the log. */
const COMMON = [
  'kvarbo_landlord',
  'kvarbo_social_services',
  'kvarbo_enforcement',
  'kvarbo_oversight',
  'kvarbo_decider',
  'kvarbo_cases_writer',
  'kvarbo_landlord_writer',
  'kvarbo_social_writer',
  'kvarbo_enforcement_writer',
  'kvarbo_log_writer',
  'kvarbo_log_keeper',
];

/** A login for each subgraph, and the roles into which it may change. */
const LOGINS: Readonly<Record<string, readonly string[]>> = {
  // Decisions, reports to persons and the control of access are the hub's.
  kvarbo_subgraph_cases: [
    ...COMMON,
    'kvarbo_disclosure_writer',
    'kvarbo_subject_access',
    'kvarbo_access_review',
  ],
  kvarbo_subgraph_landlord_notices: COMMON,
  kvarbo_subgraph_social_services: COMMON,
  kvarbo_subgraph_enforcement: COMMON,
};

/**
 * A login for each subgraph of the graph: like that of the service it owns nothing and inherits nothing. Nobody can log in before
 * a password is set.
 *
 * @legalSource GDPR-25-32
 */
export class SubgraphLogins1764000000032 implements MigrationInterface {
  readonly name = 'SubgraphLogins1764000000032';

  async up(runner: QueryRunner): Promise<void> {
    for (const [login, roles] of Object.entries(LOGINS)) {
      await runner.query(`DO $$ BEGIN
        CREATE ROLE ${login} LOGIN NOINHERIT;
      EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
      END $$`);
      for (const role of roles) {
        await runner.query(`GRANT ${role} TO ${login} WITH INHERIT FALSE, SET TRUE`);
      }
      await runner.query(`GRANT SELECT ON public.kvarbo_migration TO ${login}`);
      // A database that nobody may enter by default has let in the service's login alone.
      await runner.query(onDatabase(`GRANT CONNECT ON DATABASE %I TO ${login}`));
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const login of Object.keys(LOGINS)) {
      await runner.query(onDatabase(`REVOKE CONNECT ON DATABASE %I FROM ${login}`));
      await runner.query(`REVOKE SELECT ON public.kvarbo_migration FROM ${login}`);
      await runner.query(`DO $$ BEGIN
        DROP ROLE ${login};
      EXCEPTION WHEN dependent_objects_still_exist THEN NULL;
      END $$`);
    }
  }
}

function onDatabase(statement: string): string {
  return `DO $$ BEGIN EXECUTE format('${statement}', current_database()); END $$`;
}
