import { startIdentityProvider } from '../../src/development/identity-provider';
import { startBalancer } from '../support/balancer';
import { startTestGateway } from '../support/gateway';
import type { TestGateway, TestGatewayOptions } from '../support/gateway';
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
  stop(): Promise<void>;
}

/** Starts it all, with the address at the primary. */
export async function startMovedAddress(
  store: TestGatewayOptions['store'] = {},
): Promise<MovedAddress> {
  const primary = await startOwnCluster();
  const standby = await startStandby(primary);
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
  const gateway = await startTestGateway({ over: { database, identity }, store });
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
    stop: async () => {
      await gateway.stop();
      await identity.stop();
      await address.close();
      await standby.stop();
      await primary.stop();
    },
  };
}
