import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { LogUnavailableError } from '../../src/shared';
import { createTestDatabase } from '../support/database';
import type { TestDatabase } from '../support/database';
import { aLog } from './a-log';
import type { TestLog } from './a-log';
import { aRequest } from './some-disclosures';
import { StoredLog } from './stored-log';

const TIMEOUT_MS = 600;
/** What a busy machine may add to the time limit. */
const GRACE_MS = 500;

let database: TestDatabase;
let stored: StoredLog;
let name: string;
const open: TestLog[] = [];
const unhandled: unknown[] = [];
const onUnhandled = (reason: unknown): void => void unhandled.push(reason);

beforeAll(async () => {
  process.on('unhandledRejection', onUnhandled);
  database = await createTestDatabase();
  stored = await StoredLog.open(database);
  name = new URL(database.superuserUrl).pathname.slice(1);
});
afterEach(async () => {
  await Promise.all(open.splice(0).map(({ log }) => log.stop()));
  await stored.empty();
  expect(unhandled.splice(0)).toEqual([]);
});
afterAll(async () => {
  process.off('unhandledRejection', onUnhandled);
  await stored.close();
  await database.drop();
});

function opened(url = database.serviceUrl): TestLog {
  const one = aLog(url, { timeoutMs: TIMEOUT_MS, freshMs: 0 });
  open.push(one);
  return one;
}

/** How a call to record ended, and in what time. */
async function attempt({ log }: TestLog, cases = 2): Promise<'durable' | 'refused'> {
  const startedAt = performance.now();
  try {
    await log.record(aRequest(cases));
    return 'durable';
  } catch (error) {
    expect(error).toBeInstanceOf(LogUnavailableError);
    return 'refused';
  } finally {
    expect(performance.now() - startedAt).toBeLessThan(TIMEOUT_MS + GRACE_MS);
  }
}

/** Waits for the service of the log to be well again, without doing anything for it. */
async function recovered(one: TestLog): Promise<void> {
  for (let tries = 0; tries < 50; tries += 1) {
    if (await one.log.ready()) return;
    await pause(50);
  }
  throw new Error('The log did not recover.');
}

/** A fault and its end, as an operator of the database would cause them. */
interface Fault {
  readonly begin: string;
  readonly end: string;
}

const FULL = `
  CREATE FUNCTION public.full() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$;
  CREATE TRIGGER full_disk BEFORE INSERT ON log.entry FOR EACH ROW EXECUTE FUNCTION public.full()`;

const FAULTS: readonly [string, Fault][] = [
  [
    'the table of sheets is gone',
    {
      begin: 'ALTER TABLE log.entry RENAME TO lost',
      end: 'ALTER TABLE log.lost RENAME TO entry',
    },
  ],
  [
    'the disk is full',
    { begin: FULL, end: 'DROP TRIGGER full_disk ON log.entry; DROP FUNCTION public.full()' },
  ],
  [
    'the writer lost its privilege',
    {
      begin: 'REVOKE INSERT ON log.entry FROM kvarbo_log_writer',
      end: 'GRANT INSERT ON log.entry TO kvarbo_log_writer',
    },
  ],
];

describe('the disclosure log when something breaks', () => {
  it.each(FAULTS)(
    'refuses while %s, says so to readiness, and recovers by itself',
    async (_, { begin, end }) => {
      const one = opened();
      expect(await attempt(one)).toBe('durable');
      expect(await one.log.ready()).toBe(true);
      await stored.superuser.query(begin);
      try {
        expect(await attempt(one)).toBe('refused');
        expect(await one.log.ready()).toBe(false);
        expect(await attempt(one)).toBe('refused');
        expect(await one.log.ready()).toBe(false);
      } finally {
        await stored.superuser.query(end);
      }
      expect(await one.log.ready()).toBe(true);
      expect(await attempt(one)).toBe('durable');
      expect(one.faults.length).toBeGreaterThan(0);
      expect(await stored.count('entry')).toBe(4);
      expect(await stored.faults()).toEqual([]);
    },
  );

  it.each(FAULTS)('notices without any traffic that %s', async (_, { begin, end }) => {
    const one = opened();
    expect(await one.log.ready()).toBe(true);
    await stored.superuser.query(begin);
    try {
      expect(await one.log.ready()).toBe(false);
    } finally {
      await stored.superuser.query(end);
    }
    expect(await one.log.ready()).toBe(true);
    expect(await stored.count('entry')).toBe(0);
  });

  it.each(['shape', 'actor', 'chain'])(
    'forgets nothing and remembers nothing wrong when log.%s was not there at first',
    async (table) => {
      const one = opened();
      await stored.superuser.query(`ALTER TABLE log.${table} RENAME TO lost`);
      try {
        expect(await attempt(one)).toBe('refused');
        expect(await stored.count('entry')).toBe(0);
      } finally {
        await stored.superuser.query(`ALTER TABLE log.lost RENAME TO ${table}`);
      }
      expect(await attempt(one)).toBe('durable');
      expect(await stored.count('entry')).toBe(2);
      expect(await stored.count('shape')).toBe(1);
      expect(await stored.count('actor')).toBe(1);
      expect(await stored.faults()).toEqual([]);
    },
  );

  it('refuses in time while a lock makes its connection hang', async () => {
    const one = opened();
    expect(await attempt(one)).toBe('durable');
    await stored.superuser.query('BEGIN; LOCK TABLE log.entry IN ACCESS EXCLUSIVE MODE');
    try {
      expect(await attempt(one)).toBe('refused');
      expect(await one.log.ready()).toBe(false);
    } finally {
      await stored.superuser.query('ROLLBACK');
    }
    await recovered(one);
    expect(await attempt(one)).toBe('durable');
    expect(await stored.count('entry')).toBe(4);
    expect(await stored.faults()).toEqual([]);
  });

  it('notices without any traffic that the table of this month is locked', async () => {
    const one = opened();
    expect(await one.log.ready()).toBe(true);
    const month = new Date().toISOString().slice(0, 7).replace('-', '_');
    await stored.superuser.query(`BEGIN; LOCK TABLE log.entry_${month} IN ACCESS EXCLUSIVE MODE`);
    try {
      expect(await one.log.ready()).toBe(false);
    } finally {
      await stored.superuser.query('ROLLBACK');
    }
    await recovered(one);
  });

  it('refuses all who wait behind a flush that hangs, and holds none of them longer than the limit', async () => {
    const one = opened();
    expect(await attempt(one)).toBe('durable');
    await stored.superuser.query('BEGIN; LOCK TABLE log.entry IN ACCESS EXCLUSIVE MODE');
    try {
      const waiting: Promise<string>[] = [];
      for (let turn = 0; turn < 20; turn += 1) {
        waiting.push(attempt(one));
        await pause(40);
      }
      expect(new Set(await Promise.all(waiting))).toEqual(new Set(['refused']));
    } finally {
      await stored.superuser.query('ROLLBACK');
    }
    await recovered(one);
    expect(await attempt(one)).toBe('durable');
    expect(await stored.faults()).toEqual([]);
  });

  it('refuses who waits behind a flush as soon as that fails', async () => {
    const one = opened();
    expect(await attempt(one)).toBe('durable');
    await stored.superuser.query('BEGIN; LOCK TABLE log.entry IN ACCESS EXCLUSIVE MODE');
    try {
      const first = attempt(one);
      await pause(50);
      const behind = attempt(one);
      expect(await first).toBe('refused');
      expect(await Promise.race([behind, pause(50, 'waits')])).toBe('refused');
    } finally {
      await stored.superuser.query('ROLLBACK');
    }
  });

  it('goes on after its idle connection was killed', async () => {
    const one = opened();
    expect(await attempt(one)).toBe('durable');
    await killConnections();
    await pause(100);
    expect(await attempt(one)).toBe('durable');
    expect(await stored.count('chain')).toBe(1);
    expect(await stored.faults()).toEqual([]);
  });

  it('refuses what was on its way when its connection was killed, and starts a chain that follows on what is known', async () => {
    const one = opened();
    expect(await attempt(one)).toBe('durable');
    const known = (await stored.sheets()).at(-1);
    await stored.superuser.query('BEGIN; LOCK TABLE log.entry IN ACCESS EXCLUSIVE MODE');
    const dying = attempt(one);
    await pause(100);
    // The session that holds the lock is ours and not the log's.
    await killConnections();
    expect(await dying).toBe('refused');
    await stored.superuser.query('ROLLBACK');
    expect(await attempt(one)).toBe('durable');
    const chains = await stored.chains();
    expect(chains).toHaveLength(2);
    expect(chains.find(({ predecessor }) => predecessor !== null)).toMatchObject({
      predecessor: known?.instance,
      predecessor_sequence: known?.sequence,
      predecessor_hash: known?.hash,
    });
    expect(await stored.faults()).toEqual([]);
  });

  it('recovers when the database was gone', async () => {
    const one = opened();
    expect(await attempt(one)).toBe('durable');
    const elsewhere = new Client({
      connectionString: Object.assign(new URL(database.superuserUrl), { pathname: '/postgres' })
        .href,
    });
    await elsewhere.connect();
    try {
      await elsewhere.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
      await killConnections();
      expect(await attempt(one)).toBe('refused');
      expect(await one.log.ready()).toBe(false);
      expect(await attempt(one)).toBe('refused');
    } finally {
      await elsewhere.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
      await elsewhere.end();
    }
    expect(await one.log.ready()).toBe(true);
    expect(await attempt(one)).toBe('durable');
    expect(await stored.count('entry')).toBe(4);
    expect(await stored.faults()).toEqual([]);
  });

  it('starts without a database, and recovers when there is one', async () => {
    const link = await cutLink(Number(new URL(database.serviceUrl).port));
    const url = new URL(database.serviceUrl);
    url.port = String(link.port);
    link.cut('refuse');
    const one = opened(url.href);
    expect(await one.log.ready()).toBe(false);
    expect(await attempt(one)).toBe('refused');
    link.cut('nothing');
    await recovered(one);
    expect(await attempt(one)).toBe('durable');
    expect(await stored.faults()).toEqual([]);
    await one.log.stop();
    await link.close();
  });

  it('has a sheet for whatever was answered, and chains that hold, when answers get lost on the way', async () => {
    const link = await cutLink(Number(new URL(database.serviceUrl).port));
    const url = new URL(database.serviceUrl);
    url.port = String(link.port);
    const one = opened(url.href);
    const answered: (string | null)[] = [];
    for (let round = 0; round < 3; round += 1) {
      const before = aRequest(3);
      await one.log.record(before);
      answered.push(...before.flatMap(({ cases }) => cases));
      // PostgreSQL gets the sheets and commits them, but its answer never arrives.
      link.cut('answers');
      expect(await attempt(one)).toBe('refused');
      expect(await attempt(one)).toBe('refused');
      link.cut('nothing');
      await recovered(one);
    }
    const sheets = await stored.sheets();
    expect(sheets.flatMap(({ cases }) => cases)).toEqual(expect.arrayContaining(answered));
    expect(sheets.length).toBeGreaterThan(answered.length);
    expect(await stored.count('chain')).toBeGreaterThan(3);
    expect(await stored.faults()).toEqual([]);
    await one.log.stop();
    await link.close();
  });

  it('stops in time while its connection hangs', async () => {
    const one = opened();
    expect(await attempt(one)).toBe('durable');
    await stored.superuser.query('BEGIN; LOCK TABLE log.entry IN ACCESS EXCLUSIVE MODE');
    try {
      const waiting = attempt(one);
      const startedAt = performance.now();
      await one.log.stop();
      expect(performance.now() - startedAt).toBeLessThan(TIMEOUT_MS + GRACE_MS);
      expect(await waiting).toBe('refused');
    } finally {
      await stored.superuser.query('ROLLBACK');
    }
  });

  it('stops in time when nothing answers any more', async () => {
    const link = await cutLink(Number(new URL(database.serviceUrl).port));
    const url = new URL(database.serviceUrl);
    url.port = String(link.port);
    const one = opened(url.href);
    expect(await attempt(one)).toBe('durable');
    link.cut('everything');
    const startedAt = performance.now();
    await one.log.stop();
    expect(performance.now() - startedAt).toBeLessThan(TIMEOUT_MS + GRACE_MS);
    await link.close();
  });

  it('tells of a fault without any text of PostgreSQL, which repeats values', async () => {
    const one = opened();
    await stored.superuser.query(
      `ALTER TABLE log.entry ADD CONSTRAINT odd CHECK (organisation <> '0180-farsta')`,
    );
    try {
      const refusal = await one.log.record(aRequest(1)).catch((error: unknown) => error as Error);
      expect(refusal).toMatchObject({ code: 'LOG_UNAVAILABLE' });
      expect(one.faults).toMatchObject([{ fault: { sqlState: '23514', constraint: 'odd' } }]);
      const told = [one.faults, refusal].map((error) => JSON.stringify(texts(error))).join();
      expect(told).not.toContain('farsta');
    } finally {
      await stored.superuser.query('ALTER TABLE log.entry DROP CONSTRAINT odd');
    }
  });
});

/** All texts in an error and its causes. */
function texts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(texts);
  if (!(value instanceof Error)) return value;
  return [value.message, value.stack, Object.entries(value), texts(value.cause)];
}

async function killConnections(): Promise<void> {
  await stored.superuser.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'kvarbo-log' AND datname = current_database()`,
  );
}

/** What a link lets through no longer: nobody new, what PostgreSQL answers, or anything. */
type Cut = 'nothing' | 'refuse' | 'answers' | 'everything';

/** A link to PostgreSQL that can be cut. */
interface CutLink {
  readonly port: number;
  cut(what: Cut): void;
  close(): Promise<void>;
}

async function cutLink(target: number): Promise<CutLink> {
  let lost: Cut = 'nothing';
  const sockets = new Set<Socket>();
  const server: Server = createServer({ allowHalfOpen: true }, (client) => {
    if (lost === 'refuse') {
      client.destroy();
      return;
    }
    const upstream = connect(target, '127.0.0.1');
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
    }
    client.on('data', (data) => {
      if (lost !== 'everything') upstream.write(data);
    });
    client.on('end', () => {
      if (lost !== 'everything') client.end();
    });
    upstream.on('data', (data) => {
      if (lost === 'nothing') client.write(data);
    });
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    cut: (what) => {
      lost = what;
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => {
          resolve();
        });
      }),
  };
}
