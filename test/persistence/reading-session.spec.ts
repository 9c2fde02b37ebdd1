import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import type { Pool } from 'pg';
import {
  ConnectionLostError,
  createReadingPool,
  openReading,
  StoreError,
} from '../../src/persistence';
import type { ReaderRole, ReadingPoolOptions, ReadingSession } from '../../src/persistence';
import { UnavailableError } from '../../src/shared';
import { createTestDatabase } from '../support/database';
import type { TestDatabase } from '../support/database';
import { slowLink } from '../support/slow-link';

const WHO = `SELECT current_user AS role, current_setting('kvarbo.organisation', true) AS organisation`;
const LANDLORD = { role: 'kvarbo_landlord', organisation: 'a' } as const;

let database: TestDatabase;
let superuser: Client;
const pools: Pool[] = [];
const idleErrors: Error[] = [];

function aPool(options: Partial<ReadingPoolOptions> = {}): Pool {
  const pool = createReadingPool({
    url: database.serviceUrl,
    size: 1,
    onIdleError: (error) => idleErrors.push(error),
    ...options,
  });
  pools.push(pool);
  return pool;
}

async function during<T>(
  pool: Pool,
  work: (session: ReadingSession) => Promise<T>,
  reader: { role: ReaderRole; organisation: string; signal?: AbortSignal } = LANDLORD,
): Promise<T> {
  const session = openReading(pool, reader);
  try {
    return await work(session);
  } finally {
    await session.close();
  }
}

async function pidOf(pool: Pool): Promise<number | undefined> {
  const { rows } = await pool.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return rows[0]?.pid;
}

beforeAll(async () => {
  database = await createTestDatabase();
  superuser = new Client({ connectionString: database.superuserUrl });
  await superuser.connect();
  await superuser.query(`
    CREATE SCHEMA probe;
    GRANT USAGE ON SCHEMA probe TO kvarbo_landlord, kvarbo_decider;
    CREATE TABLE probe.seen (organisation text, value text, day date DEFAULT '2025-06-21');
    ALTER TABLE probe.seen ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
    CREATE POLICY own ON probe.seen FOR SELECT TO kvarbo_landlord
      USING (organisation = current_setting('kvarbo.organisation', true));
    CREATE TABLE probe.fact (value text);
    GRANT SELECT ON probe.seen TO kvarbo_landlord;
    GRANT SELECT ON probe.fact TO kvarbo_decider;
    INSERT INTO probe.seen VALUES ('a', 'of a'), ('b', 'of b');
    INSERT INTO probe.fact VALUES ('fact');`);
});

afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.end()));
});

afterAll(async () => {
  await superuser.end();
  await database.drop();
});

describe('ReadingSession', () => {
  it('reads what the row policies of its role and organisation show', async () => {
    const pool = aPool();
    const read = (organisation: string) =>
      during(pool, (s) => s.rows('seen', 'SELECT value FROM probe.seen'), {
        ...LANDLORD,
        organisation,
      });
    expect(await read('a')).toEqual([{ value: 'of a' }]);
    expect(await read('b')).toEqual([{ value: 'of b' }]);
    expect(await read('')).toEqual([]);
  });

  it('takes no connection before its first statement', async () => {
    const pool = aPool();
    await during(pool, () => Promise.resolve());
    expect(pool.totalCount).toBe(0);
  });

  it('sees one moment, whatever is committed meanwhile', async () => {
    const count = 'SELECT count(*)::int AS n FROM probe.seen';
    await during(aPool(), async (session) => {
      const before = await session.rows('count', count);
      await superuser.query(`INSERT INTO probe.seen VALUES ('a', 'later')`);
      expect(await session.rows('count', count)).toEqual(before);
    });
    await superuser.query(`DELETE FROM probe.seen WHERE value = 'later'`);
  });

  it('writes nothing', async () => {
    await superuser.query('GRANT INSERT ON probe.seen TO kvarbo_landlord');
    const write = during(aPool(), (s) =>
      s.rows('write', `INSERT INTO probe.seen VALUES ('a', 'x')`),
    );
    await expect(write).rejects.toMatchObject({ fault: { sqlState: '25006' } });
    await superuser.query('REVOKE INSERT ON probe.seen FROM kvarbo_landlord');
  });

  it('decides as the decider alone, between statements of the reader that are under way', async () => {
    const answers = await during(aPool(), (session) =>
      Promise.all([
        session.rows('who', WHO),
        session.decide('who', WHO),
        session.rows('who', WHO),
        session.decide('fact', 'SELECT value FROM probe.fact'),
        session.rows('who', WHO),
      ]),
    );
    const reader = [{ role: 'kvarbo_landlord', organisation: 'a' }];
    const decider = [{ role: 'kvarbo_decider', organisation: 'a' }];
    expect(answers).toEqual([reader, decider, reader, [{ value: 'fact' }], reader]);
  });

  it('lets neither role read what is the other one’s', async () => {
    const pool = aPool();
    const fact = during(pool, (s) => s.rows('fact', 'SELECT value FROM probe.fact'));
    await expect(fact).rejects.toMatchObject({ fault: { sqlState: '42501' } });
    const seen = during(pool, (s) => s.decide('seen', 'SELECT value FROM probe.seen'));
    await expect(seen).rejects.toMatchObject({ fault: { sqlState: '42501' } });
  });

  it('refuses a role that the login may not take, before anything is read', async () => {
    const session = during(aPool(), (s) => s.rows('who', WHO), {
      role: 'kvarbo_owner' as ReaderRole,
      organisation: 'a',
    });
    await expect(session).rejects.toMatchObject({ fault: { sqlState: '42501' } });
  });

  it('has a statement planned once, and by its values only where it is asked for so', async () => {
    const pool = aPool();
    const [sql, asked] = ['SELECT value FROM probe.seen WHERE value = ANY ($1)', [['of a']]];
    const plans = await during(pool, async (session) => {
      await session.rows('once', sql, asked);
      await session.rowsByValues('each', sql, asked);
      await session.rows('once', sql, asked);
      await session.decide('fact', 'SELECT value FROM probe.fact WHERE value = ANY ($1)', asked);
      return session.rows(
        'plans',
        `SELECT name, generic_plans::int AS once, custom_plans::int AS "byValues" FROM pg_prepared_statements
         WHERE statement LIKE 'SELECT value%' ORDER BY name`,
      );
    });
    expect(plans).toEqual([
      { name: 'each@kvarbo_landlord', once: 0, byValues: 1 },
      { name: 'fact@kvarbo_decider', once: 1, byValues: 0 },
      { name: 'once@kvarbo_landlord', once: 2, byValues: 0 },
    ]);
  });

  it('answers days as text', async () => {
    const rows = await during(aPool(), (s) => s.rows('day', 'SELECT day FROM probe.seen'));
    expect(rows).toEqual([{ day: '2025-06-21' }]);
  });

  it('sends everything at once: one round trip for the session and its first statements', async () => {
    const link = await slowLink(Number(new URL(database.serviceUrl).port), 20);
    const url = new URL(database.serviceUrl);
    url.port = String(link.port);
    const pool = aPool({ url: url.href });
    await pidOf(pool);
    const before = link.turns();
    await during(pool, (s) =>
      Promise.all([s.rows('who', WHO), s.decide('who', WHO), s.rows('a', 'SELECT 1')]),
    );
    expect(link.turns() - before).toBe(2); // the second one is the COMMIT
    await pool.end();
    pools.pop();
    await link.close();
  });

  it.each([
    ['ends a session in the packet of the next one that waits for its connection', false, 4],
    ['keeps no connection of a pooler from others by ending a session with the next', true, 6],
  ])('%s', async (_what, isShared, turns) => {
    const link = await slowLink(Number(new URL(database.serviceUrl).port), 20);
    const url = new URL(database.serviceUrl);
    url.port = String(link.port);
    const pool = aPool({ url: url.href, isShared });
    await pidOf(pool);
    const before = link.turns();
    const read = (organisation: string): Promise<unknown> =>
      during(pool, async (s) => (await s.rows('who', WHO))[0], { ...LANDLORD, organisation });
    const organisations = ['a', 'b', 'c'];
    expect(await Promise.all(organisations.map(read))).toEqual(
      organisations.map((organisation) => ({ role: 'kvarbo_landlord', organisation })),
    );
    expect(link.turns() - before).toBe(turns); // one for each, and each COMMIT that nothing goes with
    await pool.end();
    pools.pop();
    await link.close();
  });
});

describe('A connection after its session', () => {
  const STATE = `SELECT current_user AS role, current_setting('role') AS set,
    coalesce(current_setting('kvarbo.organisation', true), '') AS organisation, pg_backend_pid() AS pid`;
  const clean = { role: 'kvarbo_service', set: 'none', organisation: '' };

  it('is the same one, and has neither role, setting nor transaction left', async () => {
    const pool = aPool();
    const pid = await pidOf(pool);
    await during(pool, (s) => Promise.all([s.rows('who', WHO), s.decide('who', WHO)]));
    const client = await pool.connect();
    expect((await client.query(STATE)).rows).toEqual([{ ...clean, pid }]);
    expect(client.getTransactionStatus()).toBe('I');
    client.release();
  });

  it.each<[string, (session: ReadingSession) => Promise<unknown>]>([
    ['a statement failed', (s) => s.rows('bad', `SELECT 'Anna Andersson'::int`)],
    ['a decision failed', (s) => s.decide('bad', 'SELECT 1 / 0')],
    [
      'a failed statement was followed by others',
      (s) => Promise.all([s.rows('bad', 'SELECT 1 / 0'), s.rows('who', WHO), s.decide('who', WHO)]),
    ],
    [
      'a name stood for two statements',
      async (s) => {
        await s.rows('n', 'SELECT 1');
        await s.rows('n', 'SELECT 2');
      },
    ],
    ['a name was too long', (s) => s.rows('n'.repeat(60), 'SELECT 1')],
    [
      'a parameter could not be sent',
      (s) =>
        s.rows('p', 'SELECT $1::text', [
          {
            toPostgres: () => {
              throw new Error('no');
            },
          },
        ]),
    ],
  ])('is another one when %s', async (_, work) => {
    const pool = aPool();
    const pid = await pidOf(pool);
    await expect(during(pool, work)).rejects.toThrow(Error);
    const [state] = (await pool.query<{ pid: number }>(STATE)).rows;
    expect(state).toMatchObject(clean);
    expect(state?.pid).not.toBe(pid);
  });

  it('is another one once it holds very many prepared statements', async () => {
    const pool = aPool();
    const pid = await pidOf(pool);
    await during(pool, (s) =>
      Promise.all(Array.from({ length: 400 }, (_, i) => s.rows(`n${i}`, `SELECT ${i}`))),
    );
    expect(await pidOf(pool)).toBe(pid);
    await during(pool, (s) =>
      Promise.all(Array.from({ length: 100 }, (_, i) => s.rows(`m${i}`, `SELECT ${i}`))),
    );
    expect(await pidOf(pool)).not.toBe(pid);
  });
});

describe('A fault in a session', () => {
  it('is the one that all its statements report, without the values', async () => {
    const session = openReading(aPool(), LANDLORD);
    const results = await Promise.allSettled([
      session.rows('bad', `SELECT $1::int`, ['Anna Andersson']),
      session.rows('who', WHO),
      session.decide('who', WHO),
    ]);
    const reasons = results.map((result) =>
      result.status === 'rejected' ? (result.reason as unknown) : null,
    );
    expect(reasons[0]).toBeInstanceOf(StoreError);
    expect(reasons).toEqual([reasons[0], reasons[0], reasons[0]]);
    const error = reasons[0] as StoreError;
    expect(
      `${error.message} ${error.stack} ${JSON.stringify(error)} ${(error.cause as Error).stack}`,
    ).not.toContain('Anna');
    await session.close();
  });

  it.each([
    ['that takes too long', { statementTimeoutMs: 300 }, 0],
    ['after too long a silence', { idleInTransactionTimeoutMs: 300 }, 900],
  ])('is UNAVAILABLE for a statement %s', async (_, options, silence) => {
    const pool = aPool(options);
    await during(pool, async (session) => {
      await session.rows('who', WHO);
      await pause(silence);
      await expect(session.rows('sleep', 'SELECT pg_sleep(5)')).rejects.toMatchObject({
        code: 'UNAVAILABLE',
      });
    });
    expect(await pidOf(pool)).toBeDefined();
  });

  it('is UNAVAILABLE when the connection is cut in the middle of a statement', async () => {
    const pool = aPool();
    await during(pool, async (session) => {
      const [row] = await session.rows<{ pid: number }>('pid', 'SELECT pg_backend_pid() AS pid');
      const sleeping = session.rows('sleep', 'SELECT pg_sleep(5)');
      await superuser.query('SELECT pg_terminate_backend($1)', [row?.pid]);
      await expect(sleeping).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    });
    expect(await pidOf(pool)).toBeDefined();
  });

  it('is UNAVAILABLE when no connection is to be had in time', async () => {
    const pool = aPool({ connectTimeoutMs: 500 });
    await during(pool, async (first) => {
      await first.rows('who', WHO);
      await expect(during(pool, (s) => s.rows('who', WHO))).rejects.toMatchObject({
        code: 'UNAVAILABLE',
      });
    });
    expect(await during(pool, (s) => s.rows('one', 'SELECT 1 AS n'))).toEqual([{ n: 1 }]);
  });

  it('is UNAVAILABLE when nothing listens', async () => {
    const pool = aPool({ url: 'postgres://kvarbo_service@127.0.0.1:1/kvarbo' });
    await expect(during(pool, (s) => s.rows('who', WHO))).rejects.toBeInstanceOf(UnavailableError);
  });
});

describe('Cancelling a session', () => {
  it('ends a statement under way, in PostgreSQL too, and frees the place in the pool', async () => {
    const pool = aPool({ statementTimeoutMs: 60_000 });
    const controller = new AbortController();
    await during(
      pool,
      async (session) => {
        const [row] = await session.rows<{ pid: number }>('pid', 'SELECT pg_backend_pid() AS pid');
        const sleeping = session.rows('sleep', 'SELECT pg_sleep(50)');
        setTimeout(() => {
          controller.abort();
        }, 50);
        await expect(sleeping).rejects.toMatchObject({ code: 'UNAVAILABLE' });
        await expect(session.rows('who', WHO)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
        expect(await pidOf(pool)).toBeDefined();
        const alive = async () =>
          (await superuser.query('SELECT 1 FROM pg_stat_activity WHERE pid = $1', [row?.pid]))
            .rowCount;
        for (let tries = 0; tries < 30 && (await alive()) !== 0; tries += 1) await pause(100);
        expect(await alive()).toBe(0);
      },
      { ...LANDLORD, signal: controller.signal },
    );
  });

  it('sends nothing when it came first', async () => {
    const pool = aPool();
    const read = during(pool, (s) => s.rows('who', WHO), {
      ...LANDLORD,
      signal: AbortSignal.abort(),
    });
    await expect(read).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(pool.totalCount).toBe(0);
  });

  it('while waiting for a connection leaves that to the next', async () => {
    const pool = aPool();
    const controller = new AbortController();
    const pid = await pidOf(pool);
    const first = openReading(pool, LANDLORD);
    await first.rows('who', WHO);
    const second = openReading(pool, { ...LANDLORD, signal: controller.signal });
    const waiting = second.rows('who', WHO);
    controller.abort();
    await first.close();
    await expect(waiting).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await second.close();
    expect(pool.waitingCount).toBe(0);
    expect(await during(pool, (s) => s.rows('one', 'SELECT 1 AS n'))).toEqual([{ n: 1 }]);
    expect(await pidOf(pool)).toBe(pid);
  });

  it('after the close changes nothing', async () => {
    const pool = aPool();
    const controller = new AbortController();
    const pid = await pidOf(pool);
    await during(pool, (s) => s.rows('who', WHO), { ...LANDLORD, signal: controller.signal });
    controller.abort();
    expect(await pidOf(pool)).toBe(pid);
  });
});

describe('Closing a session', () => {
  it('waits for the statements that were sent', async () => {
    const pool = aPool();
    const session = openReading(pool, LANDLORD);
    const answer = session.rows('slow', 'SELECT pg_sleep(0.1)::text AS done');
    await session.close();
    expect(await answer).toEqual([{ done: '' }]);
    expect(pool.idleCount).toBe(1);
  });

  it('hands no connection on before all that was sent is answered', async () => {
    const pool = aPool();
    const session = openReading(pool, LANDLORD);
    const refused = session.rows('refused', 'SELECT 1 / (SELECT 0)');
    const waiting = during(pool, (s) => s.rows('one', 'SELECT 1 AS n'));
    // Of the statement that fails nothing is known yet.
    const closed = session.close();
    await expect(refused).rejects.toBeInstanceOf(StoreError);
    await closed;
    expect(await waiting).toEqual([{ n: 1 }]);
  });

  it('waits for nothing that the next one reads', async () => {
    const pool = aPool();
    const session = openReading(pool, LANDLORD);
    await session.rows('who', WHO);
    await superuser.query('SELECT pg_advisory_lock(77)');
    const waiting = during(pool, (s) => s.rows('slow', 'SELECT pg_advisory_xact_lock(77)::text'));
    // It ends only when the next one may have its lock.
    await session.close();
    await superuser.query('SELECT pg_advisory_unlock(77)');
    expect(await waiting).toHaveLength(1);
  });

  it('leaves a connection that broke meanwhile to nobody', async () => {
    const pool = aPool();
    const session = openReading(pool, LANDLORD);
    const [{ pid } = { pid: 0 }] = await session.rows<{ pid: number }>(
      'pid',
      'SELECT pg_backend_pid() AS pid',
    );
    const waiting = during(pool, (s) => s.rows('one', 'SELECT 1 AS n'));
    await superuser.query('SELECT pg_terminate_backend($1, 1000)', [pid]);
    await session.close();
    // Told as broken, so that the read is done again from a new look.
    const told = await waiting.catch((error: unknown) => error);
    expect([[{ n: 1 }], expect.any(ConnectionLostError)]).toContainEqual(told);
    expect(await pidOf(pool)).not.toBe(pid);
  });

  it('is done once, however often it is asked for', async () => {
    const pool = aPool();
    const session = openReading(pool, LANDLORD);
    await session.rows('who', WHO);
    await Promise.all([session.close(), session.close()]);
    await session.close();
    expect(pool.idleCount).toBe(1);
  });

  it('lets nothing be read afterwards', async () => {
    const session = openReading(aPool(), LANDLORD);
    await session.close();
    await expect(session.rows('who', WHO)).rejects.toThrow('A closed reading session was used.');
    await expect(session.decide('who', WHO)).rejects.toThrow('A closed reading session was used.');
  });
});
