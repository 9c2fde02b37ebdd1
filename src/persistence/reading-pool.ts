import { Pool } from 'pg';
import { columnTypes } from './column-types';
import { markShared } from './shared-connection';

/** Settings of the pool that serves reads. */
export interface ReadingPoolOptions {
  /** Connection string of the service's login. */
  readonly url: string;
  /** Most connections open at a time. */
  readonly size: number;
  /** As PostgreSQL shows the connections; `kvarbo-reads` unless told. */
  readonly applicationName?: string;
  /** Whether a pooler gives the server's end to others after each transaction, so that no setting can be asked of it; no unless told. */
  readonly isShared?: boolean;
  /** Longest time one statement may run, in milliseconds; 10 000 unless told. */
  readonly statementTimeoutMs?: number;
  /** Longest time a session may hold its snapshot without a statement, in milliseconds; 10 000 unless told. */
  readonly idleInTransactionTimeoutMs?: number;
  /** Longest wait for a connection, in milliseconds; 5 000 unless told. */
  readonly connectTimeoutMs?: number;
  /** Told about connections that broke while nobody used them; such an error holds no values. */
  readonly onIdleError: (error: Error) => void;
}

/** How much longer than PostgreSQL the client waits before it takes the connection for dead. */
const NETWORK_GRACE_MS = 2_000;

/** Opens the pool of connections on which {@link openReading} works. */
export function createReadingPool(options: ReadingPoolOptions): Pool {
  const statementTimeoutMs = options.statementTimeoutMs ?? 10_000;
  const ofSession = {
    statement_timeout: statementTimeoutMs,
    idle_in_transaction_session_timeout: options.idleInTransactionTimeoutMs ?? 10_000,
  };
  const pool = new Pool({
    connectionString: options.url,
    max: options.size,
    types: columnTypes,
    application_name: options.applicationName ?? 'kvarbo-reads',
    keepAlive: true,
    ...(options.isShared === true ? { onConnect: markShared } : ofSession),
    query_timeout: statementTimeoutMs + NETWORK_GRACE_MS,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 5_000,
  });
  pool.on('error', options.onIdleError);
  return pool;
}
