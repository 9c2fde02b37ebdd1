import { randomBytes } from 'node:crypto';
import { copyDatabase, dropDatabase } from '../../src/development/prepare-database';
import type { PreparedDatabase } from '../../src/development/prepare-database';
import { subgraphUrlsOf } from '../../src/development/subgraph-logins';
import type { SubgraphUrls } from '../../src/development/subgraph-logins';
import { announcedCluster, TEMPLATE } from './cluster';

/** A database of its own for one spec file: migrated, and empty but for reference data. */
export interface TestDatabase extends PreparedDatabase {
  /** As the superuser, whom row security does not bind, for looking at and preparing what no role of ours may. */
  readonly superuserUrl: string;
  /** As each subgraph logs in. */
  readonly subgraphUrls: SubgraphUrls;
  drop(): Promise<void>;
}

/** Copies the migrated template. Call it in `beforeAll` and `drop` in `afterAll`. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { superuserUrl, ...passwords } = announcedCluster();
  const database = `kvarbo_test_${randomBytes(6).toString('hex')}`;
  const own = new URL(superuserUrl);
  own.pathname = `/${database}`;
  return {
    ...(await copyDatabase(superuserUrl, TEMPLATE, { database, ...passwords })),
    superuserUrl: own.href,
    subgraphUrls: subgraphUrlsOf(own.href, passwords.subgraphPassword),
    drop: () => dropDatabase(superuserUrl, database),
  };
}
