import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { EmbeddedPostgresError } from './embedded-postgres.error';
import { freePort, isPortFree } from './free-port';
import { accountFor } from './postgres-account';
import type { PostgresAccount } from './postgres-account';
import { findBinaries } from './postgres-binaries';
import type { PostgresBinaries } from './postgres-binaries';
import { claim, clearLeftover, readPostmaster, stopServer } from './postmaster';

/** How to run PostgreSQL for development. */
export interface EmbeddedPostgresOptions {
  /** Folder of its own for the cluster, its log and the superuser's password; made when missing. */
  readonly dataDir: string;
  /** Port on 127.0.0.1; 0 takes one that is free. */
  readonly port: number;
  /** Told in one line what takes a moment. */
  readonly log: (line: string) => void;
  /** Whether committed data outlives a crash of the machine; true unless told, false for tests alone. */
  readonly durable?: boolean;
}

/** A running PostgreSQL that belongs to this process. */
export interface EmbeddedPostgres {
  readonly port: number;
  /** Connection string of the superuser, database `postgres`. */
  readonly superuserUrl: string;
  /** Ends it, waiting a few seconds for statements under way; does nothing the second time. */
  stop(): Promise<void>;
}

const LONGEST_START_MS = 60_000;
const NOT_DURABLE = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

/**
 * Starts the PostgreSQL of a data folder, creating it first when there is none. One that a killed process
 * left running is stopped before.
 *
 * It survives Ctrl-C in the terminal, so that the caller can drain before it calls `stop`.
 *
 * @throws EmbeddedPostgresError with one clear line when it cannot start
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const dataDir = path.resolve(options.dataDir);
  const cluster = path.join(dataDir, 'cluster');
  const durable = options.durable ?? true;
  const binaries = await findBinaries();
  const isNew = await inspect(dataDir, binaries);
  const account = await accountFor(dataDir, binaries);
  const password = await superuserPassword(dataDir, isNew, account);
  const urlOf = urlWith(password);
  if (isNew) {
    options.log(`Creating a PostgreSQL ${binaries.major} database in ${dataDir}.`);
    await createCluster(dataDir, account, binaries, durable);
  } else {
    await clearLeftover(cluster, account, binaries.pgCtl, urlOf);
  }
  const port = options.port === 0 ? await freePort() : options.port;
  if (!(await isPortFree(port))) {
    throw new EmbeddedPostgresError(`Port ${port} on 127.0.0.1, meant for PostgreSQL, is in use.`);
  }
  const stopServerOnce = once(() => stopServer(cluster, account, binaries.pgCtl));
  await startServer(dataDir, port, account, binaries, durable);
  const release = await claim(urlOf(port)).catch(async () => {
    await stopServerOnce();
    throw new EmbeddedPostgresError(
      `PostgreSQL refused the password in ${path.join(dataDir, 'superuser-password')}; remove ${dataDir} to start anew.`,
    );
  });
  return {
    port,
    superuserUrl: urlOf(port),
    stop: once(async () => {
      await release?.();
      await stopServerOnce();
    }),
  };
}

/**
 * Stops the PostgreSQL that a killed process left running in a data folder, if there is one.
 *
 * @throws EmbeddedPostgresError when a living process still uses it
 */
export async function stopLeftover(dataDir: string): Promise<void> {
  const cluster = path.join(dataDir, 'cluster');
  if ((await readPostmaster(cluster)) === null) return;
  const binaries = await findBinaries();
  const account = await accountFor(dataDir, binaries);
  const password = await superuserPassword(dataDir, false, account);
  await clearLeftover(cluster, account, binaries.pgCtl, urlWith(password));
}

/** Whether the folder has no cluster yet. Refuses folders that are not ours, or of another version. */
async function inspect(dataDir: string, binaries: PostgresBinaries): Promise<boolean> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const found = await readdir(dataDir).catch(() => null);
  if (found === null) {
    throw new EmbeddedPostgresError(`${dataDir} belongs to another user and cannot be read.`);
  }
  const foreign = found.filter(
    (name) => !/^(cluster(\.new)?|superuser-password|server\.log)$/.test(name),
  );
  if (foreign.length > 0) {
    throw new EmbeddedPostgresError(
      `${dataDir} holds files that are not Kvarbo's; use an empty folder.`,
    );
  }
  if (!found.includes('cluster')) return true;
  const version = await readFile(path.join(dataDir, 'cluster', 'PG_VERSION'), 'utf8').catch(
    () => '',
  );
  if (version.trim() === binaries.major) return false;
  throw new EmbeddedPostgresError(
    version === ''
      ? `The database in ${dataDir} is damaged (no PG_VERSION); remove the folder to start anew.`
      : `The database in ${dataDir} is of PostgreSQL ${version.trim()}, not ${binaries.major}; remove the folder to start anew.`,
  );
}

async function superuserPassword(
  dataDir: string,
  isNew: boolean,
  account: PostgresAccount,
): Promise<string> {
  const file = path.join(dataDir, 'superuser-password');
  if (isNew) {
    await rm(file, { force: true });
    await writeFile(file, randomBytes(24).toString('hex'), { mode: 0o600 });
    await account.own(file);
  }
  const password = await readFile(file, 'utf8').catch(() => '');
  if (/^[0-9a-f]{48}$/.test(password)) return password;
  throw new EmbeddedPostgresError(
    `${file} is missing or damaged; remove ${dataDir} to start anew.`,
  );
}

/** Created beside its place and then moved there, so that a start that is broken off leaves no half cluster. */
async function createCluster(
  dataDir: string,
  account: PostgresAccount,
  binaries: PostgresBinaries,
  durable: boolean,
): Promise<void> {
  const unfinished = path.join(dataDir, 'cluster.new');
  await rm(unfinished, { recursive: true, force: true });
  const made = await account.run(
    binaries.initdb,
    `--pgdata=${unfinished}`,
    '--username=postgres',
    `--pwfile=${path.join(dataDir, 'superuser-password')}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
    ...(durable ? [] : ['--no-sync']),
  );
  if (made.code !== 0) {
    const reason = /error: (.*)/.exec(made.output)?.[1] ?? `initdb ended with ${made.code}`;
    throw new EmbeddedPostgresError(`The database in ${dataDir} could not be created: ${reason}.`);
  }
  await rename(unfinished, path.join(dataDir, 'cluster'));
}

async function startServer(
  dataDir: string,
  port: number,
  account: PostgresAccount,
  binaries: PostgresBinaries,
  durable: boolean,
): Promise<void> {
  const cluster = path.join(dataDir, 'cluster');
  const logFile = path.join(dataDir, 'server.log');
  const log = await open(logFile, 'w', 0o600);
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    // A socket's path is limited to 107 bytes, and nobody needs one.
    'unix_socket_directories=',
    // Details and statements repeat stored values.
    'log_error_verbosity=terse',
    'log_min_error_statement=panic',
    ...(durable ? [] : NOT_DURABLE),
  ];
  const args = ['-D', cluster, ...settings.flatMap((setting) => ['-c', setting])];
  const server = account.start(binaries.postgres, args, log.fd);
  const state = { ended: false };
  for (const event of ['exit', 'error']) server.on(event, () => (state.ended = true));
  server.unref();
  await log.close();
  const deadline = Date.now() + LONGEST_START_MS;
  while (!state.ended && Date.now() < deadline) {
    const postmaster = await readPostmaster(cluster);
    if (postmaster?.pid === server.pid && postmaster?.ready === true) return;
    await pause(20);
  }
  if (!state.ended) await stopServer(cluster, account, binaries.pgCtl);
  const reasons = await readFile(logFile, 'utf8').catch(() => '');
  const reason =
    /(?:FATAL:|PANIC:|^postgres:)\s+(.*?)[.:]?$/m.exec(reasons)?.[1] ?? 'it gave no reason';
  throw new EmbeddedPostgresError(`PostgreSQL did not start: ${reason} (more in ${logFile}).`);
}

function urlWith(password: string): (port: number) => string {
  return (port) => `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= work());
}
