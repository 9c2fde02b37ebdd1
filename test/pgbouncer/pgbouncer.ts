import { execFile, spawn } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { freePort } from '../../src/development/free-port';

/** A running PgBouncer in its mode `transaction`. */
export interface PgBouncer {
  readonly version: string;
  /** The same login and database by way of it. */
  readonly url: string;
  stop(): Promise<void>;
}

/** As root it would refuse to run. */
const ACCOUNT = 'postgres';

/** The first line by which the PgBouncer on the PATH names itself. @throws Error when there is none */
export async function versionOfPgBouncer(): Promise<string> {
  const { stdout } = await promisify(execFile)('pgbouncer', ['--version']).catch(() => {
    throw new Error('There is no pgbouncer on the PATH; Debian has it: apt-get install pgbouncer.');
  });
  return stdout.split('\n')[0] ?? '';
}

/**
 * Starts the PgBouncer that is on the PATH in front of a database.
 *
 * @param connections - to PostgreSQL, at most
 * @throws Error when there is none
 */
export async function startPgBouncer(url: string, connections: number): Promise<PgBouncer> {
  const version = await versionOfPgBouncer();
  const folder = await mkdtemp(path.join(tmpdir(), 'kvarbo-pgbouncer-'));
  await chmod(folder, 0o755);
  const port = await freePort();
  const { hostname, port: serverPort, username, password } = new URL(url);
  const users = path.join(folder, 'users.txt');
  await writeFile(users, `"${username}" "${password}"\n`);
  const settings = path.join(folder, 'pgbouncer.ini');
  await writeFile(
    settings,
    [
      '[databases]',
      `* = host=${hostname} port=${serverPort}`,
      '[pgbouncer]',
      'listen_addr = 127.0.0.1',
      `listen_port = ${port}`,
      'unix_socket_dir =',
      'auth_type = scram-sha-256',
      `auth_file = ${users}`,
      'pool_mode = transaction',
      `default_pool_size = ${connections}`,
      'max_client_conn = 500',
      '',
    ].join('\n'),
  );
  const as = process.getuid?.() === 0 ? ['-u', ACCOUNT] : [];
  const child = spawn('pgbouncer', ['-q', ...as, settings], { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => {
      resolve();
    });
  });
  const pooled = new URL(url);
  pooled.port = String(port);
  await untilAnswered(pooled.href);
  return {
    version,
    url: pooled.href,
    stop: async () => {
      child.kill('SIGINT');
      await Promise.race([ended, pause(2_000, null, { ref: false })]);
      child.kill('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function untilAnswered(url: string): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    const client = new Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (tries === 50) throw error;
      await pause(100);
    }
  }
}
