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

const names = migrations.map(({ name }) => name);
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
