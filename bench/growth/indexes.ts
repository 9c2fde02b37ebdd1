import type { Client } from 'pg';

/** What was dropped, as the statements that make it again, in that order. */
export type Dropped = readonly string[];

const SCHEMAS = `('cases', 'landlord', 'social', 'enforcement')`;

/** Relations between rows first, then keys, so that nothing hangs on what goes; keys and indexes are made again before relations. */
const CONSTRAINTS = `
  SELECT c.conrelid::regclass::text AS table, quote_ident(c.conname) AS name, pg_get_constraintdef(c.oid) AS definition, c.contype = 'f' AS related
  FROM pg_constraint c JOIN pg_class t ON t.oid IN (c.conrelid, c.confrelid) JOIN pg_namespace n ON n.oid = t.relnamespace
  WHERE n.nspname IN ${SCHEMAS} AND c.contype IN ('f', 'p', 'u') GROUP BY c.oid ORDER BY c.contype = 'f' DESC, 1, 2`;
const INDEXES = `
  SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS definition
  FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_namespace n ON n.oid = t.relnamespace
  WHERE n.nspname IN ${SCHEMAS} AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid) ORDER BY 1`;

/** Drops every index and key of the tables that hold cases, since adding each row to each takes many times as long as building them whole. */
export async function dropIndexes(store: Client): Promise<Dropped> {
  const { rows: constraints } = await store.query<{
    table: string;
    name: string;
    definition: string;
    related: boolean;
  }>(CONSTRAINTS);
  for (const { table, name } of constraints) {
    await store.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
  }
  const { rows: indexes } = await store.query<{ name: string; definition: string }>(INDEXES);
  for (const { name } of indexes) await store.query(`DROP INDEX ${name}`);
  return [
    ...indexes.map(({ definition }) => definition),
    ...constraints.toReversed().map(
      ({ table, name, definition, related }) =>
        // Rows that are there are whole by how they were made; every later one is checked.
        `ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}${related ? ' NOT VALID' : ''}`,
    ),
  ];
}

/** Makes again what was dropped. @throws Error from PostgreSQL when two rows have one key */
export async function makeIndexes(store: Client, dropped: Dropped): Promise<void> {
  await store.query(`SET maintenance_work_mem = '1GB'`);
  for (const statement of dropped) await store.query(statement);
}
