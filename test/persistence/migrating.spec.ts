import { Client } from 'pg';
import { migrations } from '../../migrations';
import { dataSource as configured } from '../../ormconfig';
import {
  createReadingPool,
  pendingMigrations,
  revertAll,
  runMigrations,
} from '../../src/persistence';
import { createTestDatabase } from '../support/database';
import type { TestDatabase } from '../support/database';

const names = migrations.map((Migration) => new Migration().name);
/** Everything of ours that a database can hold. */
const OBJECTS = `
  SELECT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
    WHERE n.nspname !~ '^pg_|^information_schema$' AND c.relname !~ '^(kvarbo_migration|PK_)'
  UNION ALL SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_|^(information_schema|public)$'
  UNION ALL SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace WHERE n.nspname !~ '^pg_|^information_schema$'
  ORDER BY 1`;

let database: TestDatabase;
let superuser: Client;

beforeAll(async () => {
  database = await createTestDatabase();
  superuser = new Client({ connectionString: database.superuserUrl });
  await superuser.connect();
});

afterAll(async () => {
  await superuser.end();
  await database.drop();
});

async function pending(): Promise<string[]> {
  const pool = createReadingPool({
    url: database.serviceUrl,
    size: 1,
    onIdleError: () => undefined,
  });
  try {
    return await pendingMigrations(pool);
  } finally {
    await pool.end();
  }
}

async function objects(): Promise<unknown[]> {
  return (await superuser.query<{ name: string }>(OBJECTS)).rows;
}

describe('Migrations', () => {
  it('are all run in a copy of the template, as the service itself can tell', async () => {
    expect(await pending()).toEqual([]);
  });

  it('are undone to the last object, run again to the same ones, and are pending in between', async () => {
    const before = await objects();
    await revertAll(database.ownerUrl);
    expect(await objects()).toEqual([]);
    expect(await pending()).toEqual(names);
    expect(await runMigrations(database.ownerUrl)).toEqual(names);
    expect(await objects()).toEqual(before);
    expect(await pending()).toEqual([]);
  });

  it('run once when two processes start at one moment', async () => {
    await revertAll(database.ownerUrl);
    const ran = await Promise.all([
      runMigrations(database.ownerUrl),
      runMigrations(database.ownerUrl),
    ]);
    expect(ran.map((list) => list.length).sort((a, b) => a - b)).toEqual([0, names.length]);
  });

  it('are all pending where the table of migrations is missing', async () => {
    await superuser.query('ALTER TABLE kvarbo_migration RENAME TO elsewhere');
    expect(await pending()).toEqual(names);
    await superuser.query('ALTER TABLE elsewhere RENAME TO kvarbo_migration');
  });

  describe('beside a service that runs', () => {
    const [wall = ''] = names.slice(-1);
    const elsewhere = 'SecondWall_000000000000_1764000000099';
    const noted = async (): Promise<string[]> => {
      const { rows } = await superuser.query<{ name: string }>(
        `SELECT name FROM kvarbo_migration WHERE name LIKE 'SecondWall%'`,
      );
      return rows.map(({ name }) => name);
    };
    beforeEach(() =>
      superuser.query('UPDATE kvarbo_migration SET name = $2 WHERE name = $1', [wall, elsewhere]),
    );
    afterEach(async () => {
      await runMigrations(database.ownerUrl);
      await superuser.query('DELETE FROM kvarbo_migration WHERE name = $1', [elsewhere]);
    });

    it('build the second wall anew when its text is another, and leave the row of the one before', async () => {
      expect(await pending()).toEqual([wall]);
      expect(await runMigrations(database.ownerUrl)).toEqual([wall]);
      expect(await noted()).toEqual([elsewhere, wall]);
    });

    it('let those through who wait behind them, and go on when the table is free', async () => {
      const reader = new Client({ connectionString: database.superuserUrl });
      const writer = new Client({ connectionString: database.superuserUrl });
      await Promise.all([reader.connect(), writer.connect()]);
      await reader.query('BEGIN; LOCK TABLE cases.search_key IN ACCESS SHARE MODE');
      const migrated = runMigrations(database.ownerUrl);
      const waits: number[] = [];
      for (let asked = 0; asked < 6; asked += 1) {
        const since = Date.now();
        await writer.query('SELECT 1 FROM cases.search_key LIMIT 1');
        waits.push(Date.now() - since);
        await new Promise((resolve) => setTimeout(resolve, 250));
      }
      expect(await noted()).toEqual([elsewhere]);
      await reader.query('COMMIT');
      expect(await migrated).toEqual([wall]);
      expect(Math.max(...waits)).toBeLessThan(2_000);
      await Promise.all([reader.end(), writer.end()]);
    });

    it('fail when nobody lets go in time', async () => {
      const reader = new Client({ connectionString: database.superuserUrl });
      await reader.connect();
      await reader.query('BEGIN; LOCK TABLE cases.search_key IN ACCESS SHARE MODE');
      await expect(runMigrations(database.ownerUrl, { longestMs: 0 })).rejects.toMatchObject({
        driverError: { code: '55P03' },
      });
      await reader.end();
    });
  });

  it('are UNAVAILABLE when the store is down', async () => {
    const pool = createReadingPool({
      url: 'postgres://x@127.0.0.1:1/x',
      size: 1,
      onIdleError: () => undefined,
    });
    await expect(pendingMigrations(pool)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });
});

describe('The data source', () => {
  it('of ormconfig.ts has every migration and never synchronizes', () => {
    expect(configured.options).toMatchObject({
      migrations,
      synchronize: false,
      migrationsRun: false,
    });
  });
});
