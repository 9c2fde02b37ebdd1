import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseEnv } from 'node:util';
import type { IssuerConfig } from '../../src/identity';
import { startOperatedCluster, type OperatedCluster } from './cluster';

/** A cluster, and what an instance or a command on it is told. */
export interface Operated {
  readonly cluster: OperatedCluster;
  /** For an instance. */
  readonly environment: Readonly<Record<string, string>>;
  /** For a command of the operator. */
  readonly commandEnvironment: Readonly<Record<string, string>>;
}

const MAKE_ENV = path.resolve(__dirname, '../../docker/make-env.mjs');

/** Starts a cluster with the passwords and keys that `docker/make-env.mjs` makes; it is not migrated. */
export async function startOperated(issuer: IssuerConfig): Promise<Operated> {
  const { MIGRATOR_PASSWORD = '', SERVICE_PASSWORD = '', ...made } = await madeFor(issuer);
  const cluster = await startOperatedCluster({ MIGRATOR_PASSWORD, SERVICE_PASSWORD });
  const settings = Object.entries(made).filter(([name]) => name.startsWith('KVARBO_'));
  return {
    cluster,
    environment: {
      NODE_ENV: 'production',
      DATABASE_URL: cluster.serviceUrl,
      ...(Object.fromEntries(settings) as Record<string, string>),
    },
    commandEnvironment: {
      NODE_ENV: 'production',
      KVARBO_MIGRATION_DATABASE_URL: cluster.ownerUrl,
      KVARBO_SIGNING_KEYS: made.KVARBO_SIGNING_KEYS ?? '',
    },
  };
}

async function madeFor(issuer: IssuerConfig): Promise<NodeJS.Dict<string>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'kvarbo-issuers-'));
  try {
    const issuers = path.join(folder, 'issuers.json');
    await writeFile(issuers, JSON.stringify([issuer]));
    return parseEnv(execFileSync(process.execPath, [MAKE_ENV, issuers], { encoding: 'utf8' }));
  } finally {
    await rm(folder, { recursive: true });
  }
}
