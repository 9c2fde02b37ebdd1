import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readerKey } from '../src/cases';
import type { ExternalConfig } from '../src/config';
import { demoClients, demoIssuerConfig } from '../src/development/demo-clients';
import { requestDemoToken } from '../src/development/demo-token';
import { startEmbeddedPostgres } from '../src/development/embedded-postgres';
import { freePort } from '../src/development/free-port';
import { startIdentityProvider } from '../src/development/identity-provider';
import { prepareDatabase } from '../src/development/prepare-database';
import { BlindIndexer, newSigningKey, runMigrations } from '../src/persistence';
import type { Lifecycle } from '../src/server';
import { startGatewayProcess } from '../test/support/gateway-process';
import { startChild } from './child';
import type { FloorSettings } from './floor.process';
import { LANDLORD } from './operation';
import { UNGUARDED } from './report';
import type { UnguardedSettings } from './unguarded.process';

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

const AUDIENCE = 'urn:kvarbo:bench';
/** As many as Kvarbo has for reads. */
const CONNECTIONS = 20;

/** Starts everything but the floor in a temporary folder, with the settings of production: committed data is on the disk. */
export async function startInstallation(lifecycle: Lifecycle): Promise<Installation> {
  const folder = await mkdtemp(path.join(tmpdir(), `kvarbo-bench-${process.pid}-`));
  lifecycle.onStop('folder', () => rm(folder, { recursive: true, force: true }));
  const postgres = await startEmbeddedPostgres({
    dataDir: path.join(folder, 'postgres'),
    port: 0,
    log: () => undefined,
  });
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

/** Starts the floor over the same tables; as the superuser, whom row security does not bind. */
export async function startFloor(
  { databaseUrl, settings }: Installation,
  lifecycle: Lifecycle,
): Promise<MeasuredServer> {
  const child = startChild<FloorSettings, number>('floor.process.js');
  lifecycle.onStop('floor', () => {
    child.stop();
  });
  const indexer = new BlindIndexer(Buffer.from(settings.indexKey, 'base64'));
  const port = await child.ask({
    databaseUrl,
    sealingKeys: settings.sealingKeys,
    landlord: readerKey(indexer, LANDLORD.number),
    connections: CONNECTIONS,
  });
  return { name: 'floor', pid: child.pid, url: `http://127.0.0.1:${port}/` };
}

/** Starts Kvarbo with policy and log switched off, over the same database. */
export async function startUnguarded(
  { settings, folder }: Installation,
  lifecycle: Lifecycle,
): Promise<MeasuredServer> {
  const child = startChild<UnguardedSettings, number>('unguarded.process.js');
  lifecycle.onStop('unguarded', () => {
    child.stop();
  });
  const port = await child.ask({
    settings,
    connections: { reads: CONNECTIONS, writes: 1 },
    logFile: path.join(folder, 'unguarded.log'),
  });
  return { name: UNGUARDED, pid: child.pid, url: `http://127.0.0.1:${port}/graphql` };
}

async function tokenOf(identityUrl: string, clientId: string): Promise<string> {
  const client = demoClients.find((one) => one.clientId === clientId);
  const [purpose] = client?.purposes ?? [];
  if (!client || !purpose) throw new Error(`There is no demo client ${clientId}.`);
  return requestDemoToken(identityUrl, { client, purpose, principal: undefined });
}
