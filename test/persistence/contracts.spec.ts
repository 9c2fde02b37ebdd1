import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../../src/persistence';
import { createTestDatabase } from '../support/database';
import type { TestDatabase } from '../support/database';
import { takenAway, type Catalogue } from './taken-away';

const LIST = path.resolve(__dirname, '../../migrations/contracts.txt');

const COLUMNS = `
  SELECT n.nspname || '.' || c.relname || '.' || a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
    a.attnotnull AND NOT a.atthasdef AND a.attidentity = '' AS required
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspowner = 'kvarbo_owner'::regrole AND c.relkind IN ('r', 'p', 'v') AND NOT c.relispartition AND a.attnum > 0 AND NOT a.attisdropped`;

/** Checks, keys and references, and indexes that let a value stand once. */
const CONSTRAINTS = `
  SELECT n.nspname || '.' || c.relname || ': ' || pg_get_constraintdef(k.oid) AS name
  FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspowner = 'kvarbo_owner'::regrole AND NOT c.relispartition AND k.contype IN ('c', 'f', 'u', 'p', 'x')
  UNION SELECT regexp_replace(pg_get_indexdef(i.indexrelid), '^.* ON (ONLY )?(\\S+) USING ', '\\2: UNIQUE ')
  FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspowner = 'kvarbo_owner'::regrole AND i.indisunique AND NOT c.relispartition
    AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid)`;

describe('What migrations take away', () => {
  let database: TestDatabase;
  let dataSource: DataSource;

  beforeAll(async () => {
    database = await createTestDatabase();
    dataSource = createDataSource({
      url: database.ownerUrl,
      poolSize: 1,
      entities: [],
      migrations: true,
    });
    await dataSource.initialize();
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  const catalogue = async (): Promise<Catalogue> => ({
    columns: await dataSource.query(COLUMNS),
    constraints: (await dataSource.query<{ name: string }[]>(CONSTRAINTS)).map(({ name }) => name),
  });

  it('is what contracts.txt says, so that no release closes the one before by an oversight', async () => {
    const rows = await dataSource.query<{ name: string }[]>(
      'SELECT name FROM public.kvarbo_migration ORDER BY id DESC',
    );
    const found: string[] = [];
    let after = await catalogue();
    for (const { name } of rows) {
      await dataSource.undoLastMigration();
      // The roles go with the first one, and with them whose schemas are ours.
      if (name.startsWith('Roles')) break;
      const before = await catalogue();
      found.unshift(...takenAway(before, after).map((what) => `${name}: ${what}`));
      after = before;
    }
    const listed = readFileSync(LIST, 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    expect(found).toEqual(listed);
  });
});

describe('takenAway', () => {
  const column = (name: string, type = 'text', required = false) => ({ name, type, required });
  const before: Catalogue = { columns: [column('a.t.x'), column('a.t.y')], constraints: [] };

  it('is nothing where a release only adds', () => {
    const after = {
      columns: [...before.columns, column('a.t.z'), column('a.new.x', 'text', true)],
      constraints: ['a.new: CHECK (true)'],
    };
    expect(takenAway(before, after)).toEqual([]);
  });

  it('names what is gone, changed, required or stricter', () => {
    const after = {
      columns: [column('a.t.x', 'integer'), column('a.t.z', 'text', true)],
      constraints: ['a.t: CHECK (x > 0)'],
    };
    expect(takenAway(before, after)).toEqual([
      'a.t.x becomes integer',
      'a.t.y is gone',
      'a.t.z is required',
      'a.t: CHECK (x > 0) is new',
    ]);
  });
});
