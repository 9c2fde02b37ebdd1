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

/** Rows that a reader role may see. */
export function readable(table: string, role: string, using: string): string {
  return `CREATE POLICY ${role}_reads ON ${table} FOR SELECT TO ${role} USING (${using})`;
}

/** Rows that a writer role may see, add and, where it also has the privilege, change. */
export function writable(table: string, role: string, rows = 'true'): string {
  return `CREATE POLICY ${role}_writes ON ${table} FOR ALL TO ${role} USING (${rows}) WITH CHECK (${rows})`;
}
