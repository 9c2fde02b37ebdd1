import { readPostgresUrl } from './postgres-url';
import type { NumberRange, Settings } from './settings';

/** How an instance uses the PostgreSQL that is given to it. */
export interface StoreConfig {
  /** Most connections for reads, 1 to 500. `KVARBO_READ_CONNECTIONS`, default 10. */
  readonly readConnections: number;
  /** Most connections for writes, 1 to 200. `KVARBO_WRITE_CONNECTIONS`, default 10. */
  readonly writeConnections: number;
  /**
   * What stands between an instance and PostgreSQL: nothing that matters, or a pooler that gives a connection to somebody else after
   * each transaction, as PgBouncer does in its mode `transaction`. `KVARBO_POOLER`, default `none`.
   */
  readonly pooler: 'none' | 'transaction';
  /** Requests that one organisation may send in a second over all instances, 0 to 9999; 0 is any number. `KVARBO_REQUESTS_PER_SECOND`, default 0. */
  readonly requestsPerSecond: number;
  /** A standby that statistics and the disclosure log may be read from. `KVARBO_REPLICA_DATABASE_URL`, default null. */
  readonly replicaUrl: string | null;
  /** How old what a replica tells may be in seconds, 1 to 300. `KVARBO_REPLICA_MAX_LAG_SECONDS`, default 10. */
  readonly replicaMaxLagSeconds: number;
}

/**
 * Together well below PostgreSQL's default of 100, so that several instances fit, and yet more than one process of Node keeps busy: with 20 for
 * reads PostgreSQL spent a tenth more on each list, and answers came later.
 */
const READ_CONNECTIONS: NumberRange = { least: 1, most: 500, otherwise: 10 };
const WRITE_CONNECTIONS: NumberRange = { least: 1, most: 200, otherwise: 10 };
const MAX_LAG: NumberRange = { least: 1, most: 300, otherwise: 10 };
const REQUESTS: NumberRange = { least: 0, most: 9999, otherwise: 0 };
const POOLERS = ['none', 'transaction'] as const;

/** What holds where nothing is set. */
export const STORE_DEFAULTS: StoreConfig = Object.freeze({
  readConnections: READ_CONNECTIONS.otherwise,
  writeConnections: WRITE_CONNECTIONS.otherwise,
  pooler: 'none',
  requestsPerSecond: REQUESTS.otherwise,
  replicaUrl: null,
  replicaMaxLagSeconds: MAX_LAG.otherwise,
});

/** Reads how the store is used. */
export function readStore(settings: Settings): StoreConfig {
  return {
    readConnections: settings.number('KVARBO_READ_CONNECTIONS', 'connections', READ_CONNECTIONS),
    writeConnections: settings.number('KVARBO_WRITE_CONNECTIONS', 'connections', WRITE_CONNECTIONS),
    pooler: settings.choice('KVARBO_POOLER', POOLERS, 'none'),
    requestsPerSecond: settings.number('KVARBO_REQUESTS_PER_SECOND', 'requests', REQUESTS),
    replicaUrl: readPostgresUrl(settings, 'KVARBO_REPLICA_DATABASE_URL') ?? null,
    replicaMaxLagSeconds: settings.number('KVARBO_REPLICA_MAX_LAG_SECONDS', 'seconds', MAX_LAG),
  };
}
