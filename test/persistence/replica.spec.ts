import { setTimeout as pause } from 'node:timers/promises';
import type { Pool } from 'pg';
import {
  ConnectionLostError,
  createReadingPool,
  openReading,
  Replica,
  statementName,
} from '../../src/persistence';
import { UnavailableError } from '../../src/shared';
import { heldLink } from '../support/held-link';
import type { HeldLink } from '../support/held-link';
import { startOwnCluster } from '../support/own-cluster';
import type { OwnCluster } from '../support/own-cluster';
import { startStandby } from '../support/standby';
import type { Standby } from '../support/standby';

const READER = { role: 'kvarbo_oversight', organisation: 'farsta' } as const;
const TIMEOUT_MS = 1_000;
/** So long that the bound itself leaves nothing to be seen. */
const MAX_LAG_MS = 60_000;
/** With what a look takes on a busy machine. */
const BETWEEN_LOOKS_MS = 1_500;

let cluster: OwnCluster;
let standby: Standby;
let link: HeldLink;
let primary: Pool;
let replica: Replica;

beforeAll(async () => {
  cluster = await startOwnCluster();
  // A standby that is slow for a moment must still find what it has to follow.
  await cluster.sql(`ALTER SYSTEM SET wal_keep_size = '1GB'`, 'SELECT pg_reload_conf()');
  standby = await startStandby(cluster);
  const url = new URL(standby.serviceUrl);
  link = await heldLink(Number(url.port));
  url.port = String(link.port);
  const options = { size: 3, onIdleError: () => undefined };
  primary = createReadingPool({ url: cluster.serviceUrl, ...options });
  replica = new Replica({
    url: url.href,
    primary,
    maxLagMs: MAX_LAG_MS,
    statementTimeoutMs: TIMEOUT_MS,
    ...options,
  });
}, 90_000);
afterAll(async () => {
  await replica.stop();
  await primary.end();
  await link.close();
  await standby.stop();
  await cluster.stop();
});

/** Until a look has found it fresh. */
const trusted = async (): Promise<void> => {
  const patience = performance.now() + 30_000;
  while (!replica.isFresh && performance.now() < patience) await pause(10);
  expect(replica.isFresh).toBe(true);
};
/** Runs a statement as a request would. */
const read = async (sql: string, signal?: AbortSignal): Promise<unknown> => {
  const session = replica.open({ ...READER, signal });
  try {
    return await session.rows(statementName('replica', sql), sql);
  } finally {
    await session.close();
  }
};

describe('a standby', () => {
  beforeEach(trusted, 40_000);

  it('tells a session of its own, and refuses one that asks for a primary', async () => {
    expect(await read('SELECT pg_is_in_recovery() AS here')).toEqual([{ here: true }]);
    const session = openReading(replica.pool, READER);
    // Both are sent at once: what stands behind the question is not run.
    const answers = await Promise.allSettled([
      session.rows('one', 'SELECT 1 AS one'),
      session.rows('two', 'SELECT 2 AS two'),
    ]);
    await session.close();
    const faults = answers.map(
      (answer) => answer.status === 'rejected' && (answer.reason as Error),
    );
    expect(faults).toEqual([expect.any(ConnectionLostError), expect.any(ConnectionLostError)]);
  });

  it('is asked no more after a read that took too long, until it is found fresh again', async () => {
    await expect(read('SELECT pg_sleep(4)')).rejects.toThrow(UnavailableError);
    expect(replica.isFresh).toBe(false);
    await trusted();
    await expect(read('SELECT 1 AS one')).resolves.toEqual([{ one: 1 }]);
  });

  it('is asked no more after a connection that was cut under a read', async () => {
    const cut = expect(read('SELECT pg_sleep(4)')).rejects.toThrow(UnavailableError);
    const cutting = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'PgSleep'`;
    while ((await standby.sql(cutting)).length === 0) await pause(5);
    await cut;
    expect(replica.isFresh).toBe(false);
  });

  it('is trusted still when it is the caller who has gone', async () => {
    const gone = new AbortController();
    const left = read('SELECT pg_sleep(4)', gone.signal);
    setTimeout(() => {
      gone.abort();
    }, 50);
    await expect(left).rejects.toThrow(UnavailableError);
    expect(replica.isFresh).toBe(true);
  });

  it('is left for longer where one read fails after the other, however quickly it says how far it is', async () => {
    await expect(read('SELECT pg_sleep(4)')).rejects.toThrow(UnavailableError);
    await trusted();
    await expect(read('SELECT pg_sleep(4)')).rejects.toThrow(UnavailableError);
    await pause(BETWEEN_LOOKS_MS);
    expect(replica.isFresh).toBe(false);
  }, 60_000);

  it('that says nothing is asked no more long before its data would be too old', async () => {
    link.hold();
    const since = performance.now();
    while (replica.isFresh && performance.now() - since < MAX_LAG_MS / 4) await pause(10);
    link.release();
    expect(performance.now() - since).toBeLessThan(BETWEEN_LOOKS_MS + 2_500);
  }, 30_000);

  it('proves nothing by an answer to what it was asked before a fault', async () => {
    link.hold();
    // Long enough for a look, and too short for it to be given up.
    await pause(BETWEEN_LOOKS_MS);
    replica.distrust();
    link.release();
    await pause(200);
    expect(replica.isFresh).toBe(false);
    await trusted();
  });
});

it('proves nothing by a look that began before a fault, though the standby was asked after it', async () => {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  let looks = 0;
  const slow = {
    connect: async () => {
      looks += 1;
      if (looks === 2) await opened;
      return primary.connect();
    },
  } as Pool;
  const ofSlow = new Replica({
    url: standby.serviceUrl,
    size: 1,
    primary: slow,
    maxLagMs: MAX_LAG_MS,
    onIdleError: () => undefined,
  });
  while (looks < 2) await pause(10);
  const wasFresh = ofSlow.isFresh;
  ofSlow.distrust();
  open();
  await pause(200);
  const isFresh = ofSlow.isFresh;
  await ofSlow.stop();
  expect([wasFresh, isFresh]).toEqual([true, false]);
}, 30_000);

describe('a standby that did not follow another one when that was promoted', () => {
  let promoted: Standby;
  let ofPromoted: Pool;
  beforeAll(async () => {
    promoted = await startStandby(cluster);
    await promoted.sql('SELECT pg_promote()');
    // What the new primary never had takes the old one's standby further than that is.
    await cluster.sql(
      // Or the last of it would be sent when somebody else writes.
      'SET synchronous_commit = on',
      `SELECT count(pg_logical_emit_message(true, 'test', repeat('x', 1000000))) FROM generate_series(1, 40)`,
    );
    const [end] = await promoted.sql('SELECT pg_current_wal_insert_lsn()::text AS lsn');
    const isAhead = `SELECT WHERE pg_last_wal_replay_lsn() > '${String(end?.lsn)}'::pg_lsn + 16777216`;
    while ((await standby.sql(isAhead)).length === 0) await pause(20);
    ofPromoted = createReadingPool({
      url: promoted.serviceUrl,
      size: 1,
      onIdleError: () => undefined,
    });
  }, 120_000);
  afterAll(async () => {
    await (ofPromoted as Pool | undefined)?.end();
    await (promoted as Standby | undefined)?.stop();
  });

  it('is not trusted, however far it is', async () => {
    const stray = new Replica({
      url: standby.serviceUrl,
      size: 1,
      primary: ofPromoted,
      maxLagMs: MAX_LAG_MS,
      onIdleError: () => undefined,
    });
    await pause(2 * BETWEEN_LOOKS_MS);
    const isTrusted = stray.isFresh;
    await stray.stop();
    expect(isTrusted).toBe(false);
  }, 30_000);
});
