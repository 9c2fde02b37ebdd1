import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { startEmbeddedPostgres } from '../../src/development/embedded-postgres';
import type { EmbeddedPostgres } from '../../src/development/embedded-postgres';
import { prepareDatabase } from '../../src/development/prepare-database';
import { subgraphUrlsOf } from '../../src/development/subgraph-logins';
import { runMigrations } from '../../src/persistence';
import type { TestDatabase } from './database';

const DATABASE = 'kvarbo';

/** A PostgreSQL of one spec alone, for what would disturb the others: its settings, its restarts. */
export interface OwnCluster extends TestDatabase {
  /** Its own folder. */
  readonly dataDir: string;
  /** A folder for files that goes with it. */
  readonly folder: string;
  readonly port: number;
  /** Runs statements as the superuser, on a connection of its own. */
  sql(...statements: readonly string[]): Promise<Record<string, unknown>[]>;
  /** Writes a file into the folder of the cluster, readable by PostgreSQL alone. */
  write(name: string, text: string): Promise<void>;
  /** Ends the server as it would by itself, cutting all connections. */
  halt(): Promise<void>;
  /** Starts it again on the same port. */
  resume(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts it, with a migrated database. */
export async function startOwnCluster(): Promise<OwnCluster> {
  // Under a name by which the next run finds what a killed one left behind.
  const dataDir = await mkdtemp(path.join(tmpdir(), `kvarbo-test-${process.pid}-`));
  const folder = await mkdtemp(path.join(tmpdir(), 'kvarbo-files-'));
  const start = (port: number): Promise<EmbeddedPostgres> =>
    startEmbeddedPostgres({ dataDir, port, durable: false, log: () => undefined });
  let postgres: EmbeddedPostgres | null = await start(0);
  const { port, superuserUrl: serverUrl } = postgres;
  const prepared = await prepareDatabase(serverUrl, {
    database: DATABASE,
    servicePassword: randomBytes(16).toString('hex'),
    ownerPassword: randomBytes(16).toString('hex'),
  });
  await runMigrations(prepared.ownerUrl);
  const own = new URL(serverUrl);
  own.pathname = `/${DATABASE}`;
  const superuserUrl = own.href;

  const sql: OwnCluster['sql'] = async (...statements) => {
    const client = new Client({ connectionString: superuserUrl });
    await client.connect();
    try {
      let rows: Record<string, unknown>[] = [];
      for (const statement of statements) {
        ({ rows } = await client.query<Record<string, unknown>>(statement));
      }
      return rows;
    } finally {
      await client.end();
    }
  };
  const halt = async (): Promise<void> => {
    await postgres?.stop();
    postgres = null;
  };
  return {
    ...prepared,
    folder,
    dataDir,
    superuserUrl,
    // Nobody here logs in as a subgraph.
    subgraphUrls: subgraphUrlsOf(superuserUrl, ''),
    drop: () => Promise.resolve(),
    port,
    sql,
    write: async (name, text) => {
      const encoded = Buffer.from(text).toString('base64');
      await sql(`COPY (SELECT '${encoded}') TO PROGRAM 'umask 077; base64 -d > ${name}'`);
    },
    halt,
    resume: async () => {
      postgres ??= await start(port);
    },
    stop: async () => {
      await halt();
      await rm(folder, { recursive: true, force: true });
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
