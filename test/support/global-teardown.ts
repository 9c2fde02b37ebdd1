import { stopCluster } from './running-cluster';

/** Stops the PostgreSQL of the run; jest calls it after failed tests too. */
export = async function globalTeardown(): Promise<void> {
  await stopCluster();
};
