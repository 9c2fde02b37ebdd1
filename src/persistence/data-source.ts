import { types } from 'node:util';
import { DataSource } from 'typeorm';
import type { DataSourceOptions, Logger } from 'typeorm';
import { migrations } from '../../migrations';
import { columnTypes } from './column-types';
import { markShared } from './shared-connection';

/** Table in schema `public` in which TypeORM notes the migrations that were run. */
export const MIGRATION_TABLE = 'kvarbo_migration';

/** How a data source reaches PostgreSQL. */
export interface StoreConnection {
  /** Connection string: the service's login for writing, the owner's for migrating. */
  readonly url: string;
  /** Most connections open at a time. */
  readonly poolSize: number;
  /** Whether a pooler gives the server's end to others after each transaction, so that no setting can be asked of it; no unless told. */
  readonly isShared?: boolean;
  /** Longest time one statement may run, in milliseconds; 30 000 unless told, 0 for no end. */
  readonly statementTimeoutMs?: number;
  /** Longest wait for a lock, in milliseconds; 10 000 unless told, 0 for no end. */
  readonly lockTimeoutMs?: number;
  /** Longest wait for a connection, in milliseconds; 5 000 unless told. */
  readonly connectTimeoutMs?: number;
  /** Told about connections that broke while nobody used them; such an error holds no values. */
  readonly onIdleError?: (error: Error) => void;
}

/** What a data source knows of the model. */
export interface StoreModel {
  readonly entities: NonNullable<DataSourceOptions['entities']>;
  /** Whether the migrations come with it; only where they are run. */
  readonly migrations: boolean;
  /** Whether TypeORM may print, as its command line must; never in the service. */
  readonly prints?: boolean;
}

/** TypeORM's own loggers print to the console, with parameters; faults are thrown and logged by the caller. */
const quiet: Logger = {
  log: () => undefined,
  logQuery: () => undefined,
  logQueryError: () => undefined,
  logQuerySlow: () => undefined,
  logSchemaBuild: () => undefined,
  logMigration: () => undefined,
};

/** How much longer than PostgreSQL the client waits before it takes the connection for dead. */
const NETWORK_GRACE_MS = 5_000;
/** The driver counts from when a statement is sent, and a few long ones may be under way before it. */
const LONG_STATEMENTS_BEFORE = 4;

/** Makes a data source, not connected yet. The schema comes from migrations alone: `synchronize` is never on. */
export function createDataSource(options: StoreConnection & StoreModel): DataSource {
  return new DataSource({
    type: 'postgres',
    entities: options.entities,
    migrations: options.migrations ? migrations : [],
    migrationsTableName: MIGRATION_TABLE,
    migrationsTransactionMode: 'each',
    synchronize: false,
    migrationsRun: false,
    ...(options.prints === true ? {} : { logger: quiet }),
    installExtensions: false,
    ...connectionOptions(options),
  });
}

function connectionOptions(connection: StoreConnection) {
  const statementTimeoutMs = connection.statementTimeoutMs ?? 30_000;
  const ofSession = {
    statement_timeout: statementTimeoutMs,
    lock_timeout: connection.lockTimeoutMs ?? 10_000,
    idle_in_transaction_session_timeout: 30_000,
  };
  const onIdleError = connection.onIdleError ?? (() => undefined);
  return {
    url: connection.url,
    poolSize: connection.poolSize,
    applicationName: 'kvarbo-writes',
    connectTimeoutMS: connection.connectTimeoutMs ?? 5_000,
    poolErrorHandler: (error: unknown) => {
      onIdleError(types.isNativeError(error) ? error : new Error('A connection broke.'));
    },
    extra: {
      types: columnTypes,
      keepAlive: true,
      query_timeout:
        statementTimeoutMs === 0
          ? 0
          : (1 + LONG_STATEMENTS_BEFORE) * statementTimeoutMs + NETWORK_GRACE_MS,
      ...(connection.isShared === true ? { onConnect: markShared } : ofSession),
    },
  };
}
