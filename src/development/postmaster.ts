import { execFile } from 'node:child_process';
import { readFile, readlink, realpath, rm } from 'node:fs/promises';
import { Socket } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { EmbeddedPostgresError } from './embedded-postgres.error';
import type { PostgresAccount } from './postgres-account';

/** What the running server of a cluster says about itself in `postmaster.pid`. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
}

/** Name of the advisory lock that the process holds for which a server runs. */
const OWNED = 0x6b76_6f77;

/** Reads `postmaster.pid` of a cluster; null when there is none, or it is being written. */
export async function readPostmaster(cluster: string): Promise<Postmaster | null> {
  const text = await readFile(path.join(cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  const [pid = '', , , port = '', , , , status = ''] = text.split('\n');
  if (!/^\d+$/.test(pid)) return null;
  return { pid: Number(pid), port: Number(port), ready: status.trim() === 'ready' };
}

/**
 * Marks a running server as ours for as long as this process lives.
 *
 * @returns what ends the mark; null when another living process has it
 * @throws the driver's error when the server does not answer
 */
export async function claim(superuserUrl: string): Promise<(() => Promise<void>) | null> {
  const client = new Client({
    connectionString: superuserUrl,
    application_name: 'kvarbo-owner',
    connectionTimeoutMillis: 2_000,
    keepAlive: true,
  });
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query<{ ours: boolean }>(
    'SELECT pg_try_advisory_lock($1) AS ours',
    [OWNED],
  );
  if (rows[0]?.ours !== true) {
    await client.end();
    return null;
  }
  // The mark alone keeps no process alive.
  const { stream } = client.connection;
  if (stream instanceof Socket) stream.unref();
  return async () => {
    if (stream instanceof Socket) stream.ref();
    await client.end();
  };
}

/**
 * Stops a server that a killed process left behind in a cluster, and removes what it left when it is gone.
 *
 * @throws EmbeddedPostgresError when a living process still uses it
 */
export async function clearLeftover(
  cluster: string,
  account: PostgresAccount,
  pgCtl: string,
  urlOf: (port: number) => string,
): Promise<void> {
  const left = await readPostmaster(cluster);
  if (left === null) return;
  if (!(await serves(left.pid, cluster))) {
    // After a restart of the machine the number may belong to anybody; PostgreSQL would refuse to start.
    await rm(path.join(cluster, 'postmaster.pid'), { force: true });
    return;
  }
  if (await isOwned(urlOf(left.port))) {
    throw new EmbeddedPostgresError(
      `The database in ${path.dirname(cluster)} is in use by another process; stop that one first or set another KVARBO_DATA_DIR.`,
    );
  }
  await stopServer(cluster, account, pgCtl);
}

/** Stops the server of a cluster: within eight seconds in order, then at once (it recovers at the next start). */
export async function stopServer(
  cluster: string,
  account: PostgresAccount,
  pgCtl: string,
): Promise<void> {
  for (const mode of ['fast', 'immediate']) {
    await account.run(pgCtl, 'stop', '-D', cluster, '-m', mode, '-w', '-t', '8');
    if ((await readPostmaster(cluster)) === null) return;
  }
}

/** The killed owner's connection may need a moment to be noticed as gone. */
async function isOwned(superuserUrl: string): Promise<boolean> {
  for (let tries = 0; tries < 10; tries += 1) {
    try {
      const release = await claim(superuserUrl);
      if (release !== null) {
        await release();
        return false;
      }
    } catch {
      return false;
    }
    await pause(200);
  }
  return true;
}

async function serves(pid: number, cluster: string): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  if (process.platform === 'win32') return true;
  if (process.platform === 'linux') {
    return (await readlink(`/proc/${pid}/cwd`).catch(() => '')) === (await realpath(cluster));
  }
  const ps = await promisify(execFile)('ps', ['-o', 'command=', '-p', String(pid)]).catch(
    () => null,
  );
  return ps?.stdout.includes(cluster) === true;
}
