import { Client } from 'pg';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DataSource } from 'typeorm';
import {
  createDataSource,
  findRows,
  insertRows,
  replaceRows,
  runWrite,
  statement,
  updateRows,
} from '../../src/persistence';
import { createTestDatabase } from '../support/database';
import type { TestDatabase } from '../support/database';

@Entity({ schema: 'probe', name: 'thing' })
class Thing {
  @PrimaryColumn({ type: 'text' })
  readonly name!: string;

  @Column({ name: 'seen_at', type: 'timestamptz', nullable: true })
  readonly seenAt!: Date | null;

  @Column({ type: 'date', nullable: true })
  readonly day!: string | null;

  @Column({ type: 'numeric', nullable: true })
  readonly amount!: string | null;

  @Column({ type: 'jsonb', nullable: true })
  readonly parts!: readonly unknown[] | null;

  @Column({ type: 'text', array: true })
  readonly words!: readonly string[];

  @Column({ type: 'bytea', array: true })
  readonly indexes!: readonly (Buffer | null)[];

  @Column({ type: 'bytea', nullable: true })
  readonly sealed!: Buffer | null;

  /** A word of SQL. */
  @Column({ name: 'order', type: 'boolean' })
  readonly order!: boolean;
}

const CASES = 'kvarbo_cases_writer';
const empty = {
  seenAt: null,
  day: null,
  amount: null,
  parts: null,
  words: [],
  indexes: [],
  sealed: null,
};
const odd = {
  name: `O'Brien "å" \\ {a,b} NULL`,
  seenAt: new Date('2026-11-29T06:30:00.125Z'),
  day: '2026-11-29',
  amount: '7450.50',
  parts: [{ text: `"quoted", \\ and {braced}`, none: null }, [1, 2], 'NULL'],
  words: ['NULL', '', 'a,b', '"', '\\', '{}', 'å'],
  indexes: [Buffer.from([0, 92, 34, 255]), null, Buffer.alloc(0)],
  sealed: Buffer.from([0, 92, 34, 255]),
  order: true,
} satisfies Thing;

let database: TestDatabase;
let superuser: Client;
let dataSource: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  superuser = new Client({ connectionString: database.superuserUrl });
  await superuser.connect();
  await superuser.query(`
    CREATE SCHEMA probe;
    GRANT USAGE ON SCHEMA probe TO ${CASES};
    CREATE TABLE probe.thing (name text PRIMARY KEY, seen_at timestamptz, day date, amount numeric, parts jsonb,
      words text[] NOT NULL, indexes bytea[] NOT NULL, sealed bytea, "order" boolean NOT NULL);
    GRANT ALL ON ALL TABLES IN SCHEMA probe TO ${CASES};`);
  dataSource = createDataSource({
    url: database.serviceUrl,
    poolSize: 1,
    entities: [Thing],
    migrations: false,
  });
  await dataSource.initialize();
});

beforeEach(() => superuser.query('TRUNCATE probe.thing'));

afterAll(async () => {
  await dataSource.destroy();
  await superuser.end();
  await database.drop();
});

const write = (
  add: typeof insertRows | typeof replaceRows,
  rows: readonly Thing[],
): Promise<unknown> =>
  runWrite(dataSource, (tx) => tx.as(CASES, '', (manager) => add(manager, Thing, rows)));

const stored = async (): Promise<readonly Thing[]> => {
  const { rows } = await superuser.query<Thing>(
    `SELECT name, seen_at AS "seenAt", day::text, amount::text, parts, words, indexes, sealed, "order"
     FROM probe.thing ORDER BY name`,
  );
  return rows;
};

describe('insertRows', () => {
  it('stores every value as it is, whatever stands in it', async () => {
    await write(insertRows, [odd, { ...empty, name: 'Plain', order: false }]);
    expect(await stored()).toEqual([odd, { ...empty, name: 'Plain', order: false }]);
  });

  it('stores nothing of nothing', async () => {
    await write(insertRows, []);
    expect(await stored()).toEqual([]);
  });

  it('stores 20 000 rows in one statement', async () => {
    const rows = Array.from({ length: 20_000 }, (_, n) => ({ ...odd, name: `thing ${n}` }));
    await write(insertRows, rows);
    const { rows: counted } = await superuser.query<{ n: number }>(
      'SELECT count(*)::int AS n FROM probe.thing WHERE words = $1',
      [odd.words],
    );
    expect(counted).toEqual([{ n: 20_000 }]);
  });

  it('stores none of several rows of which one is refused', async () => {
    await expect(write(insertRows, [odd, odd])).rejects.toMatchObject({
      fault: { sqlState: '23505' },
    });
    expect(await stored()).toEqual([]);
  });
});

describe('replaceRows', () => {
  it('adds what is new and replaces the whole of what is there', async () => {
    await write(insertRows, [odd]);
    const replaced = { ...empty, name: odd.name, order: false };
    await write(replaceRows, [replaced, { ...odd, name: 'Zz' }]);
    expect(await stored()).toEqual([replaced, { ...odd, name: 'Zz' }]);
  });
});

describe('updateRows', () => {
  const update = (match: Partial<Thing>, change: Partial<Thing>): Promise<unknown> =>
    runWrite(dataSource, (tx) =>
      tx.as(CASES, '', (manager) => updateRows(manager, Thing, match, change)),
    );

  it('changes what it is told to in the rows that match, those without a value too, and no others', async () => {
    const plain = { ...empty, name: 'Plain', order: false };
    await write(insertRows, [odd, plain]);
    await update({ day: null, order: false }, { day: odd.day, words: odd.words });
    expect(await stored()).toEqual([odd, { ...plain, day: odd.day, words: odd.words }]);
    await update({ name: odd.name, seenAt: odd.seenAt, day: odd.day }, { seenAt: null });
    expect((await stored()).map(({ seenAt }) => seenAt)).toEqual([null, null]);
    await update({ name: 'nobody' }, { day: null });
    expect((await stored()).map(({ day }) => day)).toEqual([odd.day, odd.day]);
  });

  it('refuses a name that is no column’s, and to match all', async () => {
    await expect(update({ name: 'x' }, { 'day" = NULL --': '' } as never)).rejects.toThrow(
      'There is no column day" = NULL --.',
    );
    await write(insertRows, [odd]);
    await expect(update({}, { day: null })).rejects.toThrow('Nothing is to match.');
    expect(await stored()).toEqual([odd]);
  });
});

describe('findRows', () => {
  const find = (match: Partial<Thing>): Promise<unknown> =>
    runWrite(dataSource, (tx) => tx.as(CASES, '', (manager) => findRows(manager, Thing, match)));

  it('gives every value as it was stored, and nothing where nothing matches', async () => {
    const plain = { ...empty, name: 'Plain', order: false };
    await write(insertRows, [odd, plain]);
    expect(await find({ name: odd.name, seenAt: odd.seenAt })).toEqual([odd]);
    expect(await find({ sealed: null })).toEqual([plain]);
    expect(await find({ name: odd.name, day: null })).toEqual([]);
  });
});

describe('statement', () => {
  const KEPT = `SELECT statement FROM pg_prepared_statements WHERE statement LIKE '%probe.thing%'`;

  it('is read once for a connection, but planned for the length of a long list', async () => {
    const text = 'SELECT name FROM probe.thing WHERE name = ANY ($1)';
    const kept = await runWrite(dataSource, (tx) =>
      tx.as(CASES, '', async (manager) => {
        const ask = (names: readonly string[]) => statement(manager, text, [names]);
        await ask(Array.from({ length: 51 }, (_, n) => `thing ${n}`));
        const none = await statement(manager, KEPT, []);
        await ask(['a']);
        await ask(['b', 'c']);
        return [none, await statement(manager, `${KEPT} AND true`, [])];
      }),
    );
    expect(kept[0]).not.toContainEqual({ statement: text });
    expect(kept[1]?.filter((row) => 'statement' in row && row.statement === text)).toHaveLength(1);
  });

  it('leaves the way of planning as it was, whatever the length of its lists', async () => {
    const ways = (byValues: boolean) =>
      runWrite(dataSource, async (tx) => {
        if (byValues) await tx.planByValues();
        return tx.as(CASES, '', async (manager) => {
          const names = Array.from({ length: 51 }, (_, n) => `thing ${n}`);
          await statement(manager, 'SELECT FROM probe.thing WHERE name = ANY ($1)', [names]);
          return statement(manager, 'SHOW plan_cache_mode', []);
        });
      });
    expect(await ways(false)).toEqual([{ plan_cache_mode: 'force_generic_plan' }]);
    expect(await ways(true)).toEqual([{ plan_cache_mode: 'auto' }]);
    expect(await ways(false)).toEqual([{ plan_cache_mode: 'force_generic_plan' }]);
  });

  it('is refused outside of a write transaction', async () => {
    await expect(statement(dataSource.manager, 'SELECT 1', [])).rejects.toThrow(
      'A statement of a write needs its transaction.',
    );
  });
});
