import { Pool } from 'pg';
import type { ClientBase } from 'pg';
import { columnTypes } from './column-types';

/** Settings of the pool that serves reads. */
export interface ReadingPoolOptions {
  /** Connection string of the service's login. */
  readonly url: string;
  /** Most connections open at a time. */
  readonly size: number;
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
  const pool = new Pool({
    connectionString: options.url,
    max: options.size,
    types: columnTypes,
    application_name: 'kvarbo-reads',
    keepAlive: true,
    statement_timeout: statementTimeoutMs,
    query_timeout: statementTimeoutMs + NETWORK_GRACE_MS,
    idle_in_transaction_session_timeout: options.idleInTransactionTimeoutMs ?? 10_000,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 5_000,
    // eslint-disable-next-line @typescript-eslint/no-misused-promises -- the pool waits for it, whatever its types say
    onConnect: stopWorkingForNobody,
  });
  pool.on('error', options.onIdleError);
  return pool;
}

/**
 * Lets PostgreSQL notice within a second that a connection was dropped in the middle of a statement. Not
 * every platform of a server can; there `statement_timeout` alone ends the statement.
 */
async function stopWorkingForNobody(client: ClientBase): Promise<void> {
  await client.query(`SET client_connection_check_interval = '1s'`).catch(() => undefined);
}
