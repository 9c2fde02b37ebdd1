import { Client, DatabaseError } from 'pg';
import { createTestDatabase } from '../support/database';
import type { TestDatabase } from '../support/database';
import { aLog } from './a-log';
import { aDisclosure } from './some-disclosures';

const WRITER = 'kvarbo_log_writer';
const KEEPER = 'kvarbo_log_keeper';
const TABLES = ['entry', 'shape', 'actor', 'chain', 'checkpoint'] as const;
const INSERTS = {
  entry: `INSERT INTO log.entry VALUES (now(), gen_random_uuid(), 1, '', '', '', '', '', '', '', '{}', '{}', '{}', '', '{NULL}', '{}')`,
  shape: `INSERT INTO log.shape VALUES (decode('00', 'hex'), '')`,
  actor: `INSERT INTO log.actor VALUES (decode('00', 'hex'), '')`,
  chain: `INSERT INTO log.chain VALUES (gen_random_uuid(), now())`,
  checkpoint: `INSERT INTO log.checkpoint (number, recorded_at, jws) VALUES (1, now(), '')`,
} as const;
const CHANGES = {
  SELECT: (table: string) => `SELECT FROM ${table}`,
  UPDATE: (table: string) => `UPDATE ${table} SET ${firstColumn(table)} = ${firstColumn(table)}`,
  DELETE: (table: string) => `DELETE FROM ${table}`,
  TRUNCATE: (table: string) => `TRUNCATE ${table}`,
  'SELECT FOR UPDATE': (table: string) => `SELECT FROM ${table} FOR UPDATE`,
  LOCK: (table: string) => `LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`,
  DROP: (table: string) => `DROP TABLE ${table}`,
  'DISABLE ROW SECURITY': (table: string) => `ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY`,
  REINDEX: (table: string) => `REINDEX TABLE ${table}`,
} as const;

let database: TestDatabase;
let service: Client;
let superuser: Client;

beforeAll(async () => {
  database = await createTestDatabase();
  service = new Client({ connectionString: database.serviceUrl });
  superuser = new Client({ connectionString: database.superuserUrl });
  await Promise.all([service.connect(), superuser.connect()]);
  const { log } = aLog(database.serviceUrl);
  await log.record([aDisclosure()]);
  await log.stop();
});
afterAll(async () => {
  await Promise.all([service.end(), superuser.end()]);
  await database.drop();
});

function firstColumn(table: string): string {
  if (table.startsWith('log.entry')) return 'request';
  return { 'log.shape': 'content', 'log.actor': 'sealed', 'log.chain': 'instance' }[table] ?? 'jws';
}

/** The SQLSTATE with which the service is refused a statement under a role, or how many rows it had. */
async function tried(role: string, sql: string): Promise<string | number | null> {
  await service.query(`BEGIN; SET LOCAL ROLE ${role}`);
  try {
    return (await service.query(sql)).rowCount;
  } catch (error) {
    if (error instanceof DatabaseError) return error.code ?? null;
    throw error;
  } finally {
    await service.query('ROLLBACK');
  }
}

/** The roles that the service may become, and itself. */
async function rolesOfService(): Promise<string[]> {
  const { rows } = await superuser.query<{ name: string }>(`
    SELECT g.rolname AS name FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid
    WHERE m.member = 'kvarbo_service'::regrole`);
  return [...new Set(rows.map(({ name }) => name)), 'kvarbo_service'].sort();
}

async function partitions(): Promise<string[]> {
  const { rows } = await superuser.query<{ name: string }>(
    `SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'log.entry'::regclass ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}

describe('the writer of the disclosure log in the database', () => {
  it.each(['entry', 'shape', 'actor', 'chain'] as const)('may add to log.%s', async (table) => {
    expect(await tried(WRITER, INSERTS[table])).toBe(1);
  });

  it('may not add a checkpoint, so that it cannot speak for what it wrote', async () => {
    expect(await tried(WRITER, INSERTS.checkpoint)).toBe('42501');
  });

  it.each(
    TABLES.flatMap((table) => Object.keys(CHANGES).map((change) => [change, table] as const)),
  )('may not %s log.%s', async (change, table) => {
    const sql = CHANGES[change as keyof typeof CHANGES](`log.${table}`);
    expect(await tried(WRITER, sql)).toBe('42501');
  });

  it('may not read back what it adds, nor learn what is there from a conflict', async () => {
    const shape = `INSERT INTO log.shape VALUES (decode('00', 'hex'), '')`;
    expect(await tried(WRITER, `${shape} RETURNING id`)).toBe('42501');
    expect(await tried(WRITER, `${shape} ON CONFLICT (id) DO NOTHING`)).toBe('42501');
    expect(await tried(WRITER, `${shape} ON CONFLICT (id) DO UPDATE SET content = ''`)).toBe(
      '42501',
    );
    expect(await tried(WRITER, `${shape} ON CONFLICT DO NOTHING`)).toBe(1);
  });

  it('may do nothing in any other schema, and make nothing', async () => {
    const { rows } = await superuser.query(`
      SELECT n.nspname AS schema FROM pg_namespace n
      WHERE n.nspname !~ '^(pg_|information_schema$|public$)'
        AND has_schema_privilege('${WRITER}', n.oid, 'USAGE, CREATE')`);
    expect(rows).toEqual([{ schema: 'log' }]);
    expect(await tried(WRITER, 'CREATE TABLE log.mine (x int)')).toBe('42501');
    expect(await tried(WRITER, 'CREATE TABLE public.mine (x int)')).toBe('42501');
  });

  it('cannot become the owner or anybody else', async () => {
    expect(await tried(WRITER, 'SET ROLE kvarbo_owner')).toBe('42501');
    const { rows } = await superuser.query(
      `SELECT 1 FROM pg_auth_members WHERE member = '${WRITER}'::regrole`,
    );
    expect(rows).toEqual([]);
  });
});

describe('the keeper of the checkpoints in the database', () => {
  it('may add and read checkpoints, and nothing else', async () => {
    expect(await tried(KEEPER, INSERTS.checkpoint)).toBe(1);
    expect(await tried(KEEPER, 'SELECT FROM log.checkpoint')).toBe(0);
    for (const change of Object.keys(CHANGES).filter((one) => one !== 'SELECT')) {
      const sql = CHANGES[change as keyof typeof CHANGES]('log.checkpoint');
      expect([change, await tried(KEEPER, sql)]).toEqual([change, '42501']);
    }
    for (const table of ['entry', 'shape', 'actor', 'chain'] as const) {
      expect(await tried(KEEPER, INSERTS[table])).toBe('42501');
      expect(await tried(KEEPER, `SELECT FROM log.${table}`)).toBe('42501');
    }
  });
});

describe('every other role of the service in the database', () => {
  it('is known here, so that none is left out', async () => {
    expect((await rolesOfService()).length).toBeGreaterThan(10);
    expect(await rolesOfService()).toEqual(expect.arrayContaining([WRITER, KEEPER]));
  });

  it('may neither change nor remove anything in the log, nor does any partition let it in', async () => {
    const changes = Object.keys(CHANGES).filter((one) => one !== 'SELECT');
    const tables = [...TABLES.map((table) => `log.${table}`), ...(await partitions()).slice(0, 2)];
    for (const role of await rolesOfService()) {
      for (const table of tables) {
        for (const change of changes) {
          const sql = CHANGES[change as keyof typeof CHANGES](table);
          expect([role, change, table, await tried(role, sql)]).toEqual([
            role,
            change,
            table,
            '42501',
          ]);
        }
      }
    }
  });

  it('may not add to the log', async () => {
    for (const role of (await rolesOfService()).filter((one) => one !== WRITER)) {
      for (const table of ['entry', 'shape', 'actor', 'chain'] as const) {
        expect([role, table, await tried(role, INSERTS[table])]).toEqual([role, table, '42501']);
      }
    }
  });
});

describe('the months of the disclosure log', () => {
  it('have a partition each, from the month before to three years ahead, and one for all others', async () => {
    const now = new Date();
    const names = Array.from({ length: 38 }, (_, index) =>
      new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1 + index, 1))
        .toISOString()
        .slice(0, 7)
        .replace('-', '_'),
    );
    expect(await partitions()).toEqual(
      [...names.map((month) => `log.entry_${month}`), 'log.entry_rest'].sort(),
    );
  });

  it('begin and end in UTC', async () => {
    const now = new Date();
    const next = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1);
    const partitionAt = (time: number): string =>
      `log.entry_${new Date(time).toISOString().slice(0, 7).replace('-', '_')}`;
    for (const [time, partition] of [
      [next - 1, partitionAt(now.getTime())],
      [next, partitionAt(next)],
      [Date.UTC(now.getUTCFullYear() + 100), 'log.entry_rest'],
    ] as const) {
      await superuser.query('BEGIN');
      const sql = INSERTS.entry.replace('now()', `'${new Date(time).toISOString()}'`);
      const { rows } = await superuser.query<{ table: string }>(
        `${sql} RETURNING tableoid::regclass::text AS "table"`,
      );
      await superuser.query('ROLLBACK');
      expect(rows).toEqual([{ table: partition }]);
    }
  });

  it('are reached through the whole log alone: forced row security, no policy and no privilege of their own', async () => {
    const { rows } = await superuser.query<{ name: string }>(`
      SELECT c.oid::regclass::text AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
      WHERE i.inhparent = 'log.entry'::regclass AND (
        NOT c.relrowsecurity OR NOT c.relforcerowsecurity
        OR EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid)
        OR EXISTS (SELECT FROM aclexplode(c.relacl) a WHERE a.grantee <> c.relowner))`);
    expect(rows).toEqual([]);
    for (const partition of await partitions()) {
      const sql = INSERTS.entry.replace('log.entry', partition);
      expect([partition, await tried(WRITER, sql)]).toEqual([partition, '42501']);
    }
  });
});
