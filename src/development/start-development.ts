import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { ExternalConfig, Config } from '../config';
import { runMigrations } from '../persistence';
import type { Lifecycle } from '../server';
import { demoIssuerConfig } from './demo-clients';
import { developmentKeys } from './development-keys';
import { startEmbeddedPostgres } from './embedded-postgres';
import { startIdentityProvider } from './identity-provider';
import { prepareDatabase } from './prepare-database';

/** The audience of development tokens, whatever the gateway's port. */
const DEVELOPMENT_AUDIENCE = 'urn:kvarbo:development';

/** What the development start gives in place of settings from outside. */
export interface DevelopmentStart {
  readonly settings: ExternalConfig;
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
  return {
    identityUrl: identity.url,
    settings: {
      databaseUrl: serviceUrl,
      migrationDatabaseUrl: ownerUrl,
      issuers: [demoIssuerConfig(identity.issuer, DEVELOPMENT_AUDIENCE)],
      sealingKeys: keys.sealingKeys,
      indexKey: keys.indexKey,
      aliasKey: keys.aliasKey,
      signingKeys: keys.signingKeys,
    },
  };
}
