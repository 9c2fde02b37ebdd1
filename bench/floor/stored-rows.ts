import type { Client, Pool, PoolClient } from 'pg';

/** A table, as far as rows are put into it. */
export interface Table {
  /** With its schema, quoted where it must be. */
  readonly name: string;
  readonly columns: readonly {
    readonly name: string;
    readonly type: string;
    /** Whether it is part of the primary key. */
    readonly isKey: boolean;
  }[];
}

/** Rows of one table; a value is text as PostgreSQL writes it, bytes, or null. */
export interface TableRows {
  readonly table: Table;
  readonly rows: readonly StoredRow[];
}

/** One row, by column. */
export type StoredRow = Readonly<Record<string, string | Buffer | null>>;

/** Tables of the domains, each after those that it refers to; the log and what others made are none of them. */
const TABLES = `
  WITH RECURSIVE own AS (
    SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
      AND n.nspname IN ('cases', 'landlord', 'social', 'enforcement', 'collaboration', 'disclosure')
  ), depth AS (
    SELECT oid, 0 AS level FROM own
    UNION
    SELECT k.conrelid, d.level + 1 FROM depth d
    JOIN pg_constraint k ON k.confrelid = d.oid AND k.contype = 'f' AND k.conrelid <> k.confrelid
  )
  SELECT d.oid::regclass::text AS name, max(d.level) AS level,
    (SELECT json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'isKey',
        EXISTS (SELECT FROM pg_index i WHERE i.indrelid = d.oid AND i.indisprimary AND a.attnum = ANY (i.indkey))) ORDER BY a.attnum)
      FROM pg_attribute a WHERE a.attrelid = d.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns
  FROM depth d GROUP BY d.oid ORDER BY level, name`;

/** A moment of the store, at which a connection of its own still sees it. */
export interface Moment {
  /** The number of the next transaction; rows of later ones are younger. */
  readonly transaction: string;
  readonly then: Client;
}

/** Holds on to the present moment on a connection, until rows are taken. */
export async function holdMoment(then: Client): Promise<Moment> {
  await then.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
  const { rows } = await then.query<{ id: string }>('SELECT pg_current_xact_id()::text AS id');
  return { transaction: rows[0]?.id ?? '0', then };
}

/**
 * Takes the rows out of the store that were added since a moment, and lets go of that moment. Rows that were there before and were
 * only changed stay as they are.
 */
export async function takeRows(store: Client, since: Moment): Promise<readonly TableRows[]> {
  const { rows: tables } = await store.query<Table>(TABLES);
  const taken: TableRows[] = [];
  // Neither references nor rules of the tables stand in the way.
  await store.query('SET session_replication_role = replica');
  for (const table of tables) {
    const earlier = await earlierOnes(store, table, since);
    const columns = table.columns.map(({ name, type }) =>
      type === 'bytea' ? `"${name}"` : `"${name}"::text`,
    );
    const { rows } = await store.query<StoredRow>(
      `DELETE FROM ${table.name} WHERE ${TOUCHED} AND NOT ${keyOf(table)} = ANY ($2)
        RETURNING ${columns.join(', ')}`,
      [since.transaction, earlier],
    );
    if (rows.length > 0) taken.push({ table, rows });
  }
  await store.query('RESET session_replication_role');
  await since.then.query('COMMIT');
  for (const { table } of taken) await store.query(`VACUUM ANALYZE ${table.name}`);
  return taken;
}

const TOUCHED = 'xmin::text::bigint >= $1';

/** The keys of rows that were touched since a moment and were there before; asked for only where the numbers say that there are some. */
async function earlierOnes(
  store: Client,
  table: Table,
  { then, transaction }: Moment,
): Promise<readonly string[]> {
  const count = (client: Client, where = ''): Promise<number> => {
    const text = `SELECT count(*)::int AS count FROM ${table.name}${where}`;
    const values = where === '' ? [] : [transaction];
    return client.query<{ count: number }>(text, values).then(({ rows }) => rows[0]?.count ?? 0);
  };
  const touched = await count(store, ` WHERE ${TOUCHED}`);
  const added = (await count(store)) - (await count(then));
  if (touched === added) return [];
  const { rows } = await then.query<{ key: string }>(
    `SELECT ${keyOf(table)} AS key FROM ${table.name}`,
  );
  return rows.map(({ key }) => key);
}

/** What tells the rows of a table apart, as one text. */
function keyOf({ columns }: Table): string {
  const key = columns.filter(({ isKey }) => isKey).map(({ name }) => `"${name}"::text`);
  return `concat_ws('|', ${(key.length > 0 ? key : ["''"]).join(', ')})`;
}

/** Puts rows into their tables in one transaction, one statement for each table. How many there are. */
export async function putRows(pool: Pool, all: readonly TableRows[]): Promise<number> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    let inserted = 0;
    for (const part of all) inserted += await putInto(client, part);
    await client.query('COMMIT');
    return inserted;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}

async function putInto(client: PoolClient, { table, rows }: TableRows): Promise<number> {
  const { name, columns } = table;
  // An array of arrays would be unfolded whole: everything but bytes goes as text.
  const given = columns.map(({ type }, index) =>
    type === 'bytea' ? `$${index + 1}::bytea[]` : `$${index + 1}::text[]`,
  );
  const names = columns.map((column) => `"${column.name}"`);
  const values = columns.map((column) => `"${column.name}"::${column.type}`);
  const { rowCount } = await client.query({
    name: `put ${name}`,
    text: `INSERT INTO ${name} (${names.join(', ')}) OVERRIDING SYSTEM VALUE
      SELECT ${values.join(', ')} FROM unnest(${given.join(', ')}) AS given (${names.join(', ')})`,
    values: columns.map((column) => rows.map((row) => row[column.name] ?? null)),
  });
  return rowCount ?? 0;
}
