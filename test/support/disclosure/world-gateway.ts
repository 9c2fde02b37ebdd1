import { randomBytes } from 'node:crypto';
import type { Config, ExternalConfig } from '../../../src/config';
import { demoClients } from '../../../src/development/demo-clients';
import { requestDemoToken } from '../../../src/development/demo-token';
import type { IdentityProvider } from '../../../src/development/identity-provider';
import { copyDatabase, dropDatabase } from '../../../src/development/prepare-database';
import type { Purpose } from '../../../src/shared';
import { announcedCluster } from '../cluster';

/** An answer as it left the server, byte by byte. */
export interface RawAnswer {
  readonly status: number;
  readonly text: string;
}

/** A gateway over one world, with a clock that stands still until it is moved. */
export interface WorldGateway {
  readonly clock: { now: Date };
  ask(token: string, body: object): Promise<RawAnswer>;
  stop(): Promise<void>;
}

/** The parts of the service that one registry of modules holds; each registry can run one gateway at a time. */
export interface ServiceModules {
  readonly topology: typeof import('../../../src/topology');
  readonly server: typeof import('../../../src/server');
  readonly shared: typeof import('../../../src/shared');
}

/** Loads the service a second time beside the first, so that two gateways run in one process. */
export async function isolatedService(): Promise<ServiceModules> {
  let modules: ServiceModules | undefined;
  await jest.isolateModulesAsync(async () => {
    modules = await loadedService();
  });
  if (!modules) throw new Error('The service was not loaded.');
  return modules;
}

/** The service as this test file has loaded it. */
export async function loadedService(): Promise<ServiceModules> {
  return {
    topology: await import('../../../src/topology'),
    server: await import('../../../src/server'),
    shared: await import('../../../src/shared'),
  };
}

const CONFIG: Config = {
  environment: 'test',
  host: '127.0.0.1',
  port: 0,
  identityPort: 0,
  databasePort: 0,
  dataDir: '',
  logLevel: 'error',
  introspection: true,
  subgraph: null,
  engineSecret: null,
  logRetentionMonths: 120,
  purgeLedger: '.kvarbo/purged.jsonl',
  purgeIntervalHours: 0,
  drainDelaySeconds: 0,
  external: null,
};

/** Starts a gateway on a database that is there, under keys that are given, at an instant that is given. */
export async function startWorldGateway(
  { topology, server, shared }: ServiceModules,
  settings: ExternalConfig,
  now: Date,
): Promise<WorldGateway> {
  const clock = { now };
  Object.assign(shared.systemClock, { now: () => clock.now });
  const log = server.createLogger({ level: 'error', destination: process.stderr });
  const lifecycle = server.createLifecycle({ log });
  const stop = async (): Promise<void> => {
    await lifecycle.stop();
  };
  const { url } = await topology
    .startGateway(CONFIG, settings, { log, lifecycle })
    .catch(async (error: unknown) => {
      await stop();
      throw error;
    });
  return {
    clock,
    ask: async (token, body) => {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify(body),
      });
      return { status: response.status, text: await response.text() };
    },
    stop,
  };
}

/** A copy of a database to which nobody is connected; a world that can be changed without changing the other one. */
export async function copyWorld(
  database: string,
): Promise<{ readonly serviceUrl: string; readonly superuserUrl: string; drop(): Promise<void> }> {
  const { superuserUrl, ...passwords } = announcedCluster();
  const copy = `kvarbo_world_${randomBytes(6).toString('hex')}`;
  const own = new URL(superuserUrl);
  own.pathname = `/${copy}`;
  const { serviceUrl } = await copyDatabase(superuserUrl, database, {
    database: copy,
    ...passwords,
  });
  return { serviceUrl, superuserUrl: own.href, drop: () => dropDatabase(superuserUrl, copy) };
}

/** Tokens of demo clients, each fetched once: a clock that stands still never lets them expire. */
export class WorldTokens {
  private readonly fetched = new Map<string, Promise<string>>();

  constructor(private readonly identity: Pick<IdentityProvider, 'url'>) {}

  of(clientId: string, purpose?: Purpose): Promise<string> {
    const key = `${clientId} ${purpose ?? ''}`;
    const known = this.fetched.get(key);
    if (known) return known;
    const client = demoClients.find((one) => one.clientId === clientId);
    const wanted = purpose ?? client?.purposes[0];
    if (!client || !wanted) throw new Error(`There is no demo client ${clientId}.`);
    const token = requestDemoToken(this.identity.url, {
      client,
      purpose: wanted,
      principal: client.actingFor[0],
    });
    this.fetched.set(key, token);
    return token;
  }
}
