import { Client } from 'pg';
import {
  pendingMigrations,
  revertAll,
  runMigrations,
  createReadingPool,
} from '../../src/persistence';
import { migrations } from '../../migrations';
import { createTestDatabase } from '../support/database';
import type { TestDatabase } from '../support/database';

const CATALOGUE = `
  SELECT n.nspname || '.' || c.relname AS name, c.relkind::text AS kind, c.relrowsecurity AS secured, c.relforcerowsecurity AS forced,
    pg_get_userbyid(c.relowner) AS owner,
    (SELECT json_agg(json_build_object('policy', polname, 'using', pg_get_expr(polqual, polrelid)) ORDER BY polname)
       FROM pg_policy WHERE polrelid = c.oid) AS policies,
    c.relacl::text AS privileges
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname IN ('cases', 'landlord', 'social', 'enforcement') ORDER BY 1`;

/** An index that leaves rows out does not find what it leaves out. */
const WITHOUT_INDEX_BY_CASE = `
  SELECT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'case_id'
  WHERE c.relkind = 'r' AND n.nspname IN ('cases', 'landlord', 'social', 'enforcement', 'collaboration')
    AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indpred IS NULL AND i.indkey[0] = a.attnum) ORDER BY 1`;

interface CatalogueRow {
  name: string;
  kind: string;
  secured: boolean;
  forced: boolean;
  owner: string;
  policies: unknown[] | null;
}

describe('the migrations', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  async function query<T extends object>(sql: string): Promise<T[]> {
    const client = new Client({ connectionString: database.superuserUrl });
    await client.connect();
    try {
      return (await client.query<T>(sql)).rows;
    } finally {
      await client.end();
    }
  }

  it('let every table tell what it holds of a case without reading all of it', async () => {
    expect(await query(WITHOUT_INDEX_BY_CASE)).toEqual([]);
  });

  it('leave nothing behind when they are undone, and the same when they are run again', async () => {
    const before = await query<CatalogueRow>(CATALOGUE);
    expect(before.length).toBeGreaterThan(20);
    await revertAll(database.ownerUrl);
    expect(await query(CATALOGUE)).toEqual([]);
    expect(
      await query(
        `SELECT nspname FROM pg_namespace WHERE nspname IN ('cases', 'landlord', 'social', 'enforcement')`,
      ),
    ).toEqual([]);
    expect(await runMigrations(database.ownerUrl)).toHaveLength(migrations.length);
    expect(await query(CATALOGUE)).toEqual(before);
  });

  it('enable and force row security on every table, each with a policy', async () => {
    const tables = (await query<CatalogueRow>(CATALOGUE)).filter(({ kind }) => kind === 'r');
    expect(tables.filter(({ secured, forced }) => !secured || !forced)).toEqual([]);
    expect(tables.filter(({ policies }) => policies === null)).toEqual([]);
  });

  it('give everything to the owner role and nothing to a login', async () => {
    const owners = new Set((await query<CatalogueRow>(CATALOGUE)).map(({ owner }) => owner));
    expect([...owners]).toEqual(['kvarbo_owner']);
    const logins = await query<{ rolname: string }>(
      `SELECT rolname FROM pg_roles WHERE rolname LIKE 'kvarbo%' AND (rolsuper OR rolbypassrls)`,
    );
    expect(logins).toEqual([]);
  });

  it('let the login of the service read nothing by itself', async () => {
    const readable = await query<{ name: string }>(`
      SELECT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname IN ('cases', 'landlord', 'social', 'enforcement') AND c.relkind = 'r'
        AND (has_any_column_privilege('kvarbo_service', c.oid, 'SELECT, INSERT, UPDATE')
          OR has_table_privilege('kvarbo_service', c.oid, 'DELETE'))`);
    expect(readable).toEqual([]);
  });

  it('are all known to be run by the login of the service', async () => {
    const pool = createReadingPool({
      url: database.serviceUrl,
      size: 1,
      onIdleError: () => undefined,
    });
    try {
      expect(await pendingMigrations(pool)).toEqual([]);
    } finally {
      await pool.end();
    }
  });
});
