import { isSafeUrl, issuerFaults, type IssuerConfig } from '../identity';
import { DRAIN_DELAY, LOG_LEVELS, type LogLevel } from './config';
import { readEnvironment } from './keeping';
import { ConfigError, isKey, Settings, type Environment } from './settings';

/** Where a subgraph listens, whose it is, and how it knows that its engine asks. */
export interface SubgraphAddress {
  /** `https://cases.example/graphql` */
  readonly url: string;
  /** Its `KVARBO_ENGINE_SECRET`; null for a foreign subgraph that asks for none. */
  readonly secret: string | null;
  /**
   * Whether it runs this program, so that it is sent the caller's token, judges rows and conditions, and its signing keys are
   * published. Whoever forgets to say so shuts a subgraph of ours out, and lets no foreign one in.
   */
  readonly ours: boolean;
}

/** Every setting of the engine of a federated graph, and of the front before it. */
export interface FrontConfig {
  /** `NODE_ENV`, default `development`. */
  readonly environment: 'production' | 'development' | 'test';
  /** Address to listen on. `KVARBO_HOST`, default 127.0.0.1. */
  readonly host: string;
  /** `PORT`, default 4000; 0 is any free one. */
  readonly port: number;
  /** `KVARBO_LOG_LEVEL`, default `info`. */
  readonly logLevel: LogLevel;
  /** Whether clients may ask for the schema. `KVARBO_INTROSPECTION`, default off. */
  readonly introspection: boolean;
  /** The trusted issuers of access tokens, those of the subgraphs. `KVARBO_ISSUERS`, required. */
  readonly issuers: readonly IssuerConfig[];
  /** File with the supergraph. `KVARBO_SUPERGRAPH`, default `schema/supergraph.graphql`. */
  readonly supergraph: string;
  /** Each subgraph of the supergraph by its name. `KVARBO_SUBGRAPHS`, required. */
  readonly subgraphs: ReadonlyMap<string, SubgraphAddress>;
  /** After how long a subgraph is taken for absent, 1 to 300. `KVARBO_SUBGRAPH_TIMEOUT_SECONDS`, default 30. */
  readonly subgraphTimeoutSeconds: number;
  /** Between the end of readiness and the end of listening, 0 to 60. `KVARBO_DRAIN_DELAY_SECONDS`, default 5. */
  readonly drainDelaySeconds: number;
  /** An engine that runs by itself, for `front.mjs`. `KVARBO_ENGINE_URL`, default null. */
  readonly engineUrl: string | null;
}

const TIMEOUT = { least: 1, most: 300, otherwise: 30 } as const;

/**
 * Decides how an engine runs: checks the whole environment and reports all faults at once.
 *
 * @throws ConfigError if anything is missing, wrong or misspelt.
 */
export function loadFrontConfig(environment: Environment = process.env): FrontConfig {
  const settings = new Settings(environment);
  const nodeEnv = readEnvironment(settings);
  for (const name of ['KVARBO_ISSUERS', 'KVARBO_SUBGRAPHS']) settings.require(name);
  const issuers = settings.json('KVARBO_ISSUERS');
  if (issuers !== undefined) {
    for (const fault of issuerFaults(issuers)) settings.fault('KVARBO_ISSUERS', fault);
  }
  const introspection = settings.choice('KVARBO_INTROSPECTION', ['on', 'off'], 'off');
  if (introspection === 'on' && nodeEnv === 'production') {
    settings.fault('KVARBO_INTROSPECTION', 'must be off when NODE_ENV is production');
  }
  const engineUrl = settings.text('KVARBO_ENGINE_URL') ?? null;
  if (engineUrl !== null && !isSafeUrl(engineUrl)) {
    settings.fault('KVARBO_ENGINE_URL', 'must be https, or http on a loopback address');
  }
  const config: FrontConfig = {
    environment: nodeEnv,
    host: settings.matching('KVARBO_HOST', /^[^\s/]+$/, 'an address', '127.0.0.1'),
    port: settings.port('PORT', 4000),
    logLevel: settings.choice('KVARBO_LOG_LEVEL', LOG_LEVELS, 'info'),
    introspection: introspection === 'on',
    issuers: issuers as IssuerConfig[],
    supergraph: settings.text('KVARBO_SUPERGRAPH') ?? 'schema/supergraph.graphql',
    subgraphs: readSubgraphs(settings),
    subgraphTimeoutSeconds: settings.number('KVARBO_SUBGRAPH_TIMEOUT_SECONDS', 'seconds', TIMEOUT),
    drainDelaySeconds: settings.number('KVARBO_DRAIN_DELAY_SECONDS', 'seconds', DRAIN_DELAY),
    engineUrl,
  };
  settings.refuseUnknown();
  if (settings.faults.length > 0) throw new ConfigError(settings.faults);
  return Object.freeze(config);
}

const FORM =
  'must be a JSON object of {"url","secret","ours"} by name: https or http on a loopback address, and "ours" only with a secret';

function readSubgraphs(settings: Settings): ReadonlyMap<string, SubgraphAddress> {
  const value = settings.json('KVARBO_SUBGRAPHS');
  if (value === undefined) return new Map();
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    settings.fault('KVARBO_SUBGRAPHS', FORM);
    return new Map();
  }
  const entries = Object.entries(value).map(([name, one]) => [name, addressIn(one)] as const);
  if (entries.length === 0 || entries.some(([, address]) => address === null)) {
    settings.fault('KVARBO_SUBGRAPHS', FORM);
  }
  return new Map(entries.flatMap(([name, address]) => (address ? [[name, address]] : [])));
}

function addressIn(value: unknown): SubgraphAddress | null {
  if (typeof value !== 'object' || value === null) return null;
  const { url, secret = null, ours = false, ...rest } = value as Record<string, unknown>;
  if (!isSafeUrl(url) || typeof ours !== 'boolean' || Object.keys(rest).length > 0) return null;
  if (secret === null) return ours ? null : { url, secret, ours };
  return typeof secret === 'string' && isKey(secret) ? { url, secret, ours } : null;
}
