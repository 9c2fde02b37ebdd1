import { setImmediate as turn } from 'node:timers/promises';
import { Client } from 'pg';
import type { Pool } from 'pg';
import { Allowance, createAllowancePool } from '../../src/persistence';
import { createTestDatabase } from '../support/database';
import type { TestDatabase } from '../support/database';
import { startFaultyServer } from '../support/faulty-server';

const STEP_MS = 100;
const BURST_SECONDS = 10;

let database: TestDatabase;
let superuser: Client;
let pool: Pool;
beforeAll(async () => {
  database = await createTestDatabase();
  superuser = new Client({ connectionString: database.superuserUrl });
  await superuser.connect();
  pool = createAllowancePool({ url: database.serviceUrl, onIdleError: () => undefined });
});
afterAll(async () => {
  await pool.end();
  await superuser.end();
  await database.drop();
});

interface Load {
  readonly perSecond: number;
  readonly sentPerSecond: number;
  readonly instances: number;
  readonly burst: number;
  readonly seconds: number;
}

/** Sends bursts to instances in turn by a clock of its own, to which the store's is moved. */
async function send(organisation: string, load: Load): Promise<{ sent: number; passed: number }> {
  let now = 0;
  const faults: unknown[] = [];
  const all = Array.from(
    { length: load.instances },
    () =>
      new Allowance({
        pool,
        perSecond: load.perSecond,
        now: () => now,
        onFault: (error) => faults.push(error),
      }),
  );
  let sent = 0;
  let passed = 0;
  for (; now < load.seconds * 1_000; now += STEP_MS) {
    while (sent + load.burst <= (load.sentPerSecond * (now + STEP_MS)) / 1_000) {
      for (let index = 0; index < load.burst; index += 1, sent += 1) {
        const wait = await all[(sent * 7 + Math.floor(sent / 3)) % all.length]?.take(organisation);
        if (wait === 0) passed += 1;
      }
    }
    await superuser.query(
      `UPDATE limits.allowance SET refilled_at = refilled_at - make_interval(secs => $1) WHERE organisation = $2`,
      [STEP_MS / 1_000, organisation],
    );
  }
  expect(faults).toEqual([]);
  return { sent, passed };
}

describe('an allowance over four instances', () => {
  it.each([
    { perSecond: 100, sentPerSecond: 40, instances: 4, burst: 10, seconds: 30 },
    { perSecond: 5, sentPerSecond: 2, instances: 4, burst: 4, seconds: 120 },
  ])(
    'refuses nothing at $sentPerSecond of $perSecond in bursts of $burst',
    async (load) => {
      const { sent, passed } = await send(`below-${load.perSecond}`, load);
      expect(sent).toBe(load.sentPerSecond * load.seconds);
      expect(passed).toBe(sent);
    },
    60_000,
  );

  it('lets no more through than the limit, and nearly that', async () => {
    const load = { perSecond: 20, sentPerSecond: 60, instances: 4, burst: 6, seconds: 30 };
    const startedAt = performance.now();
    const { passed } = await send('above', load);
    // What really passed meanwhile fills the bucket as well.
    const seconds = load.seconds + (performance.now() - startedAt) / 1_000;
    expect(passed).toBeLessThanOrEqual(load.perSecond * (BURST_SECONDS + seconds));
    expect(passed).toBeGreaterThanOrEqual(0.9 * load.perSecond * (BURST_SECONDS + load.seconds));
  }, 60_000);
});

it('takes an answer that came while the process was busy for one', async () => {
  const faults: unknown[] = [];
  const allowance = new Allowance({
    pool,
    perSecond: 3,
    onFault: (error) => faults.push(error),
  });
  await allowance.take('before');
  const taken = allowance.take('while-busy');
  await turn();
  const busyUntil = performance.now() + 400;
  while (performance.now() < busyUntil);
  expect(await taken).toBe(0);
  expect(faults).toEqual([]);
});

describe('an allowance without its store', () => {
  it.each([
    ['cuts', 0],
    ['says nothing', 200],
  ] as const)(
    'gives by itself what a second allows when the store %s, and says so once',
    async (fault, atLeastMs) => {
      const server = await startFaultyServer(fault);
      const own = createAllowancePool({ url: server.url, onIdleError: () => undefined });
      const faults: unknown[] = [];
      let now = 0;
      const allowance = new Allowance({
        pool: own,
        perSecond: 3,
        now: () => now,
        onFault: (error) => faults.push(error),
      });
      const takeAll = async (): Promise<number[]> => {
        const waits: number[] = [];
        for (let index = 0; index < 5; index += 1) waits.push(await allowance.take('organisation'));
        return waits;
      };
      const startedAt = performance.now();
      expect(await takeAll()).toEqual([0, 0, 0, 1, 1]);
      expect(performance.now() - startedAt).toBeGreaterThanOrEqual(atLeastMs);
      expect(performance.now() - startedAt).toBeLessThan(3_000);
      now += 1_000;
      expect(await takeAll()).toEqual([0, 0, 0, 1, 1]);
      expect(faults).toHaveLength(1);
      await server.stop();
      await own.end();
    },
    20_000,
  );
});
