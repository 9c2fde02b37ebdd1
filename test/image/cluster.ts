import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client, escapeLiteral } from 'pg';
import { startEmbeddedPostgres } from '../../src/development/embedded-postgres';

/** A PostgreSQL of its own as an operator has one: made ready by `docker/postgres/logins.sql`, and not migrated. */
export interface OperatedCluster {
  /** Where its files are, as `startEmbeddedPostgres` takes it. */
  readonly folder: string;
  readonly superuserUrl: string;
  /** As `kvarbo_migrator`. */
  readonly ownerUrl: string;
  /** As `kvarbo_service`. */
  readonly serviceUrl: string;
  stop(): Promise<void>;
}

/** The passwords that `logins.sql` asks the environment for. */
export interface ClusterPasswords {
  readonly MIGRATOR_PASSWORD: string;
  readonly SERVICE_PASSWORD: string;
}

const LOGINS = path.resolve(__dirname, '../../docker/postgres/logins.sql');

/** Starts an empty cluster, makes the database `kvarbo` and its logins. */
export async function startOperatedCluster(passwords: ClusterPasswords): Promise<OperatedCluster> {
  const folder = await mkdtemp(path.join(tmpdir(), 'kvarbo-operated-'));
  const postgres = await startEmbeddedPostgres({
    dataDir: folder,
    port: 0,
    durable: false,
    log: () => undefined,
  });
  const stop = async (): Promise<void> => {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  };
  const urlFor = (login: string, password: string): string => {
    const url = new URL(postgres.superuserUrl);
    Object.assign(url, { username: login, password, pathname: '/kvarbo' });
    return url.href;
  };
  const superuserUrl = urlFor('postgres', new URL(postgres.superuserUrl).password);
  try {
    await run(postgres.superuserUrl, 'CREATE DATABASE kvarbo');
    await run(superuserUrl, asPsqlWould(await readFile(LOGINS, 'utf8'), passwords));
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    folder,
    superuserUrl,
    ownerUrl: urlFor('kvarbo_migrator', passwords.MIGRATOR_PASSWORD),
    serviceUrl: urlFor('kvarbo_service', passwords.SERVICE_PASSWORD),
    stop,
  };
}

/** What psql makes of a script with `\getenv` and `:'name'`; the packages that we install have no psql. */
function asPsqlWould(script: string, environment: ClusterPasswords): string {
  const values = new Map<string, string>();
  const statements = script.replace(/^\\getenv (\w+) (\w+)$/gm, (_, name: string, from: string) => {
    values.set(name, environment[from as keyof ClusterPasswords]);
    return '';
  });
  return statements.replace(/:'(\w+)'/g, (_, name: string) => {
    const value = values.get(name);
    if (value === undefined) throw new Error(`The script sets no ${name}.`);
    return escapeLiteral(value);
  });
}

async function run(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
