import { createDataSource } from './src/persistence';
import { entities } from './src/topology/entities';

/**
 * The one data source: the TypeORM command line uses it as it is, with the owner's login; the service
 * redirects it to the login of the service before it connects.
 */
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
