import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import type { ExternalConfig } from '../../src/config';
import { demoClients } from '../../src/development/demo-clients';
import { requestDemoToken } from '../../src/development/demo-token';
import { freePort } from '../../src/development/free-port';
import { startIdentityProvider } from '../../src/development/identity-provider';
import { createTestDatabase } from '../support/database';
import { testSettings } from '../support/gateway';
import { compileService, startGatewayProcess } from '../support/gateway-process';
import type { GatewayProcess, GatewayProcessOptions } from '../support/gateway-process';
import { startBalancer } from '../support/balancer';
import type { Balancer } from '../support/balancer';

/** Well below the notice that an instance gives. */
const HEALTH_EVERY_MS = 200;
const ROOT = path.resolve(__dirname, '../..');

/** Several instances, each a process as in production, over one database behind one balancer. */
export interface Installation {
  /** Of the balancer. */
  readonly url: string;
  readonly balancer: Balancer;
  readonly settings: ExternalConfig;
  /** As the superuser. */
  readonly store: Client;
  /** Where each instance answers by itself; null while it is down. */
  urls(): readonly (string | null)[];
  /** A token of a demo client for its first purpose. */
  token(clientId: string): Promise<string>;
  /** `kill -9`, and started anew on the same port. */
  kill(index: number): Promise<void>;
  /** SIGTERM, and started anew on the same port; returns how it ended, 0 after a clean stop. */
  restart(index: number): Promise<number | null>;
  stop(): Promise<void>;
}

/** Compiles the service and starts it as often as is asked for. */
export async function startInstallation(
  count: number,
  settingsOf: (settings: ExternalConfig) => ExternalConfig | Promise<ExternalConfig> = (given) =>
    given,
): Promise<Installation> {
  await mkdir(path.join(ROOT, '.kvarbo'), { recursive: true });
  const program = await mkdtemp(path.join(ROOT, '.kvarbo', 'instances-'));
  await compileService(ROOT, program);
  const database = await createTestDatabase();
  const store = new Client({ connectionString: database.superuserUrl });
  // Whoever asks it meets the fault.
  store.on('error', () => undefined);
  await store.connect();
  const identity = await startIdentityProvider({ port: 0, audience: 'urn:kvarbo:test' });
  const settings = await settingsOf(testSettings(database, identity.url));
  const options: GatewayProcessOptions[] = [];
  for (let index = 0; index < count; index += 1) {
    options.push({ program, settings, port: await freePort(), drainDelaySeconds: 1 });
  }
  const instances: (GatewayProcess | null)[] = await allStarted(options);
  const balancer = await startBalancer(options.map(({ port }) => port));
  const watch = watchHealth(
    balancer,
    options.map(({ port }) => port),
  );
  const tokens = new Map<string, Promise<string>>();

  const startedAnew = async (
    index: number,
    end: (instance: GatewayProcess) => Promise<void>,
  ): Promise<number | null> => {
    const instance = instances[index];
    const option = options[index];
    if (!instance || !option) throw new Error('No such instance runs.');
    instances[index] = null;
    await end(instance);
    instances[index] = await startGatewayProcess(option);
    return instance.child.exitCode;
  };

  return {
    url: `http://127.0.0.1:${balancer.port}/graphql`,
    balancer,
    settings,
    store,
    urls: () => instances.map((instance) => instance?.url ?? null),
    token: (clientId) => {
      const known = tokens.get(clientId) ?? tokenOf(identity.url, clientId);
      tokens.set(clientId, known);
      return known;
    },
    kill: async (index) => {
      await startedAnew(index, (instance) => instance.kill());
    },
    restart: (index) => startedAnew(index, (instance) => instance.stop()),
    stop: async () => {
      await watch.stop();
      await Promise.all(instances.flatMap((instance) => (instance ? [instance.kill()] : [])));
      await balancer.close();
      await identity.stop();
      await store.end();
      await database.drop();
      await rm(program, { recursive: true, force: true });
    },
  };
}

/** All instances or none: one that does not start leaves no other one running. */
async function allStarted(options: readonly GatewayProcessOptions[]): Promise<GatewayProcess[]> {
  const starting = options.map(startGatewayProcess);
  try {
    return await Promise.all(starting);
  } catch (error) {
    for (const start of await Promise.allSettled(starting)) {
      if (start.status === 'fulfilled') await start.value.kill();
    }
    throw error;
  }
}

/** Leaves an instance out of the balancer as long as it does not say that it is ready. */
function watchHealth(balancer: Balancer, ports: readonly number[]) {
  let isOver = false;
  const watch = async (port: number): Promise<void> => {
    while (!isOver) {
      const answer = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => null);
      await answer?.arrayBuffer().catch(() => undefined);
      if (answer?.status === 200) balancer.takeIn(port);
      else balancer.leaveOut(port);
      await pause(HEALTH_EVERY_MS);
    }
  };
  const watching = Promise.all(ports.map(watch));
  return {
    stop: async (): Promise<void> => {
      isOver = true;
      await watching;
    },
  };
}

function tokenOf(identityUrl: string, clientId: string): Promise<string> {
  const client = demoClients.find((one) => one.clientId === clientId);
  const [purpose] = client?.purposes ?? [];
  if (!client || !purpose) throw new Error(`There is no demo client ${clientId}.`);
  return requestDemoToken(identityUrl, { client, purpose, principal: undefined });
}
