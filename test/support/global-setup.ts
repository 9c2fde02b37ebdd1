import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { prepareDatabase } from '../../src/development/prepare-database';
import { admitSubgraphs } from '../../src/development/subgraph-logins';
import { runMigrations } from '../../src/persistence';
import { announceCluster, TEMPLATE } from './cluster';
import { startCluster, stopCluster } from './running-cluster';

/** Starts one PostgreSQL for the whole run and migrates the template that each spec file copies. */
export = async function globalSetup(): Promise<void> {
  const { superuserUrl } = await startCluster();
  try {
    const passwords = {
      servicePassword: randomBytes(16).toString('hex'),
      ownerPassword: randomBytes(16).toString('hex'),
      subgraphPassword: randomBytes(16).toString('hex'),
    };
    const template = await prepareDatabase(superuserUrl, { database: TEMPLATE, ...passwords });
    await runMigrations(template.ownerUrl);
    await admitSubgraphs(template.ownerUrl, passwords.subgraphPassword);
    announceCluster({ superuserUrl, ...passwords });
  } catch (error) {
    // jest calls no teardown after a setup that failed.
    await stopCluster();
    throw error;
  }
};
