import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { startIdentityProvider } from '../../src/development/identity-provider';
import type { IdentityProvider } from '../../src/development/identity-provider';
import { civilDay } from '../../src/shared';
import { startTestGateway } from '../support/gateway';
import type { TestGateway } from '../support/gateway';
import { arrearsInput, tenancy } from '../support/many-tenancies';
import { startOwnCluster } from '../support/own-cluster';
import type { OwnCluster } from '../support/own-cluster';
import { startStandby } from '../support/standby';
import type { Standby } from '../support/standby';

const MAX_LAG_SECONDS = 3;
const SUBMIT =
  'mutation ($input: SubmitNoticeInput!) { submitNotice(input: $input) { notice { id } } }';
const LOG = '{ disclosureLog(first: 100) { edges { node { id } } } }';
const STATISTICS = '{ evictionStatistics(period: "2026-Q3", level: COUNTRY) { notices } }';

let cluster: OwnCluster;
let standby: Standby;
let identity: IdentityProvider;
let gateway: TestGateway;

beforeAll(async () => {
  cluster = await startOwnCluster();
  standby = await startStandby(cluster);
  identity = await startIdentityProvider({ port: 0, audience: 'urn:kvarbo:test' });
  gateway = await startTestGateway({
    over: { database: cluster, identity },
    store: { replicaUrl: standby.serviceUrl, replicaMaxLagSeconds: MAX_LAG_SECONDS },
  });
}, 90_000);
afterAll(async () => {
  await gateway.stop();
  await identity.stop();
  await standby.stop();
  await cluster.stop();
});

let lastNumber = 0;
/** Something new to read. */
const submit = async (): Promise<void> => {
  lastNumber += 1;
  const input = arrearsInput(tenancy(lastNumber), {
    key: `replica-${lastNumber}`,
    landlord: 'Exempelbostaden AB',
    today: civilDay(new Date()),
  });
  await gateway.data('landlord-bostaden', SUBMIT, { input });
};
/** One more entry of the log for each case. */
const readByBoard = (): Promise<unknown> =>
  gateway.data('board-farsta', '{ cases { edges { node { tenants { name } } } } }');
const entriesTold = async (): Promise<number> => {
  const { disclosureLog } = await gateway.data<{ disclosureLog: { edges: unknown[] } }>(
    'oversight-farsta',
    LOG,
  );
  return disclosureLog.edges.length;
};
const entriesOf = async (server: Pick<OwnCluster, 'sql'>): Promise<number> => {
  const [row] = await server.sql(
    `SELECT count(*)::int AS count FROM log.entry WHERE principal = 'farsta' OR controllers @> '{farsta}'`,
  );
  return row?.count as number;
};
const caughtUp = async (): Promise<void> => {
  while ((await entriesOf(standby)) < (await entriesOf(cluster))) await pause(20);
  // Until the next look has seen it.
  await pause(1_200);
};

describe('a standby for statistics and the disclosure log', () => {
  it('tells the log as far as it has come, and no more than the bound allows', async () => {
    await submit();
    await readByBoard();
    await caughtUp();
    await standby.sql('SELECT pg_wal_replay_pause()');
    const before = await entriesOf(standby);
    expect(before).toBeGreaterThan(0);
    await readByBoard();
    const all = await entriesOf(cluster);
    expect(all).toBeGreaterThan(before);
    // The standby is asked, to which that has not come.
    expect(await entriesTold()).toBe(before);
    await pause(MAX_LAG_SECONDS * 1_000);
    // It is too old by now, so the primary is asked.
    expect(await entriesTold()).toBeGreaterThanOrEqual(all);
    await standby.sql('SELECT pg_wal_replay_resume()');
  }, 60_000);

  it('tells nothing else, however fresh it is', async () => {
    await caughtUp();
    await standby.sql('SELECT pg_wal_replay_pause()');
    await submit();
    const { cases } = await gateway.data<{ cases: { totalCount: number } }>(
      'landlord-bostaden',
      '{ cases { totalCount } }',
    );
    await standby.sql('SELECT pg_wal_replay_resume()');
    expect(cases.totalCount).toBe(lastNumber);
  }, 60_000);

  it('tells the cells of a quarter that was counted, which the primary is not asked for again', async () => {
    await gateway.data('oversight-farsta', STATISTICS);
    await cluster.sql(
      `INSERT INTO statistics.cell (quarter, board_id, protected, measure, rounded, at_least)
       VALUES ('2026-Q3', 'farsta', false, 'notices', 20, 16), ('2026-Q3', 'farsta', true, 'notices', 5, 1)`,
    );
    await submit();
    await caughtUp();
    await standby.sql('SELECT pg_wal_replay_pause()');
    await cluster.sql('DELETE FROM statistics.cell', 'DELETE FROM statistics.quarter');
    expect(await gateway.data('oversight-farsta', STATISTICS)).toEqual({
      evictionStatistics: [{ notices: 25 }],
    });
    const kept = await cluster.sql('SELECT name FROM statistics.quarter');
    await standby.sql('SELECT pg_wal_replay_resume()');
    expect(kept).toEqual([]);
  }, 60_000);

  it('tells what was counted, and its cells, of one moment', async () => {
    // Behind what an earlier test has deleted.
    await readByBoard();
    await caughtUp();
    await gateway.data('oversight-farsta', STATISTICS);
    await caughtUp();
    const primary = new Client({ connectionString: cluster.superuserUrl });
    await primary.connect();
    await primary.query('BEGIN');
    // It is held on the standby too, as soon as that has come to a commit behind it.
    await primary.query('LOCK TABLE statistics.cell');
    await readByBoard();
    await caughtUp();
    const answer = gateway.data('oversight-farsta', STATISTICS);
    const waits = `SELECT FROM pg_stat_activity WHERE application_name = 'kvarbo-replica' AND wait_event_type = 'Lock'`;
    while ((await standby.sql(waits)).length === 0) await pause(20);
    await primary.query('DELETE FROM statistics.cell');
    await primary.query('DELETE FROM statistics.quarter');
    await primary.query('COMMIT');
    await primary.end();
    await answer;
    // It no longer has the quarter whose cells it was asked for, so that the primary was asked.
    expect(await cluster.sql('SELECT name FROM statistics.quarter')).not.toEqual([]);
  }, 60_000);

  it('is done without when it is gone', async () => {
    await caughtUp();
    await standby.halt();
    const all = await entriesOf(cluster);
    expect(await entriesTold()).toBeGreaterThanOrEqual(all);
    await gateway.data('oversight-farsta', STATISTICS);
  }, 60_000);
});
