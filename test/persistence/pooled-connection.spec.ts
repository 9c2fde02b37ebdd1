import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import type { Pool, PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import { createDataSource, createReadingPool, openReading, runWrite } from '../../src/persistence';
import type { ReadingSession, WriteTransaction } from '../../src/persistence';
import { createTestDatabase } from '../support/database';
import type { TestDatabase } from '../support/database';

/** All that a session may have left behind. */
const LEFT = `SELECT session_user AS login, current_user AS "user", current_setting('role') AS role,
  coalesce(current_setting('kvarbo.organisation', true), '') AS organisation,
  coalesce(current_setting('kvarbo.today', true), '') AS today,
  coalesce(current_setting('kvarbo.purpose', true), '') AS purpose,
  coalesce(current_setting('kvarbo.subjects', true), '') AS subjects,
  current_setting('transaction_read_only') AS "readOnly", current_setting('row_security') AS "rowSecurity",
  current_setting('search_path') AS "searchPath", pg_current_xact_id_if_assigned() AS transaction,
  (SELECT count(*)::int FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'advisory') AS locks`;
const NOTHING = {
  login: 'kvarbo_service',
  user: 'kvarbo_service',
  role: 'none',
  organisation: '',
  today: '',
  purpose: '',
  subjects: '',
  readOnly: 'off',
  rowSecurity: 'on',
  searchPath: '"$user", public',
  transaction: null,
  locks: 0,
};
const STATEMENT_TIMEOUT_MS = 300;

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

/** Ends whatever connection of the service is at work. */
const terminate = () =>
  superuser.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'kvarbo_service' AND datname = current_database()
      AND state <> 'idle'`,
  );

describe('a connection for reads', () => {
  let pool: Pool;
  let client: PoolClient;

  beforeEach(() => {
    pool = createReadingPool({
      url: database.serviceUrl,
      size: 1,
      statementTimeoutMs: STATEMENT_TIMEOUT_MS,
      idleInTransactionTimeoutMs: 600,
      onIdleError: () => undefined,
    });
    pool.on('acquire', (acquired) => {
      client = acquired;
    });
  });
  afterEach(() => pool.end());

  const LANDLORD = {
    role: 'kvarbo_landlord',
    organisation: 'a',
    today: '2025-06-21',
    purpose: 'LANDLORD_DUTY',
  } as const;

  interface End {
    readonly session: ReadingSession;
    readonly controller: AbortController;
  }

  it.each<[string, (end: End) => unknown]>([
    ['an answer', ({ session }) => session.rows('one', 'SELECT 1')],
    ['an error', ({ session }) => session.rows('bad', 'SELECT 1 / 0')],
    [
      'a refused column',
      ({ session }) => session.rows('bad', 'SELECT sealed_evidence FROM social.consent'),
    ],
    ['a refused table', ({ session }) => session.rows('bad', 'SELECT FROM cases.person')],
    ['an error of the decider', ({ session }) => session.decide('bad', 'SELECT 1 / 0')],
    [
      'an error between other statements',
      ({ session }) =>
        Promise.all([
          session.rows('one', 'SELECT 1'),
          session.decide('bad', 'SELECT FROM landlord.notice'),
          session.rows('two', 'SELECT 2'),
        ]),
    ],
    ['a timeout', ({ session }) => session.rows('long', 'SELECT pg_sleep(30)')],
    ['a timeout of the decider', ({ session }) => session.decide('long', 'SELECT pg_sleep(30)')],
    [
      'a silence that was too long',
      async ({ session }) => {
        await session.rows('one', 'SELECT 1');
        await pause(900);
        await session.rows('one', 'SELECT 1');
      },
    ],
    [
      'a cancelled request with a statement under way',
      ({ session, controller }) => {
        setTimeout(() => {
          controller.abort();
        }, 50);
        return session.rows('long', 'SELECT pg_sleep(30)');
      },
    ],
    [
      'a cancelled request whose statements nobody has sent yet',
      ({ session, controller }) => {
        const rows = Promise.all([
          session.rows('one', 'SELECT 1'),
          session.decide('two', 'SELECT 2'),
          session.rows('long', 'SELECT pg_sleep(30)'),
        ]);
        controller.abort();
        return rows;
      },
    ],
    [
      'a cancelled request between two statements',
      async ({ session, controller }) => {
        await session.decide('one', 'SELECT 1');
        controller.abort();
        await session.rows('two', 'SELECT 2');
      },
    ],
    [
      'a message that PostgreSQL does not understand',
      async ({ session }) => {
        await session.rows('one', 'SELECT 1');
        client.connection.stream.write(Buffer.from([0x7a, 0, 0, 0, 4]));
        await session.rows('two', 'SELECT 2');
      },
    ],
    [
      'an answer that the driver does not understand',
      async ({ session }) => {
        await session.rows('one', 'SELECT 1');
        const rows = session.rows('long', 'SELECT pg_sleep(30)');
        client.connection.stream.emit('data', Buffer.from([0x01, 0, 0, 0, 4]));
        await rows;
      },
    ],
    [
      'a connection that was cut',
      async ({ session }) => {
        await session.rows('one', 'SELECT 1');
        const rows = session.rows('long', 'SELECT pg_sleep(30)');
        await terminate();
        await rows;
      },
    ],
  ])('after %s holds nothing of its last reader', async (_, end) => {
    const controller = new AbortController();
    const session = openReading(pool, { ...LANDLORD, signal: controller.signal });
    await session.rows('settled', 'SELECT 1').catch(() => undefined);
    await Promise.resolve(end({ session, controller })).catch(() => undefined);
    await session.close();
    expect((await pool.query(LEFT)).rows).toEqual([NOTHING]);

    const next = openReading(pool, { role: 'kvarbo_oversight', organisation: 'b' });
    const [found] = await next.rows('left', LEFT);
    await next.close();
    expect(found).toEqual({
      ...NOTHING,
      user: 'kvarbo_oversight',
      role: 'kvarbo_oversight',
      organisation: 'b',
      readOnly: 'on',
    });
    expect((await pool.query(LEFT)).rows).toEqual([NOTHING]);
  });
});

describe('a connection for writes', () => {
  let store: DataSource;

  beforeAll(async () => {
    store = createDataSource({
      url: database.serviceUrl,
      poolSize: 1,
      entities: [],
      migrations: false,
      statementTimeoutMs: STATEMENT_TIMEOUT_MS,
    });
    await store.initialize();
  });
  afterAll(() => store.destroy());

  const asHub = (tx: WriteTransaction, sql: string) =>
    tx.as('kvarbo_cases_writer', 'a', (manager) => manager.query(sql));

  it.each<[string, (tx: WriteTransaction) => unknown]>([
    ['a commit', (tx) => asHub(tx, 'SELECT 1')],
    ['an error', (tx) => asHub(tx, 'SELECT 1 / 0')],
    ['a refused table', (tx) => asHub(tx, 'SELECT FROM landlord.notice')],
    ['a timeout', (tx) => asHub(tx, 'SELECT pg_sleep(30)')],
    [
      'an error beside the statements',
      (tx) => tx.as('kvarbo_cases_writer', 'a', () => Promise.reject(new Error('no'))),
    ],
    [
      'locks that were taken',
      async (tx) => {
        await tx.lockBuckets([Buffer.from('ab'), Buffer.from('cd')]);
        await asHub(tx, 'SELECT 1 / 0');
      },
    ],
    [
      'a connection that was cut',
      async (tx) => {
        const written = asHub(tx, 'SELECT pg_sleep(30)');
        await pause(50);
        await terminate();
        await written;
      },
    ],
  ])('after %s holds nothing of its last writer', async (_, work) => {
    await runWrite(store, async (tx) => {
      await work(tx);
    }).catch(() => undefined);
    expect(await store.query(LEFT)).toEqual([NOTHING]);
  });
});
