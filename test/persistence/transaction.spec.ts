import { Client } from 'pg';
import type { DataSource, EntityManager } from 'typeorm';
import {
  createDataSource,
  isUniqueViolation,
  runWrite,
  statement,
  StoreError,
} from '../../src/persistence';
import { Flight } from '../../src/persistence';
import type { WriterRole, WriteTransaction } from '../../src/persistence';
import { NotFoundError } from '../../src/shared';
import { createTestDatabase } from '../support/database';
import type { TestDatabase } from '../support/database';

const WHO = `SELECT current_user AS role, coalesce(current_setting('kvarbo.organisation', true), '') AS organisation`;
const CASES = 'kvarbo_cases_writer';
const LANDLORD = 'kvarbo_landlord_writer';

let database: TestDatabase;
let superuser: Client;
let dataSource: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  superuser = new Client({ connectionString: database.superuserUrl });
  await superuser.connect();
  await superuser.query(`
    CREATE SCHEMA probe;
    GRANT USAGE ON SCHEMA probe TO kvarbo_cases_writer, kvarbo_landlord_writer;
    CREATE TABLE probe.item (name text CONSTRAINT item_name UNIQUE, n int NOT NULL DEFAULT 0);
    CREATE TABLE probe.promise (name text UNIQUE DEFERRABLE INITIALLY DEFERRED);
    GRANT ALL ON ALL TABLES IN SCHEMA probe TO kvarbo_cases_writer;`);
  dataSource = createDataSource({
    url: database.serviceUrl,
    poolSize: 4,
    entities: [],
    migrations: false,
    lockTimeoutMs: 2_000,
  });
  await dataSource.initialize();
});

beforeEach(() => superuser.query('TRUNCATE probe.item, probe.promise'));

afterAll(async () => {
  await dataSource.destroy();
  await superuser.end();
  await database.drop();
});

async function names(): Promise<string[]> {
  const { rows } = await superuser.query<{ name: string }>(
    'SELECT name FROM probe.item ORDER BY name',
  );
  return rows.map(({ name }) => name);
}

function add(tx: WriteTransaction, name: string): Promise<unknown> {
  return tx.as(CASES, 'a', (m) => m.query('INSERT INTO probe.item (name) VALUES ($1)', [name]));
}

async function who(tx: WriteTransaction, role: WriterRole, organisation: string): Promise<unknown> {
  return tx.as(role, organisation, async (m) => (await m.query<unknown[]>(WHO))[0]);
}

/** Terminates the connection on which a statement of the service waits or idles in a transaction. */
function cut(): Promise<unknown> {
  return superuser.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE usename = 'kvarbo_service' AND datname = current_database() AND state LIKE 'idle in transaction%'`,
  );
}

describe('runWrite', () => {
  it('commits what the work did and answers its result', async () => {
    expect(
      await runWrite(dataSource, async (tx) => {
        await add(tx, 'x');
        return 7;
      }),
    ).toBe(7);
    expect(await names()).toEqual(['x']);
  });

  it('keeps nothing of work that throws, and lets its error out as it is', async () => {
    const error = new NotFoundError();
    const write = runWrite(dataSource, async (tx) => {
      await add(tx, 'x');
      throw error;
    });
    await expect(write).rejects.toBe(error);
    expect(await names()).toEqual([]);
  });

  it('reads committed', async () => {
    const level: unknown = await runWrite(dataSource, (tx) =>
      tx.as(CASES, 'a', (m) => m.query('SHOW transaction_isolation')),
    );
    expect(level).toEqual([{ transaction_isolation: 'read committed' }]);
  });

  it('makes a taken unique key a StoreError without the key', async () => {
    await runWrite(dataSource, (tx) => add(tx, 'Anna'));
    const error: unknown = await runWrite(dataSource, (tx) => add(tx, 'Anna')).catch(
      (e: unknown) => e,
    );
    expect(error).toBeInstanceOf(StoreError);
    expect(isUniqueViolation(error, 'item_name')).toBe(true);
    expect(JSON.stringify(error) + String(error) + String((error as Error).stack)).not.toContain(
      'Anna',
    );
  });

  it('fails when the work ignored a failed statement, instead of losing the rest in silence', async () => {
    const write = runWrite(dataSource, async (tx) => {
      await add(tx, 'x');
      await tx.as(CASES, 'a', (m) => m.query('SELECT 1 / 0')).catch(() => undefined);
      return 'done';
    });
    await expect(write).rejects.toBeInstanceOf(StoreError);
    expect(await names()).toEqual([]);
  });

  it('reports what only the commit found', async () => {
    let calls = 0;
    const write = runWrite(dataSource, async (tx) => {
      calls += 1;
      tx.afterCommit(() => {
        throw new Error('never');
      });
      await tx.as(CASES, 'a', (m) => m.query(`INSERT INTO probe.promise VALUES ('x'), ('x')`));
    });
    await expect(write).rejects.toMatchObject({ fault: { sqlState: '23505' } });
    expect(calls).toBe(1);
  });

  it('is UNAVAILABLE when the connection breaks before the commit, and keeps nothing', async () => {
    const write = runWrite(dataSource, async (tx) => {
      await add(tx, 'x');
      await cut();
      await add(tx, 'y');
    });
    await expect(write).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(await names()).toEqual([]);
    await runWrite(dataSource, (tx) => add(tx, 'z'));
    expect(await names()).toEqual(['z']);
  });

  it('is UNAVAILABLE when the connection breaks and the work does not notice', async () => {
    const write = runWrite(dataSource, async (tx) => {
      await add(tx, 'x');
      await cut();
      await new Promise((resolve) => setTimeout(resolve, 50));
    });
    await expect(write).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(await names()).toEqual([]);
  });
});

describe('Retries', () => {
  function failing(
    sqlState: string,
    times: number,
  ): { work: (tx: WriteTransaction) => Promise<number>; calls: () => number } {
    let calls = 0;
    return {
      calls: () => calls,
      work: async (tx) => {
        calls += 1;
        const after = calls;
        tx.afterCommit(() => {
          done.push(after);
        });
        await add(tx, `try ${after}`);
        if (calls <= times) {
          await tx.as(CASES, 'a', (m) =>
            m.query(`DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '${sqlState}'; END $$`),
          );
        }
        return calls;
      },
    };
  }
  let done: number[];
  beforeEach(() => {
    done = [];
  });

  it.each(['40001', '40P01'])(
    'are made three times after %s, each from the beginning',
    async (sqlState) => {
      const { work } = failing(sqlState, 3);
      expect(await runWrite(dataSource, work)).toBe(4);
      expect(await names()).toEqual(['try 4']);
      expect(done).toEqual([4]);
    },
  );

  it('end after the third with UNAVAILABLE', async () => {
    const { work, calls } = failing('40001', 9);
    await expect(runWrite(dataSource, work)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(calls()).toBe(4);
  });

  it('are not made after another fault', async () => {
    const { work, calls } = failing('23514', 1);
    await expect(runWrite(dataSource, work)).rejects.toMatchObject({
      fault: { sqlState: '23514' },
    });
    expect(calls()).toBe(1);
  });

  it('resolve a real deadlock of two writers', async () => {
    await runWrite(dataSource, async (tx) => {
      await add(tx, 'a');
      await add(tx, 'b');
    });
    let started = 0;
    const bump = (first: string, second: string) =>
      runWrite(dataSource, async (tx) => {
        const one = (name: string) =>
          tx.as(CASES, 'a', (m) =>
            m.query('UPDATE probe.item SET n = n + 1 WHERE name = $1', [name]),
          );
        await one(first);
        started += 1;
        for (let i = 0; i < 100 && started < 2; i += 1)
          await new Promise((resolve) => setTimeout(resolve, 10));
        await one(second);
      });
    await Promise.all([bump('a', 'b'), bump('b', 'a')]);
    expect((await superuser.query('SELECT n FROM probe.item')).rows).toEqual([{ n: 2 }, { n: 2 }]);
    expect(started).toBe(3);
  });
});

describe('WriteTransaction.as', () => {
  it('gives each part its role and organisation, and the bare login afterwards, after a fault too', async () => {
    await runWrite(dataSource, async (tx) => {
      const manager = await tx.as(CASES, 'a', async (m) => {
        expect(await m.query(WHO)).toEqual([{ role: CASES, organisation: 'a' }]);
        return m;
      });
      await expect(tx.as(LANDLORD, 'c', () => Promise.reject(new NotFoundError()))).rejects.toThrow(
        NotFoundError,
      );
      expect(await manager.query(WHO)).toEqual([{ role: 'kvarbo_service', organisation: '' }]);
      expect(await who(tx, LANDLORD, 'd')).toEqual({ role: LANDLORD, organisation: 'd' });
    });
  });

  it('leaves the bare login outside of its parts, which may do nothing', async () => {
    const write = runWrite(dataSource, async (tx) => {
      const manager = await tx.as(CASES, 'a', (m) => Promise.resolve(m));
      expect(await manager.query(WHO)).toEqual([{ role: 'kvarbo_service', organisation: '' }]);
      await manager.query('SELECT * FROM probe.item');
    });
    await expect(write).rejects.toMatchObject({ fault: { sqlState: '42501' } });
  });

  it('lets one writer not do what is another’s', async () => {
    const write = runWrite(dataSource, (tx) =>
      tx.as(LANDLORD, 'a', (m) => m.query('DELETE FROM probe.item')),
    );
    await expect(write).rejects.toMatchObject({ fault: { sqlState: '42501' } });
  });

  it('refuses a part within a part', async () => {
    const write = runWrite(dataSource, (tx) => tx.as(CASES, 'a', () => who(tx, LANDLORD, 'b')));
    await expect(write).rejects.toThrow('Two parts of one write transaction overlap.');
  });

  it('refuses parts beside each other, which would share one role', async () => {
    const write = runWrite(dataSource, (tx) =>
      Promise.all([who(tx, CASES, 'a'), who(tx, LANDLORD, 'b')]),
    );
    await expect(write).rejects.toThrow('Two parts of one write transaction overlap.');
  });

  it('leaves nothing on the connection', async () => {
    for (let i = 0; i < 8; i += 1) {
      await runWrite(dataSource, (tx) =>
        tx.as(CASES, 'a', () => Promise.reject(new NotFoundError())),
      ).catch(() => undefined);
      await runWrite(dataSource, (tx) => add(tx, `${i}`));
      expect(await dataSource.query(WHO)).toEqual([{ role: 'kvarbo_service', organisation: '' }]);
    }
  });
});

describe('A transaction that is over', () => {
  const INSERT = `INSERT INTO probe.item (name) VALUES ('late')`;
  /** Gives each the connection of the one before. */
  let one: DataSource;
  beforeEach(async () => {
    one = createDataSource({
      url: database.serviceUrl,
      poolSize: 1,
      entities: [],
      migrations: false,
    });
    await one.initialize();
  });
  afterEach(() => one.destroy());

  it.each(['commits', 'fails'])('sends nothing more, whether it %s', async (end) => {
    let kept: WriteTransaction | undefined;
    let manager: EntityManager | undefined;
    const write = runWrite(dataSource, async (tx) => {
      kept = tx;
      await tx.as(CASES, 'a', (m) => {
        manager = m;
        return statement(m, WHO, []);
      });
      if (end === 'fails') throw new NotFoundError();
    });
    await (end === 'fails' ? expect(write).rejects.toThrow(NotFoundError) : write);
    const over = 'A write transaction was used after its end.';
    const late = (m: EntityManager): Promise<unknown> => statement(m, INSERT, []);
    expect(() => kept?.send(CASES, 'a', late)).toThrow(over);
    await expect(kept?.as(CASES, 'a', late)).rejects.toThrow(over);
    await expect(kept?.planByValues()).rejects.toThrow(over);
    await expect(kept?.lockBuckets([Buffer.from('a key')])).rejects.toThrow(over);
    await expect(manager && late(manager)).rejects.toThrow('needs its transaction');
    expect(await names()).toEqual([]);
  });

  it('leaves the role of the next one on its connection alone, where a part outlives it', async () => {
    let end = (): void => undefined;
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    let outliving: Promise<unknown> = Promise.resolve();
    await runWrite(one, (tx) => {
      outliving = tx.as(CASES, 'a', () => ended);
      return Promise.reject(new NotFoundError());
    }).catch(() => undefined);
    const seen = await runWrite(one, (tx) =>
      tx.as(LANDLORD, 'b', async (m) => {
        await statement(m, WHO, []);
        end();
        await outliving;
        return statement(m, WHO, []);
      }),
    );
    expect(seen).toEqual([{ role: LANDLORD, organisation: 'b' }]);
  });

  it('gives its connection back after a statement that was refused', async () => {
    const PID = 'SELECT pg_backend_pid() AS pid';
    const pids = new Set<unknown>();
    for (let i = 0; i < 6; i += 1) {
      const [row] = await runWrite(one, (tx) =>
        tx.as(CASES, 'a', (m) => statement<{ pid: number }>(m, PID, [])),
      );
      pids.add(row?.pid);
      const refused = runWrite(one, (tx) =>
        tx.as(CASES, 'a', (m) => statement(m, 'SELECT 1 / $1::int AS n', [i < 2 ? 1 : 0])),
      );
      await (i < 2 ? refused : expect(refused).rejects.toThrow(StoreError));
    }
    expect(pids.size).toBe(1);
  });

  it('has done nothing where it could not begin', async () => {
    await runWrite(one, (tx) => tx.as(CASES, 'a', (m) => statement(m, WHO, [])));
    await one.query('DEALLOCATE kvarbo_begin_writing');
    let tries = 0;
    await runWrite(one, async (tx) => {
      tries += 1;
      void tx.send(CASES, 'a', (m) => statement(m, WHO, []));
      // So that the second part is asked for before the first one is refused.
      await new Promise(setImmediate);
      await tx.send(CASES, 'a', (m) => statement(m, INSERT, []));
    });
    expect(tries).toBe(2);
    expect(await names()).toEqual(['late']);
  });
});

describe('WriteTransaction.send', () => {
  const RAISE = (sqlState: string) =>
    `DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '${sqlState}'; END $$`;
  const asked = (tx: WriteTransaction, role: WriterRole, organisation: string) =>
    tx.send(role, organisation, (manager) => statement(manager, WHO, []));

  it('gives parts that are sent beside each other each its role and organisation, and the bare login afterwards', async () => {
    await runWrite(dataSource, async (tx) => {
      const manager = await tx.as(CASES, '', (m) => Promise.resolve(m));
      const [one, other, bare] = await Promise.all([
        asked(tx, CASES, 'a'),
        asked(tx, LANDLORD, 'b'),
        manager.query<unknown>(WHO),
      ]);
      expect(one).toEqual([{ role: CASES, organisation: 'a' }]);
      expect(other).toEqual([{ role: LANDLORD, organisation: 'b' }]);
      expect(bare).toEqual([{ role: 'kvarbo_service', organisation: '' }]);
    });
  });

  it('does them in the order in which they are sent', async () => {
    const counts = await runWrite(dataSource, (tx) => {
      const count = () =>
        tx.send(CASES, 'a', (m) => statement(m, 'SELECT count(*)::int AS n FROM probe.item', []));
      const insert = (name: string) =>
        tx.send(CASES, 'a', (m) =>
          statement(m, 'INSERT INTO probe.item (name) VALUES ($1)', [name]),
        );
      void insert('x');
      const first = count();
      void insert('y');
      return Promise.all([first, count()]);
    });
    expect(counts).toEqual([[{ n: 1 }], [{ n: 2 }]]);
  });

  it.each(['23514', '42501'])(
    'fails the transaction by a fault %s that nobody waited for, and keeps nothing',
    async (sqlState) => {
      const after = [
        (tx: WriteTransaction) => add(tx, 'y'),
        () => Promise.resolve(),
        () => new Promise((resolve) => setTimeout(resolve, 20)),
      ];
      for (const then of after) {
        const write = runWrite(dataSource, async (tx) => {
          await add(tx, 'x');
          void tx.send(CASES, 'a', (m) => statement(m, RAISE(sqlState), []));
          await then(tx);
        });
        await expect(write).rejects.toMatchObject({ fault: { sqlState } });
      }
      expect(await names()).toEqual([]);
    },
  );

  it('is done again after a serialization fault that nobody waited for', async () => {
    let tries = 0;
    await runWrite(dataSource, async (tx) => {
      tries += 1;
      if (tries === 1) void tx.send(CASES, 'a', (m) => statement(m, RAISE('40001'), []));
      await add(tx, `try ${tries}`);
    });
    expect(await names()).toEqual(['try 2']);
  });

  it('can be sent again where it stood behind a fault when it was sent for the first time', async () => {
    const behind = `SELECT 'behind a fault' AS text`;
    for (const divisor of [0, 1, 0, 1, 1]) {
      const write = runWrite(dataSource, (tx) => {
        void tx.send(CASES, 'a', (m) => statement(m, 'SELECT 1 / $1::int AS n', [divisor]));
        return tx.send(CASES, 'a', (m) => statement(m, behind, []));
      });
      await (divisor === 0
        ? expect(write).rejects.toMatchObject({ fault: { sqlState: '22012' } })
        : expect(write).resolves.toEqual([{ text: 'behind a fault' }]));
    }
  });

  it('changes the role where something is sent under it, and only there', async () => {
    const added = jest.spyOn(Flight.prototype, 'add');
    const putOff = jest.spyOn(Flight.prototype, 'putOff');
    const one = (tx: WriteTransaction) => tx.as(CASES, 'a', (m) => statement(m, WHO, []));
    // So that nothing is prepared for the first time.
    for (const isCounted of [false, false, false, false, true]) {
      added.mockClear();
      putOff.mockClear();
      await runWrite(dataSource, async (tx) => {
        await one(tx);
        await one(tx);
        await asked(tx, LANDLORD, 'b');
      });
      if (!isCounted) continue;
      const changes = added.mock.calls.filter(([{ name }]) => name === 'kvarbo_become').length;
      const taken = putOff.mock.results.filter(({ value }) => value === true).length;
      // Into the first role, into the second, and out of it.
      expect(changes - taken).toBe(3);
    }
    jest.restoreAllMocks();
  });

  it('lets nothing be sent by its manager afterwards, under the role of another part', async () => {
    const write = runWrite(dataSource, async (tx) => {
      const late = tx.send(LANDLORD, 'a', async (manager) => {
        await Promise.resolve();
        return statement(manager, 'DELETE FROM probe.item', []);
      });
      await add(tx, 'x');
      await late;
    });
    await expect(write).rejects.toThrow('A part of a write transaction sends nothing after it.');
    expect(await names()).toEqual([]);
  });

  it('is refused within a part that waits', async () => {
    const write = runWrite(dataSource, (tx) => tx.as(CASES, 'a', () => asked(tx, LANDLORD, 'b')));
    await expect(write).rejects.toThrow('Two parts of one write transaction overlap.');
  });
});

describe('WriteTransaction.lockBuckets', () => {
  const keysOf = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, i) => Buffer.from([(from + i) >> 8, (from + i) & 255]));

  it('lets writers of one key after each other', async () => {
    let inside = 0;
    let most = 0;
    await Promise.all(
      [1, 2, 3, 4].map((n) =>
        runWrite(dataSource, async (tx) => {
          await tx.lockBuckets([Buffer.from('the key'), Buffer.from(`other ${n}`)]);
          most = Math.max(most, (inside += 1));
          await add(tx, `${n}`);
          inside -= 1;
        }),
      ),
    );
    expect(most).toBe(1);
  });

  it('never makes writers of very many keys wait in a circle, in whatever order these come', async () => {
    let attempts = 0;
    await Promise.all(
      [1, 2, 3, 4].flatMap((n) => [
        runWrite(dataSource, async (tx) => {
          attempts += 1;
          await tx.lockBuckets(keysOf(0, 2_000));
          await add(tx, `up ${n}`);
        }),
        runWrite(dataSource, async (tx) => {
          attempts += 1;
          await tx.lockBuckets(keysOf(1_000, 3_000).reverse());
          await add(tx, `down ${n}`);
        }),
      ]),
    );
    expect(attempts).toBe(8);
    expect(await names()).toHaveLength(8);
  });

  it('holds 512 locks for 2 000 keys, and none afterwards', async () => {
    const held = `SELECT count(*)::int AS n FROM pg_locks WHERE locktype = 'advisory'`;
    const n = await runWrite(dataSource, async (tx) => {
      await tx.lockBuckets(keysOf(0, 2_000));
      const { rows } = await superuser.query<{ n: number }>(
        `${held} AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
      );
      return rows[0]?.n;
    });
    expect(n).toBe(512);
  });

  it('is UNAVAILABLE when another writer holds a bucket for too long', async () => {
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    let locked = (): void => undefined;
    const isLocked = new Promise<void>((resolve) => {
      locked = resolve;
    });
    const first = runWrite(dataSource, async (tx) => {
      await tx.lockBuckets(keysOf(0, 1));
      locked();
      await released;
    });
    await isLocked;
    await expect(runWrite(dataSource, (tx) => tx.lockBuckets(keysOf(0, 1)))).rejects.toMatchObject({
      code: 'UNAVAILABLE',
    });
    release();
    await first;
  });

  it('is asked for once', async () => {
    const write = runWrite(dataSource, async (tx) => {
      await tx.lockBuckets([Buffer.from('a key')]);
      await tx.lockBuckets([Buffer.from('a key')]);
    });
    await expect(write).rejects.toThrow('A write transaction locks its buckets once.');
  });
});

describe('Statements of a write', () => {
  const MODE = `SELECT current_setting('plan_cache_mode') AS mode FROM unnest($1::int[])`;
  const modes = (tx: WriteTransaction, ...lengths: readonly number[]) =>
    tx.as(CASES, 'a', async (manager) => {
      const met: unknown[] = [];
      for (const length of lengths) {
        const values = [Array.from({ length }, (_, at) => at)];
        const [first] = await statement<{ mode: string }>(manager, MODE, values);
        met.push(first?.mode);
      }
      return met;
    });

  it('are planned once, but for long lists and where much is looked at', async () => {
    const met = await runWrite(dataSource, async (tx) => {
      const before = await modes(tx, 1, 51, 50);
      await tx.planByValues();
      return [before, await modes(tx, 1)];
    });
    expect(met).toEqual([['force_generic_plan', 'auto', 'force_generic_plan'], ['auto']]);
    expect(await runWrite(dataSource, (tx) => modes(tx, 1))).toEqual(['force_generic_plan']);
  });

  it('leave no planning on the connection', async () => {
    await runWrite(dataSource, (tx) => modes(tx, 1));
    const [left] = await dataSource.query<{ mode: string }[]>(MODE, [[1]]);
    expect(left?.mode).toBe('auto');
  });
});

describe('WriteTransaction.afterCommit', () => {
  it('runs in order once the rows are there for others', async () => {
    const seen: unknown[] = [];
    await runWrite(dataSource, async (tx) => {
      tx.afterCommit(async () => {
        seen.push(await names());
      });
      tx.afterCommit(() => {
        seen.push('second');
      });
      await add(tx, 'x');
    });
    expect(seen).toEqual([['x'], 'second']);
  });

  it('cannot make a committed write fail', async () => {
    const reported: unknown[] = [];
    const error = new Error('no listener');
    const seen: string[] = [];
    const result = await runWrite(
      dataSource,
      (tx) => {
        tx.afterCommit(() => {
          throw error;
        });
        tx.afterCommit(() => {
          seen.push('still');
        });
        return Promise.resolve('done');
      },
      { onAfterCommitError: (reason) => reported.push(reason) },
    );
    expect([result, reported, seen]).toEqual(['done', [error], ['still']]);
  });
});
