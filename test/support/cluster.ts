/** The PostgreSQL cluster of this test run, as global setup hands it to the workers. */
export interface TestCluster {
  readonly superuserUrl: string;
  readonly servicePassword: string;
  readonly ownerPassword: string;
  readonly subgraphPassword: string;
}

/** The migrated database that every test database is a copy of. */
export const TEMPLATE = 'kvarbo_template';

const KEY = 'KVARBO_TEST_CLUSTER';

/** Tells the workers, which are started afterwards and inherit the environment. */
export function announceCluster(cluster: TestCluster): void {
  process.env[KEY] = JSON.stringify(cluster); // eslint-disable-line no-restricted-properties -- the only channel from jest's global setup to its workers
}

/** The cluster that global setup announced. */
export function announcedCluster(): TestCluster {
  const text = process.env[KEY]; // eslint-disable-line no-restricted-properties -- the only channel from jest's global setup to its workers
  if (text === undefined) throw new Error('No test cluster: jest ran without its global setup.');
  return JSON.parse(text) as TestCluster;
}
