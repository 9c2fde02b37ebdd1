import { readExternal, type ExternalConfig } from './external';
import { readEnvironment, readLogRetention, readPurge, type PurgeConfig } from './keeping';
import { ConfigError, Settings, type Environment } from './settings';
import { readSubgraph, withOptions, type SubgraphConfig } from './subgraph';

/** How much the log tells, from least to most detail after `silent`. */
export type LogLevel = 'silent' | 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace';

/** Every setting of the service, checked and frozen. */
export interface Config extends PurgeConfig, SubgraphConfig {
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
  /**
   * Seconds between the end of readiness and the end of listening when the service is told to stop, 0 to 60.
   * `KVARBO_DRAIN_DELAY_SECONDS`, default 5, in the development start 0.
   */
  readonly drainDelaySeconds: number;
  /** Whether clients may ask for the schema. `KVARBO_INTROSPECTION`, default on in the development start, else off. */
  readonly introspection: boolean;
  /** Null in the development start, which makes database, issuer and keys of its own. */
  readonly external: ExternalConfig | null;
}

/** From least to most detail. */
export const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;
const SWITCH = ['on', 'off'] as const;

/** Seconds; longer than a balancer takes to see that an instance is not ready any more. */
export const DRAIN_DELAY = { least: 0, most: 60, otherwise: 5 } as const;

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
  const nodeEnv = readEnvironment(settings);
  const basics = {
    environment: nodeEnv,
    host: settings.matching('KVARBO_HOST', /^[^\s/]+$/, 'an address', '127.0.0.1'),
    port: settings.port('PORT', 4000),
    identityPort: settings.port('KVARBO_IDENTITY_PORT', 4001),
    databasePort: settings.port('KVARBO_DATABASE_PORT', 4002),
    dataDir: settings.text('KVARBO_DATA_DIR') ?? '.kvarbo',
    logLevel: settings.choice('KVARBO_LOG_LEVEL', LOG_LEVELS, 'info'),
    logRetentionMonths: readLogRetention(settings),
    ...readPurge(settings, nodeEnv === 'production'),
    ...readSubgraph(settings),
  };
  const external = readExternal(settings, nodeEnv === 'production', basics.engineSecret);
  const drainDelaySeconds = settings.number('KVARBO_DRAIN_DELAY_SECONDS', 'seconds', {
    ...DRAIN_DELAY,
    otherwise: external ? DRAIN_DELAY.otherwise : 0,
  });
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
  return deepFreeze({
    ...basics,
    drainDelaySeconds,
    introspection: introspection === 'on',
    external,
  });
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(deepFreeze);
    Object.freeze(value);
  }
  return value;
}

/**
 * The settings of this process.
 *
 * @param argv - its options on the command line
 * @throws ConfigError if anything is missing, wrong, half set or misspelt.
 */
export function loadConfig(argv: readonly string[] = []): Config {
  return readConfig(withOptions(process.env, argv));
}
