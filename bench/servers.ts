import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { STORE_DEFAULTS } from '../src/config';
import type { ExternalConfig } from '../src/config';
import { demoClients, demoIssuerConfig } from '../src/development/demo-clients';
import { requestDemoToken } from '../src/development/demo-token';
import { startEmbeddedPostgres } from '../src/development/embedded-postgres';
import type { EmbeddedPostgres } from '../src/development/embedded-postgres';
import { freePort } from '../src/development/free-port';
import { startIdentityProvider } from '../src/development/identity-provider';
import { prepareDatabase } from '../src/development/prepare-database';
import { newSigningKey, runMigrations } from '../src/persistence';
import type { Lifecycle } from '../src/server';
import { startGatewayProcess } from '../test/support/gateway-process';

/** One of the servers that are compared. */
export interface MeasuredServer {
  readonly name: string;
  readonly pid: number;
  readonly url: string;
}

/** A PostgreSQL of our own, an identity provider, and Kvarbo as production runs it. */
export interface Installation {
  readonly kvarbo: MeasuredServer;
  /** As the superuser, in the database of the gateway. */
  readonly databaseUrl: string;
  readonly settings: ExternalConfig;
  /** Removed at the end. */
  readonly folder: string;
  /** A token of a demo client for its first purpose. */
  token(client: string): Promise<string>;
}

const MOST_CONNECTIONS = 250;
const AUDIENCE = 'urn:kvarbo:bench';

/** Starts everything but what Kvarbo is compared with, in a temporary folder, with the settings of production: committed data is on the disk. */
export async function startInstallation(lifecycle: Lifecycle): Promise<Installation> {
  const folder = await mkdtemp(path.join(tmpdir(), `kvarbo-bench-${process.pid}-`));
  lifecycle.onStop('folder', () => rm(folder, { recursive: true, force: true }));
  const postgres = await startPostgres(path.join(folder, 'postgres'));
  lifecycle.onStop('PostgreSQL', () => postgres.stop());
  const database = 'kvarbo_bench';
  const { serviceUrl, ownerUrl } = await prepareDatabase(postgres.superuserUrl, {
    database,
    servicePassword: randomBytes(24).toString('hex'),
    ownerPassword: randomBytes(24).toString('hex'),
  });
  await runMigrations(ownerUrl);
  const identity = await startIdentityProvider({ port: 0, audience: AUDIENCE });
  lifecycle.onStop('identity provider', () => identity.stop());
  const key = (): string => randomBytes(32).toString('base64');
  const settings: ExternalConfig = {
    databaseUrl: serviceUrl,
    migrationDatabaseUrl: null,
    store: STORE_DEFAULTS,
    issuers: [demoIssuerConfig(identity.issuer, AUDIENCE)],
    sealingKeys: [{ id: 'bench-1', key: key() }],
    indexKey: key(),
    aliasKey: key(),
    signingKeys: [newSigningKey()],
  };
  const kvarbo = await startGatewayProcess({
    program: path.join(__dirname, '..'),
    settings,
    port: await freePort(),
    logFile: path.join(folder, 'kvarbo.log'),
  });
  lifecycle.onStop('Kvarbo', () => kvarbo.stop());
  const own = new URL(postgres.superuserUrl);
  own.pathname = `/${database}`;
  return {
    kvarbo: { name: 'Kvarbo', pid: kvarbo.pid, url: kvarbo.url },
    databaseUrl: own.href,
    settings,
    folder,
    token: (client) => tokenOf(identity.url, client),
  };
}

/** With room for the connections of everything that is compared; that many are a setting which holds from the next start on. */
async function startPostgres(dataDir: string): Promise<EmbeddedPostgres> {
  const options = { dataDir, port: 0, log: () => undefined };
  const first = await startEmbeddedPostgres(options);
  const store = new Client({ connectionString: first.superuserUrl });
  await store.connect();
  await store.query(`ALTER SYSTEM SET max_connections = ${MOST_CONNECTIONS}`);
  await store.end();
  await first.stop();
  return startEmbeddedPostgres(options);
}

async function tokenOf(identityUrl: string, clientId: string): Promise<string> {
  const client = demoClients.find((one) => one.clientId === clientId);
  const [purpose] = client?.purposes ?? [];
  if (!client || !purpose) throw new Error(`There is no demo client ${clientId}.`);
  return requestDemoToken(identityUrl, { client, purpose, principal: undefined });
}
