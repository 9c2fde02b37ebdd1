import { execFile } from 'node:child_process';
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { startEmbeddedPostgres } from '../../src/development/embedded-postgres';
import type { OwnCluster } from './own-cluster';

/** A standby that streams what its primary writes. */
export interface Standby {
  /** As `kvarbo_service`. */
  readonly serviceUrl: string;
  readonly superuserUrl: string;
  sql(statement: string): Promise<Record<string, unknown>[]>;
  /** Ends it, cutting all connections. */
  halt(): Promise<void>;
  stop(): Promise<void>;
}

/** Copies a running cluster between the start and the end of a backup, and starts the copy as its standby. */
export async function startStandby(primary: OwnCluster): Promise<Standby> {
  const dataDir = await mkdtemp(path.join(tmpdir(), `kvarbo-test-${process.pid}-`));
  const cluster = path.join(dataDir, 'cluster');
  const backup = new Client({ connectionString: primary.superuserUrl });
  await backup.connect();
  await backup.query(`SELECT pg_backup_start('standby', fast => true)`);
  await promisify(execFile)('cp', ['-a', `${primary.dataDir}/.`, dataDir]);
  const { rows } = await backup.query<{ labelfile: string }>(
    'SELECT labelfile FROM pg_backup_stop(wait_for_archive => false)',
  );
  await backup.end();
  for (const name of ['postmaster.pid', 'postmaster.opts']) {
    await rm(path.join(cluster, name), { force: true });
  }
  const { hostname, port, password } = new URL(primary.superuserUrl);
  await writeFile(path.join(cluster, 'backup_label'), rows[0]?.labelfile ?? '');
  await writeFile(path.join(cluster, 'standby.signal'), '');
  await appendFile(
    path.join(cluster, 'postgresql.auto.conf'),
    `primary_conninfo = 'host=${hostname} port=${port} user=postgres password=${password}'\n`,
  );
  // As root we wrote what PostgreSQL's own account has to read and remove.
  await promisify(execFile)('chown', ['-R', `--reference=${cluster}`, cluster]);
  const postgres = await startEmbeddedPostgres({
    dataDir,
    port: 0,
    durable: false,
    log: () => undefined,
  });
  const moved = (url: string): string => {
    const own = new URL(url);
    own.port = String(postgres.port);
    return own.href;
  };
  return {
    serviceUrl: moved(primary.serviceUrl),
    superuserUrl: moved(primary.superuserUrl),
    sql: async (statement) => {
      const client = new Client({ connectionString: moved(primary.superuserUrl) });
      await client.connect();
      const result = await client.query<Record<string, unknown>>(statement);
      await client.end();
      return result.rows;
    },
    halt: () => postgres.stop(),
    stop: async () => {
      await postgres.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
