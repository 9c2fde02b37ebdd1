import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startIdentityProvider } from '../../src/development/identity-provider';
import { startBalancer } from '../support/balancer';
import { startTestGateway } from '../support/gateway';
import type { TestGateway } from '../support/gateway';
import { heldLink } from '../support/held-link';
import { startOwnCluster } from '../support/own-cluster';
import type { OwnCluster } from '../support/own-cluster';
import { startStandby } from '../support/standby';
import type { Standby } from '../support/standby';

/** A gateway whose store is reached by an address that a cluster moves from server to server. */
export interface MovedAddress {
  readonly primary: OwnCluster;
  readonly standby: Standby;
  readonly gateway: TestGateway;
  /** Where new connections lead from now on; open ones stay where they are. */
  leadTo(server: 'primary' | 'standby'): void;
  /** Waits until the standby has replayed what the primary has written so far. */
  caughtUp(): Promise<void>;
  /** Kills the primary some time after the standby got anything from it: what was acknowledged meanwhile is nowhere else. */
  killPrimary(): Promise<void>;
  /** Has the standby take over, and the address lead to it. */
  promote(): Promise<void>;
  stop(): Promise<void>;
}

/** Longer than a write takes. */
const SILENCE_MS = 400;

/** Starts it all, with the address at the primary, whose commits wait until the standby has them on its disk. */
export async function startMovedAddress(): Promise<MovedAddress> {
  const primary = await startOwnCluster();
  const link = await heldLink(primary.port);
  const superuserUrl = new URL(primary.superuserUrl);
  superuserUrl.port = String(link.port);
  const standby = await startStandby({ ...primary, superuserUrl: superuserUrl.href });
  await waitForStandby(primary);
  const ports = { primary: primary.port, standby: Number(new URL(standby.serviceUrl).port) };
  const address = await startBalancer(Object.values(ports));
  const leadTo: MovedAddress['leadTo'] = (server) => {
    address.takeIn(ports[server]);
    address.leaveOut(ports[server === 'primary' ? 'standby' : 'primary']);
  };
  leadTo('primary');
  const serviceUrl = new URL(primary.serviceUrl);
  serviceUrl.port = String(address.port);
  const identity = await startIdentityProvider({ port: 0, audience: 'urn:kvarbo:test' });
  const database = { ...primary, serviceUrl: serviceUrl.href };
  const gateway = await startTestGateway({ over: { database, identity } });
  return {
    primary,
    standby,
    gateway,
    leadTo,
    caughtUp: async () => {
      const [end] = await primary.sql('SELECT pg_current_wal_lsn()::text AS lsn');
      const question = `SELECT pg_last_wal_replay_lsn() >= '${String(end?.lsn)}' AS reached`;
      while ((await standby.sql(question))[0]?.reached !== true);
    },
    killPrimary: async () => {
      link.hold();
      await pause(SILENCE_MS);
      const pidFile = path.join(primary.dataDir, 'cluster', 'postmaster.pid');
      process.kill(Number((await readFile(pidFile, 'utf8')).split('\n')[0]), 'SIGKILL');
      // Its backends notice by themselves.
      await pause(SILENCE_MS);
      await link.close();
    },
    promote: async () => {
      leadTo('standby');
      await standby.sql('SELECT pg_promote()');
    },
    stop: async () => {
      await gateway.stop();
      await identity.stop();
      await address.close();
      await standby.stop();
      await link.close();
      await primary.stop();
    },
  };
}

/** Makes replication synchronous, over the setting that lets tests be fast. */
async function waitForStandby(primary: OwnCluster): Promise<void> {
  await primary.sql(
    'ALTER DATABASE kvarbo SET synchronous_commit = on',
    `ALTER SYSTEM SET synchronous_standby_names = '*'`,
    'SELECT pg_reload_conf()',
  );
  const isWaitedFor = `SELECT FROM pg_stat_replication WHERE sync_state = 'sync'`;
  while ((await primary.sql(isWaitedFor)).length === 0) await pause(20);
}
