import type { SigningKey } from '../persistence';
import { readEnvironment, readLogRetention, readPurge, type PurgeConfig } from './keeping';
import { readPostgresUrl } from './postgres-url';
import { readSealingKeys, type SealingKey } from './sealing-keys';
import { ConfigError, Settings, type Environment } from './settings';

/** What commands about the disclosure log need; null where it is not set. */
export interface LogSettings {
  /** PostgreSQL with a login that may become `kvarbo_log_auditor`. `KVARBO_MIGRATION_DATABASE_URL`. */
  readonly databaseUrl: string | null;
  readonly isProduction: boolean;
  readonly dataDir: string;
  readonly retentionMonths: number;
  readonly signingKeys: readonly SigningKey[] | null;
  readonly sealingKeys: readonly SealingKey[] | null;
  readonly indexKey: string | null;
}

/**
 * Where the disclosure log is and by which keys it is written, as far as the environment says.
 *
 * @throws ConfigError if something of it is wrong.
 */
export function loadLogSettings(environment: Environment = process.env): LogSettings {
  const settings = new Settings(environment);
  const sealing = settings.json('KVARBO_SEALING_KEYS');
  const read = {
    databaseUrl: readPostgresUrl(settings, 'KVARBO_MIGRATION_DATABASE_URL') ?? null,
    isProduction: readEnvironment(settings) === 'production',
    dataDir: settings.text('KVARBO_DATA_DIR') ?? '.kvarbo',
    retentionMonths: readLogRetention(settings),
    signingKeys: settings.signingKeys('KVARBO_SIGNING_KEYS') ?? null,
    sealingKeys: sealing === undefined ? null : readSealingKeys(settings, sealing),
    indexKey: settings.key('KVARBO_INDEX_KEY') ?? null,
  };
  if (settings.faults.length > 0) throw new ConfigError(settings.faults);
  return read;
}

/** What the commands of retention need. */
export type PurgeSettings = LogSettings & PurgeConfig;

/**
 * Where the database and the ledger of what was purged are, as far as the environment says.
 *
 * @throws ConfigError if something of it is wrong.
 */
export function loadPurgeSettings(environment: Environment = process.env): PurgeSettings {
  const log = loadLogSettings(environment);
  const settings = new Settings(environment);
  const purge = readPurge(settings, log.isProduction);
  if (settings.faults.length > 0) throw new ConfigError(settings.faults);
  return { ...log, ...purge };
}

/**
 * Where migrations are run, which is all that their command needs of the environment.
 *
 * @throws ConfigError if `KVARBO_MIGRATION_DATABASE_URL` is missing or no PostgreSQL address.
 */
export function loadMigrationUrl(environment: Environment = process.env): string {
  const settings = new Settings(environment);
  settings.require('KVARBO_MIGRATION_DATABASE_URL');
  const url = readPostgresUrl(settings, 'KVARBO_MIGRATION_DATABASE_URL');
  if (settings.faults.length > 0) throw new ConfigError(settings.faults);
  return url ?? '';
}
