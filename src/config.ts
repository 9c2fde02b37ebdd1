import { issuerFaults, type IssuerConfig } from './identity';
import { signingKeyFaults, type SigningKey } from './persistence';

/** How much the log tells, from least to most detail after `silent`. */
export type LogLevel = 'silent' | 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace';

/** One key that seals personal data at rest. */
export interface SealingKey {
  /** Names the key inside every value that it sealed: 1 to 32 of `a-z`, `0-9`, `-`. Never reused. */
  readonly id: string;
  /** 32 random bytes in base64. */
  readonly key: string;
}

/** Whom to trust, where the data is and which keys protect it, when all of them are given from outside. */
export interface ExternalConfig {
  /** PostgreSQL with the service's login, which owns nothing. `DATABASE_URL`, required. */
  readonly databaseUrl: string;
  /** PostgreSQL with the owner's login, for commands alone. `KVARBO_MIGRATION_DATABASE_URL`, default null. */
  readonly migrationDatabaseUrl: string | null;
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

/** Every setting of the service, checked and frozen. */
export interface Config {
  /** `NODE_ENV`, default `development`. */
  readonly environment: 'production' | 'development' | 'test';
  /** Address to listen on. `KVARBO_HOST`, default 127.0.0.1. */
  readonly host: string;
  /** Port of the gateway; 0 is any free one. `PORT`, default 4000. */
  readonly port: number;
  /** Port of the development identity provider; 0 is any free one. `KVARBO_IDENTITY_PORT`, default 4001. */
  readonly identityPort: number;
  /** Port of the embedded PostgreSQL; 0 is any free one. `KVARBO_DATABASE_PORT`, default 4002. */
  readonly databasePort: number;
  /** Folder of the embedded PostgreSQL and the development keys. `KVARBO_DATA_DIR`, default `.kvarbo`. */
  readonly dataDir: string;
  /** `KVARBO_LOG_LEVEL`, default `info`. */
  readonly logLevel: LogLevel;
  /** Whole months that the disclosure log is kept, 24 to 1200. `KVARBO_LOG_RETENTION_MONTHS`, default 60. */
  readonly logRetentionMonths: number;
  /** File outside the database that remembers what was purged. `KVARBO_PURGE_LEDGER`, in production none by default. */
  readonly purgeLedger: string | null;
  /** Hours between the runs of `npm run purge -- --schedule`, 0 to 720; 0 is none. `KVARBO_PURGE_INTERVAL_HOURS`, default 0. */
  readonly purgeIntervalHours: number;
  /** Whether clients may ask for the schema. `KVARBO_INTROSPECTION`, default on in the development start, else off. */
  readonly introspection: boolean;
  /** Null in the development start, which makes database, issuer and keys of its own. */
  readonly external: ExternalConfig | null;
}

/** The environment cannot be used; `faults` says all that is wrong with it, one line each, without any value. */
export class ConfigError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'ConfigError';
  }
}

/** The variables of the process, or what stands in for them in a test. */
export type Environment = Readonly<Record<string, string | undefined>>;

const ENVIRONMENTS = ['production', 'development', 'test'] as const;
const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;
const SWITCH = ['on', 'off'] as const;

/** Months; those who may look into the log must have the time to. */
const LOG_RETENTION = { least: 24, most: 1200, otherwise: 60 } as const;

/** Hours; a month is the longest that anything is kept beyond its time. */
const PURGE_INTERVAL = { least: 0, most: 720, otherwise: 0 } as const;

/** The keys, which are used with settings from outside alone and then all required. */
const KEYS = [
  'KVARBO_SEALING_KEYS',
  'KVARBO_INDEX_KEY',
  'KVARBO_ALIAS_KEY',
  'KVARBO_SIGNING_KEYS',
] as const;

/**
 * Decides how the service runs: checks the whole environment and reports all faults at once.
 *
 * With `DATABASE_URL` and `KVARBO_ISSUERS` the keys are required and nothing of the development start is used;
 * with neither the development start makes its own. An empty value counts as not set.
 *
 * @throws ConfigError if anything is missing, wrong, half set or misspelt.
 */
export function readConfig(environment: Environment): Config {
  const settings = new Settings(environment);
  const nodeEnv = settings.choice('NODE_ENV', ENVIRONMENTS, 'development');
  const basics = {
    environment: nodeEnv,
    host: settings.matching('KVARBO_HOST', /^[^\s/]+$/, 'an address', '127.0.0.1'),
    port: settings.port('PORT', 4000),
    identityPort: settings.port('KVARBO_IDENTITY_PORT', 4001),
    databasePort: settings.port('KVARBO_DATABASE_PORT', 4002),
    dataDir: settings.text('KVARBO_DATA_DIR') ?? '.kvarbo',
    logLevel: settings.choice('KVARBO_LOG_LEVEL', LOG_LEVELS, 'info'),
    logRetentionMonths: settings.months('KVARBO_LOG_RETENTION_MONTHS', LOG_RETENTION),
    ...readPurge(settings, nodeEnv === 'production'),
  };
  const external = readExternal(settings, nodeEnv === 'production');
  const introspection = settings.choice('KVARBO_INTROSPECTION', SWITCH, external ? 'off' : 'on');
  if (introspection === 'on' && nodeEnv === 'production') {
    settings.fault('KVARBO_INTROSPECTION', 'must be off when NODE_ENV is production');
  }
  settings.refuseEqualPorts(
    ['PORT', 'KVARBO_IDENTITY_PORT', 'KVARBO_DATABASE_PORT'],
    [basics.port, basics.identityPort, basics.databasePort],
  );
  settings.refuseUnknown();
  if (settings.faults.length > 0) throw new ConfigError(settings.faults);
  return deepFreeze({ ...basics, introspection: introspection === 'on', external });
}

function readPurge(
  settings: Settings,
  isProduction: boolean,
): Pick<Config, 'purgeLedger' | 'purgeIntervalHours'> {
  const dataDir = settings.text('KVARBO_DATA_DIR') ?? '.kvarbo';
  return {
    purgeLedger:
      settings.text('KVARBO_PURGE_LEDGER') ?? (isProduction ? null : `${dataDir}/purged.jsonl`),
    purgeIntervalHours: settings.number('KVARBO_PURGE_INTERVAL_HOURS', 'hours', PURGE_INTERVAL),
  };
}

function readExternal(settings: Settings, isProduction: boolean): ExternalConfig | null {
  const databaseUrl = settings.postgresUrl('DATABASE_URL');
  const migrationDatabaseUrl = settings.postgresUrl('KVARBO_MIGRATION_DATABASE_URL');
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
  const secrets = [...sealing.map(({ key }) => key), indexKey, aliasKey].filter((key) => key);
  if (new Set(secrets).size < secrets.length) {
    settings.fault(
      'KVARBO_SEALING_KEYS',
      'no two keys may be equal, those for index and aliases included',
    );
  }
  return {
    databaseUrl: databaseUrl ?? '',
    migrationDatabaseUrl: migrationDatabaseUrl ?? null,
    issuers: issuers as IssuerConfig[],
    sealingKeys: sealing,
    indexKey: indexKey ?? '',
    aliasKey: aliasKey ?? '',
    signingKeys: signingKeys ?? [],
  };
}

function readSealingKeys(settings: Settings, value: unknown): SealingKey[] {
  const name = 'KVARBO_SEALING_KEYS';
  if (!Array.isArray(value) || value.length === 0 || !value.every(isSealingKey)) {
    settings.fault(name, 'must be a JSON list of {"id","key"}, the key being 32 bytes in base64');
    return [];
  }
  if (new Set(value.map(({ id }) => id)).size < value.length) {
    settings.fault(name, 'an id is used twice');
  }
  return value;
}

function isSealingKey(value: unknown): value is SealingKey {
  if (typeof value !== 'object' || value === null) return false;
  const { id, key, ...rest } = value as Record<string, unknown>;
  if (typeof id !== 'string' || typeof key !== 'string') return false;
  return /^[a-z0-9-]{1,32}$/.test(id) && isKey(key) && Object.keys(rest).length === 0;
}

/** Strict base64: Node's decoder would take almost anything. */
function isKey(value: string): boolean {
  const bytes = Buffer.from(value, 'base64');
  return bytes.length === 32 && bytes.toString('base64') === value;
}

/** The environment while it is read: hands out values and collects what is wrong with them. */
class Settings {
  readonly faults: string[] = [];
  private readonly read = new Set<string>();

  constructor(private readonly environment: Environment) {}

  text(name: string): string | undefined {
    this.read.add(name);
    const value = this.environment[name];
    return value === '' ? undefined : value;
  }

  isSet(name: string): boolean {
    return this.text(name) !== undefined;
  }

  require(name: string): void {
    if (!this.isSet(name)) this.fault(name, 'is required');
  }

  fault(name: string, rule: string): void {
    this.faults.push(`${name}: ${rule}`);
  }

  matching(name: string, pattern: RegExp, what: string, otherwise: string): string {
    const value = this.text(name) ?? otherwise;
    if (!pattern.test(value)) this.fault(name, `must be ${what}`);
    return value;
  }

  choice<T extends string>(name: string, choices: readonly T[], otherwise: T): T {
    const value = this.text(name) ?? otherwise;
    const choice = choices.find((candidate) => candidate === value);
    if (choice === undefined) this.fault(name, `must be one of ${choices.join(', ')}`);
    return choice ?? otherwise;
  }

  port(name: string, otherwise: number): number {
    const value = this.text(name) ?? String(otherwise);
    const isPort = /^\d{1,5}$/.test(value) && Number(value) <= 65_535;
    if (!isPort) this.fault(name, 'must be a port, 0 to 65535');
    return isPort ? Number(value) : otherwise;
  }

  postgresUrl(name: string): string | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const url = URL.canParse(value) ? new URL(value) : null;
    if (!url || !['postgres:', 'postgresql:'].includes(url.protocol) || url.username === '') {
      this.fault(name, 'must be postgresql://LOGIN:PASSWORD@HOST:PORT/DATABASE');
    }
    return value;
  }

  key(name: string): string | undefined {
    const value = this.text(name);
    if (value !== undefined && !isKey(value)) this.fault(name, 'must be 32 bytes in base64');
    return value;
  }

  months(name: string, range: typeof LOG_RETENTION): number {
    return this.number(name, 'months', range);
  }

  number(
    name: string,
    unit: string,
    {
      least,
      most,
      otherwise,
    }: { readonly least: number; readonly most: number; readonly otherwise: number },
  ): number {
    const value = this.text(name) ?? String(otherwise);
    const isInRange = /^\d{1,4}$/.test(value) && Number(value) >= least && Number(value) <= most;
    if (!isInRange) this.fault(name, `must be a number of ${unit}, ${least} to ${most}`);
    return isInRange ? Number(value) : otherwise;
  }

  signingKeys(name: string): readonly SigningKey[] | undefined {
    const value = this.json(name);
    if (value === undefined) return undefined;
    const faults = signingKeyFaults(value);
    for (const fault of faults) this.fault(name, fault);
    return faults.length === 0 ? (value as SigningKey[]) : undefined;
  }

  json(name: string): unknown {
    const value = this.text(name);
    if (value === undefined) return undefined;
    try {
      return JSON.parse(value);
    } catch {
      this.fault(name, 'must be JSON');
      return undefined;
    }
  }

  refuseEqualPorts(names: readonly string[], ports: readonly number[]): void {
    const fixed = ports.filter((port) => port !== 0);
    if (new Set(fixed).size < fixed.length) this.fault(names.join(', '), 'must be different ports');
  }

  /** A misspelt name would silently leave its default in force. */
  refuseUnknown(): void {
    for (const name of Object.keys(this.environment)) {
      if (name.startsWith('KVARBO_') && !this.read.has(name)) {
        this.fault(name, 'is not a setting of this service');
      }
    }
  }
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(deepFreeze);
    Object.freeze(value);
  }
  return value;
}

/** The settings of this process. @throws ConfigError if anything is missing, wrong, half set or misspelt. */
export function loadConfig(): Config {
  return readConfig(process.env);
}

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
    databaseUrl: settings.postgresUrl('KVARBO_MIGRATION_DATABASE_URL') ?? null,
    isProduction: settings.choice('NODE_ENV', ENVIRONMENTS, 'development') === 'production',
    dataDir: settings.text('KVARBO_DATA_DIR') ?? '.kvarbo',
    retentionMonths: settings.months('KVARBO_LOG_RETENTION_MONTHS', LOG_RETENTION),
    signingKeys: settings.signingKeys('KVARBO_SIGNING_KEYS') ?? null,
    sealingKeys: sealing === undefined ? null : readSealingKeys(settings, sealing),
    indexKey: settings.key('KVARBO_INDEX_KEY') ?? null,
  };
  if (settings.faults.length > 0) throw new ConfigError(settings.faults);
  return read;
}

/** What the commands of retention need. */
export type PurgeSettings = LogSettings & Pick<Config, 'purgeLedger' | 'purgeIntervalHours'>;

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
  const url = settings.postgresUrl('KVARBO_MIGRATION_DATABASE_URL');
  if (settings.faults.length > 0) throw new ConfigError(settings.faults);
  return url ?? '';
}
