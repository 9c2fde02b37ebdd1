import type { QueryRunner } from 'typeorm';

/** The organisation whose data may be read in this transaction; in a sub-select, so that it is evaluated once a statement. */
export const READER = `(SELECT current_setting('kvarbo.organisation', true))`;

/** Creates objects as the owner role, so that no login owns them. */
export async function asOwner(runner: QueryRunner, statements: readonly string[]): Promise<void> {
  await runner.query('SET LOCAL ROLE kvarbo_owner');
  for (const statement of statements) await runner.query(statement);
  await runner.query('RESET ROLE');
}

/** Row security that binds even the table's owner. */
export function secure(table: string): string {
  return `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY`;
}

/** Lets the owner role see, add and change every row while it fills tables from what there is. */
export function unforced(
  tables: readonly string[],
  statements: readonly string[],
): readonly string[] {
  return [
    ...tables.map((table) => `ALTER TABLE ${table} NO FORCE ROW LEVEL SECURITY`),
    ...statements,
    ...tables.map((table) => `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`),
  ];
}

/** Rows that a reader role may see. */
export function readable(table: string, role: string, using: string): string {
  return `CREATE POLICY ${role}_reads ON ${table} FOR SELECT TO ${role} USING (${using})`;
}

/** Rows that a writer role may see, add and, where it also has the privilege, change. */
export function writable(table: string, role: string, rows = 'true'): string {
  return `CREATE POLICY ${role}_writes ON ${table} FOR ALL TO ${role} USING (${rows}) WITH CHECK (${rows})`;
}

/** Takes back whatever the four reader roles may do in any schema of ours: row policies, privileges, usage. */
export const FORGET_READERS = `DO $$
DECLARE
  readers constant name[] := ARRAY['kvarbo_landlord', 'kvarbo_social_services', 'kvarbo_enforcement', 'kvarbo_oversight'];
  found record;
  reader name;
BEGIN
  FOR found IN SELECT policyname, schemaname, tablename FROM pg_policies WHERE roles && readers LOOP
    EXECUTE format('DROP POLICY %I ON %I.%I', found.policyname, found.schemaname, found.tablename);
  END LOOP;
  FOREACH reader IN ARRAY readers LOOP
    FOR found IN SELECT c.oid::regclass AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspowner = 'kvarbo_owner'::regrole AND c.relkind IN ('r', 'p', 'v', 'm', 'S') LOOP
      EXECUTE format('REVOKE ALL ON %s FROM %I', found.name, reader);
    END LOOP;
    FOR found IN SELECT nspname FROM pg_namespace WHERE nspowner = 'kvarbo_owner'::regrole LOOP
      EXECUTE format('REVOKE ALL ON SCHEMA %I FROM %I', found.nspname, reader);
    END LOOP;
  END LOOP;
END $$`;
