import { createDataSource } from './src/persistence';
import { entities } from './src/topology/entities';

/** The data source of the TypeORM command line, with the owner's login; the service makes its own. */
export const dataSource = createDataSource({
  url:
    process.env.KVARBO_MIGRATION_DATABASE_URL ??
    // Without an address pg would try whatever listens on this machine; this name says what is missing.
    'postgres://kvarbo-migration-database-url-is-not-set.invalid/',
  poolSize: 2,
  entities,
  migrations: true,
  prints: true,
  statementTimeoutMs: 0,
});
