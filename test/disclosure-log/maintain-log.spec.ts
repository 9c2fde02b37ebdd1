import { Client } from 'pg';
import { createLogPartition } from '../../migrations/log-partitions';
import {
  LogMovedError,
  maintainLog,
  readLog,
  SignedCheckpoints,
  verifyLog,
} from '../../src/disclosure-log';
import type { LogVerdict, MaintenanceReport } from '../../src/disclosure-log';
import { newSigningKey, SignatureVerifier, SigningKeys } from '../../src/persistence';
import { systemClock } from '../../src/shared';
import type { Clock } from '../../src/shared';
import { createTestDatabase } from '../support/database';
import type { TestDatabase } from '../support/database';
import { aLog } from './a-log';
import { aDisclosure, aRequest } from './some-disclosures';

const NOW = '2026-11-15T12:00:00Z';
const signing = new SigningKeys([newSigningKey('log-1')]);

let database: TestDatabase;
let superuser: Client;
let owner: Client;
beforeEach(async () => {
  database = await createTestDatabase();
  superuser = new Client({ connectionString: database.superuserUrl });
  owner = new Client({ connectionString: database.ownerUrl });
  await superuser.connect();
  await owner.connect();
  await owner.query('SET ROLE kvarbo_owner');
  // January 2024 has a partition of its own, February lies in the rest.
  for (const statement of createLogPartition({ from: '2024-01-01', to: '2024-02-01' })) {
    await owner.query(statement);
  }
  await owner.query('RESET ROLE');
});
afterEach(async () => {
  await superuser.end();
  await owner.end();
  await database.drop();
});

/** A clock that goes through the given instants, one for each look, and stays at the last. */
function clockOf(...instants: readonly string[]): Clock & { set(instant: string): void } {
  let now = new Date(instants[0] ?? NOW);
  return {
    now: () => now,
    set: (instant) => {
      now = new Date(instant);
    },
  };
}

/** One chain: two sheets at each of the instants, signed; each with a user of its own. */
async function written(...instants: readonly string[]): Promise<string> {
  const clock = clockOf(...instants);
  const log = { info: () => undefined, error: () => undefined };
  const checkpoints = new SignedCheckpoints({ url: database.serviceUrl, signing, clock, log });
  const { log: writer, heads } = aLog(database.serviceUrl, {
    clock,
    checkpoints: {
      note: (head) => {
        heads.push(head);
        checkpoints.note(head);
      },
      stop: () => checkpoints.stop(),
    },
  });
  for (const instant of instants) {
    clock.set(instant);
    const actor = { ...aDisclosure().actor, user: instant };
    await writer.record(aRequest(2, { actor, denied: [`Case.${instant.slice(0, 4)}`] }));
  }
  await writer.stop();
  return heads.at(-1)?.instance ?? '';
}

function maintain(part: { isDryRun?: boolean; now?: string } = {}): Promise<MaintenanceReport> {
  return maintainLog(owner, {
    signing,
    keys: signing.publicKeys(),
    now: new Date(part.now ?? NOW),
    retentionMonths: 24,
    isDryRun: part.isDryRun ?? false,
  });
}

function verify(): Promise<LogVerdict> {
  const verifier = new SignatureVerifier(signing.publicKeys());
  return verifyLog(readLog(owner), { verifier, saved: [], actors: null });
}

async function kinds(): Promise<string[]> {
  return (await verify()).faults.map(({ kind, sequence }) => [kind, sequence].join(' '));
}

async function count(table: string): Promise<number> {
  const { rows } = await superuser.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM log.${table}`,
  );
  return rows[0]?.n ?? 0;
}

async function partitions(): Promise<string[]> {
  const { rows } = await superuser.query<{ name: string }>(
    `SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'log.entry'::regclass`,
  );
  return rows.map(({ name }) => name);
}

const OLD = ['2024-01-10T08:00:00Z', '2024-02-10T08:00:00Z'] as const;
const KEPT = ['2024-11-01T00:00:00Z', '2026-11-02T08:00:00Z'] as const;

describe('the upkeep of the log', () => {
  it('lets go what was kept long enough, and leaves a log that is whole', async () => {
    await written(...OLD, ...KEPT);
    const report = await maintain();
    expect(report.before.toISOString()).toBe('2024-11-01T00:00:00.000Z');
    expect([...report.dropped]).toEqual([
      ['2024-01', 2],
      ['2024-02', 2],
    ]);
    expect([report.shapes, report.actors, report.mixed]).toEqual([0, 2, []]);
    expect(await partitions()).not.toContain('log.entry_2024_01');
    const { faults, counts } = await verify();
    expect(faults).toEqual([]);
    expect(counts).toMatchObject({ sheets: 4, dropped: 4, actors: 2 });
  });

  it('removes lists of what was disclosed that no sheet needs any more', async () => {
    await written('2023-05-01T00:00:00Z', KEPT[1]);
    expect(await count('shape')).toBe(2);
    expect((await maintain()).shapes).toBe(1);
    expect(await count('shape')).toBe(1);
    expect(await kinds()).toEqual([]);
  });

  it('signs the end of a chain whose instance was killed, so that it cannot be cut any more', async () => {
    const { log } = aLog(database.serviceUrl, { clock: clockOf('2026-11-15T10:00:00Z') });
    const { log: living } = aLog(database.serviceUrl, { clock: clockOf('2026-11-15T11:30:00Z') });
    await log.record(aRequest(3));
    await living.record(aRequest(2));
    await log.stop();
    await living.stop();
    const { rows } = await superuser.query<{ instance: string }>(
      'SELECT instance FROM log.entry WHERE sequence = 3',
    );
    const end = { instance: rows[0]?.instance, sequence: 3 };
    expect((await maintain({ isDryRun: true })).signed).toMatchObject([end]);
    expect((await verify()).counts).toMatchObject({ unsigned: 5, checkpoints: 0 });
    expect((await maintain()).signed).toMatchObject([end]);
    expect((await verify()).counts).toMatchObject({ unsigned: 2, checkpoints: 1 });
    expect((await maintain()).signed).toEqual([]);
    await superuser.query('DELETE FROM log.entry WHERE sequence = 3');
    expect(await kinds()).toEqual(['CUT 3']);
  });

  it('tells in a dry run what it would do, and does nothing', async () => {
    await written(...OLD, ...KEPT);
    const before = [await partitions(), await count('entry'), await count('checkpoint')];
    const report = await maintain({ isDryRun: true, now: '2028-06-15T00:00:00Z' });
    expect([...report.dropped.values()]).toEqual([2, 2, 2]);
    expect(report.made.length).toBeGreaterThan(0);
    expect([await partitions(), await count('entry'), await count('checkpoint')]).toEqual(before);
  });

  it('goes on where it ended, and does nothing when nothing is old', async () => {
    await written(...OLD, ...KEPT);
    await maintain();
    const checkpoints = await count('checkpoint');
    expect((await maintain()).dropped.size).toBe(0);
    expect(await count('checkpoint')).toBe(checkpoints);
    await maintain({ now: '2026-12-15T00:00:00Z' });
    const { faults, counts } = await verify();
    expect(faults).toEqual([]);
    expect(counts).toMatchObject({ sheets: 2, dropped: 6 });
    await maintain({ now: '2029-01-15T00:00:00Z' });
    expect((await verify()).counts).toMatchObject({ sheets: 0, dropped: 8, chains: 1 });
    expect(await kinds()).toEqual([]);
  });

  it('knows afterwards where each chain begins', async () => {
    const chain = await written(...OLD, ...KEPT);
    await maintain();
    await superuser.query('CREATE TABLE kept AS SELECT * FROM log.entry WHERE sequence = 5');
    await superuser.query('DELETE FROM log.entry WHERE sequence = 5');
    expect(await kinds()).toEqual(['MISSING 5']);
    await superuser.query('INSERT INTO log.entry SELECT * FROM kept');
    expect(await kinds()).toEqual([]);
    await superuser.query('UPDATE kept SET sequence = 4');
    await superuser.query('INSERT INTO log.entry SELECT * FROM kept');
    expect(await kinds()).toEqual(['LEFT_OVER 4']);
    await superuser.query('DELETE FROM log.entry WHERE sequence = 4');
    await superuser.query(`UPDATE log.chain SET started_at = now() WHERE instance = $1`, [chain]);
    expect(await kinds()).toEqual(['CHAIN_CHANGED ']);
  });

  it('cannot be claimed without the key of the gateway', async () => {
    await written(...OLD, ...KEPT);
    await superuser.query('DELETE FROM log.entry WHERE sequence < 5');
    expect(await kinds()).toEqual(['MISSING 1']);
    await maintain();
    expect(await kinds()).toEqual(['MISSING 1']);
  });

  it('drops nothing of a log with a fault, not even what somebody dated back', async () => {
    await written(...OLD, ...KEPT);
    await superuser.query(`UPDATE log.entry SET recorded_at = '2024-01-11' WHERE sequence = 7`);
    const report = await maintain();
    expect(report.verdict.faults.map(({ kind }) => kind)).toEqual(['CHANGED']);
    expect(report.dropped.size).toBe(0);
    expect(await count('entry')).toBe(8);
    expect(await partitions()).toContain('log.entry_2024_01');
  });

  it('keeps what follows on younger sheets, since a clock once went wrong', async () => {
    await written(OLD[1], KEPT[0], OLD[0], KEPT[1]);
    const report = await maintain();
    expect([[...report.dropped], report.mixed]).toEqual([[['2024-02', 2]], ['2024-01']]);
    expect(await count('entry')).toBe(6);
    expect(await partitions()).toContain('log.entry_2024_01');
    expect(await kinds()).toEqual([]);
    await maintain({ now: '2026-12-15T00:00:00Z' });
    expect(await count('entry')).toBe(2);
    expect(await partitions()).not.toContain('log.entry_2024_01');
    expect(await kinds()).toEqual([]);
  });

  it('makes the coming months, but for one whose sheets lie in the rest already', async () => {
    await written('2032-03-10T00:00:00Z');
    const report = await maintain({ now: '2032-02-15T00:00:00Z' });
    expect(report.made).toHaveLength(24);
    expect(report.made).not.toContain('2032-03');
    expect(report.inRest).toEqual(['2032-03']);
    expect(await partitions()).toEqual(
      expect.arrayContaining(['log.entry_2032_02', 'log.entry_2034_02']),
    );
    const { rows } = await superuser.query<{ secured: boolean; owner: string }>(
      `SELECT relrowsecurity AND relforcerowsecurity AS secured, pg_get_userbyid(relowner) AS owner
       FROM pg_class WHERE oid = 'log.entry_2032_02'::regclass`,
    );
    expect(rows).toEqual([{ secured: true, owner: 'kvarbo_owner' }]);
    expect((await maintain({ now: '2032-02-15T00:00:00Z' })).made).toEqual([]);
  });

  it('lets the service write meanwhile', async () => {
    await written(...OLD, ...KEPT);
    const { log, faults } = aLog(database.serviceUrl, { clock: systemClock });
    const over = new AbortController();
    const writing = (async () => {
      while (!over.signal.aborted) {
        await log.record(aRequest(1, { denied: [`Case.${performance.now()}`] }));
      }
    })();
    await maintain();
    over.abort();
    await writing;
    await log.stop();
    expect(faults).toEqual([]);
    expect(await kinds()).toEqual([]);
  });

  it('gives up rather than keep the writer waiting behind a reader', async () => {
    await written(...OLD, ...KEPT);
    await superuser.query('BEGIN; SELECT count(*) FROM log.entry');
    await expect(maintain()).rejects.toThrow('lock timeout');
    await superuser.query('ROLLBACK');
    expect(await count('entry')).toBe(8);
    expect((await maintain()).dropped.size).toBe(2);
    expect(await kinds()).toEqual([]);
  });

  it('drops nothing when old sheets came after the check', async () => {
    await written(...OLD, ...KEPT);
    const query = owner.query.bind(owner) as (text: string, values?: unknown[]) => Promise<never>;
    const interfering = async (text: string, values?: unknown[]): Promise<never> => {
      if (text.startsWith('LOCK TABLE log.entry_2024_01')) {
        await superuser.query(
          `INSERT INTO log.entry SELECT (jsonb_populate_record(e, '{"sequence": 100}')).*
           FROM log.entry e WHERE sequence = 1`,
        );
      }
      return query(text, values);
    };
    Object.assign(owner, { query: interfering });
    await expect(maintain()).rejects.toThrow(LogMovedError);
    expect(await count('entry')).toBe(9);
    expect(await partitions()).toContain('log.entry_2024_01');
  });

  it('needs more than the login of the service', async () => {
    await written(...OLD);
    const service = new Client({ connectionString: database.serviceUrl });
    await service.connect();
    const attempt = maintainLog(service, {
      signing,
      keys: signing.publicKeys(),
      now: new Date(NOW),
      retentionMonths: 24,
      isDryRun: false,
    });
    await expect(attempt).rejects.toThrow('permission denied');
    await expect(service.query('SET ROLE kvarbo_log_auditor')).rejects.toThrow('permission denied');
    await service.end();
  });
});
