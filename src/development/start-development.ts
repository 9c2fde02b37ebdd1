import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { STORE_DEFAULTS } from '../config';
import type { ExternalConfig, Config } from '../config';
import { runMigrations } from '../persistence';
import type { Lifecycle } from '../server';
import { demoIssuerConfig } from './demo-clients';
import { developmentKeys } from './development-keys';
import { startEmbeddedPostgres } from './embedded-postgres';
import { startIdentityProvider } from './identity-provider';
import { prepareDatabase } from './prepare-database';
import { admitSubgraphs } from './subgraph-logins';
import type { SubgraphUrls } from './subgraph-logins';

/** The audience of development tokens, whatever the gateway's port. */
const DEVELOPMENT_AUDIENCE = 'urn:kvarbo:development';

/** What the development start gives in place of settings from outside. */
export interface DevelopmentStart {
  /** Of the whole graph, or of the subgraph that is set. */
  readonly settings: ExternalConfig;
  /** The database as each subgraph logs in. */
  readonly subgraphUrls: SubgraphUrls;
  readonly identityUrl: string;
}

/**
 * Starts what a bare machine lacks, a PostgreSQL and an identity provider, and migrates the database.
 *
 * @throws Error with one line for people: a port in use, a folder that is not ours
 */
export async function startDevelopment(
  config: Config,
  lifecycle: Lifecycle,
  log: (line: string) => void,
): Promise<DevelopmentStart> {
  const dataDir = path.resolve(config.dataDir);
  await mkdir(dataDir, { recursive: true });
  const keys = await developmentKeys(dataDir);
  const identity = await startIdentityProvider({
    port: config.identityPort,
    audience: DEVELOPMENT_AUDIENCE,
    keyFile: path.join(dataDir, 'identity-keys.json'),
  });
  lifecycle.onStop('identity provider', () => identity.stop());
  const postgres = await startEmbeddedPostgres({
    dataDir: path.join(dataDir, 'postgres'),
    port: config.databasePort,
    log,
  });
  lifecycle.onStop('PostgreSQL', () => postgres.stop());
  const { serviceUrl, ownerUrl } = await prepareDatabase(postgres.superuserUrl, {
    database: 'kvarbo',
    servicePassword: keys.servicePassword,
    ownerPassword: keys.ownerPassword,
  });
  await runMigrations(ownerUrl);
  const subgraphUrls = await admitSubgraphs(ownerUrl, keys.subgraphPassword);
  return {
    subgraphUrls,
    identityUrl: identity.url,
    settings: {
      databaseUrl: config.subgraph === null ? serviceUrl : subgraphUrls[config.subgraph],
      migrationDatabaseUrl: ownerUrl,
      store: STORE_DEFAULTS,
      issuers: [demoIssuerConfig(identity.issuer, DEVELOPMENT_AUDIENCE)],
      sealingKeys: keys.sealingKeys,
      indexKey: keys.indexKey,
      aliasKey: keys.aliasKey,
      signingKeys: keys.signingKeys,
    },
  };
}
