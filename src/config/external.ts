import { issuerFaults, type IssuerConfig } from '../identity';
import type { SigningKey } from '../persistence';
import { readPostgresUrl } from './postgres-url';
import { readSealingKeys, type SealingKey } from './sealing-keys';
import type { Settings } from './settings';
import { readStore, type StoreConfig } from './store';

/** Whom to trust, where the data is and which keys protect it, when all of them are given from outside. */
export interface ExternalConfig {
  /** PostgreSQL with the service's login, which owns nothing. `DATABASE_URL`, required. */
  readonly databaseUrl: string;
  /** PostgreSQL with the owner's login, for commands alone. `KVARBO_MIGRATION_DATABASE_URL`, default null. */
  readonly migrationDatabaseUrl: string | null;
  /** How the database is used. */
  readonly store: StoreConfig;
  /** The trusted issuers of access tokens, at least one. `KVARBO_ISSUERS`, required. */
  readonly issuers: readonly IssuerConfig[];
  /** The first seals, every one opens: put a new key first to rotate. `KVARBO_SEALING_KEYS`, required. */
  readonly sealingKeys: readonly SealingKey[];
  /** Key of the search indexes: 32 random bytes in base64, never rotated alone. `KVARBO_INDEX_KEY`, required. */
  readonly indexKey: string;
  /** Key of ids and cursors: 32 random bytes in base64; a new one makes old ids unknown. `KVARBO_ALIAS_KEY`, required. */
  readonly aliasKey: string;
  /** The first signs checkpoints and receipts, the public halves of all are published. `KVARBO_SIGNING_KEYS`, required. */
  readonly signingKeys: readonly SigningKey[];
}

/** The keys, which are used with settings from outside alone and then all required. */
const KEYS = [
  'KVARBO_SEALING_KEYS',
  'KVARBO_INDEX_KEY',
  'KVARBO_ALIAS_KEY',
  'KVARBO_SIGNING_KEYS',
] as const;

/**
 * Reads what is given from outside; null in the development start.
 *
 * @param isProduction - whether nothing of the development start may be used
 * @param engineSecret - of a subgraph, which must differ from all keys
 */
export function readExternal(
  settings: Settings,
  isProduction: boolean,
  engineSecret: string | null,
): ExternalConfig | null {
  const databaseUrl = readPostgresUrl(settings, 'DATABASE_URL');
  const migrationDatabaseUrl = readPostgresUrl(settings, 'KVARBO_MIGRATION_DATABASE_URL');
  const store = readStore(settings);
  const issuers = settings.json('KVARBO_ISSUERS');
  const sealingKeys = settings.json('KVARBO_SEALING_KEYS');
  const indexKey = settings.key('KVARBO_INDEX_KEY');
  const aliasKey = settings.key('KVARBO_ALIAS_KEY');
  const signingKeys = settings.signingKeys('KVARBO_SIGNING_KEYS');
  const isExternal = settings.isSet('DATABASE_URL') || settings.isSet('KVARBO_ISSUERS');
  if (!isExternal && !isProduction) {
    for (const name of KEYS) {
      if (settings.isSet(name)) {
        settings.fault(name, 'is used only together with DATABASE_URL and KVARBO_ISSUERS');
      }
    }
    return null;
  }
  for (const name of ['DATABASE_URL', 'KVARBO_ISSUERS', ...KEYS]) settings.require(name);
  if (issuers !== undefined) {
    for (const fault of issuerFaults(issuers)) settings.fault('KVARBO_ISSUERS', fault);
  }
  const sealing = sealingKeys === undefined ? [] : readSealingKeys(settings, sealingKeys);
  const keys = [...sealing.map(({ key }) => key), indexKey, aliasKey, engineSecret];
  const secrets = keys.filter((key) => key);
  if (new Set(secrets).size < secrets.length) {
    settings.fault(
      'KVARBO_SEALING_KEYS',
      'no two keys may be equal, those for index, aliases and engine included',
    );
  }
  return {
    databaseUrl: databaseUrl ?? '',
    migrationDatabaseUrl: migrationDatabaseUrl ?? null,
    store,
    issuers: issuers as IssuerConfig[],
    sealingKeys: sealing,
    indexKey: indexKey ?? '',
    aliasKey: aliasKey ?? '',
    signingKeys: signingKeys ?? [],
  };
}
