import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Config, ExternalConfig } from '../config';
import type { DevelopmentKeys } from './development-keys';
import { readPostmaster } from './postmaster';

/** Store and keys of a gateway, without what is needed to answer requests. */
export type StoreSettings = Pick<
  ExternalConfig,
  'databaseUrl' | 'migrationDatabaseUrl' | 'sealingKeys' | 'indexKey' | 'aliasKey' | 'signingKeys'
>;

/**
 * The store and the keys of the development start that runs beside this command.
 *
 * @throws Error in one line for people where none runs
 */
export async function runningSettings({
  dataDir,
}: Pick<Config, 'dataDir'>): Promise<StoreSettings> {
  const folder = path.resolve(dataDir);
  const postmaster = await readPostmaster(path.join(folder, 'postgres', 'cluster'));
  const kept = await readFile(path.join(folder, 'keys.json'), 'utf8').catch(() => null);
  if (!postmaster?.ready || kept === null) {
    throw new Error(
      'No database: set DATABASE_URL with the keys and issuers, or let npm start run beside this command.',
    );
  }
  const keys = JSON.parse(kept) as DevelopmentKeys;
  const place = `127.0.0.1:${postmaster.port}/kvarbo`;
  return {
    databaseUrl: `postgres://kvarbo_service:${keys.servicePassword}@${place}`,
    migrationDatabaseUrl: `postgres://kvarbo_migrator:${keys.ownerPassword}@${place}`,
    sealingKeys: keys.sealingKeys,
    indexKey: keys.indexKey,
    aliasKey: keys.aliasKey,
    signingKeys: keys.signingKeys,
  };
}
