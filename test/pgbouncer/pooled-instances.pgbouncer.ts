import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { startInstallation } from '../instances/installation';
import type { Installation } from '../instances/installation';
import { underLoad } from '../instances/under-load';
import { startPgBouncer, versionOfPgBouncer } from './pgbouncer';
import type { PgBouncer } from './pgbouncer';

const SECONDS = 10;
/** Far fewer than the instances open, so that callers of all agencies follow each other on each. */
const CONNECTIONS = 4;

let installation: Installation;
let pooler: PgBouncer;

beforeAll(async () => {
  // Before anything is started that would have to be stopped.
  await versionOfPgBouncer();
  installation = await startInstallation(2, async (settings) => {
    pooler = await startPgBouncer(settings.databaseUrl, CONNECTIONS);
    const store = { ...settings.store, pooler: 'transaction' as const };
    return { ...settings, databaseUrl: pooler.url, store };
  });
}, 60_000);
afterAll(async () => {
  await (installation as Installation | undefined)?.stop();
  await (pooler as PgBouncer | undefined)?.stop();
});

const loaded = async (url: string): Promise<Client> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  return client;
};

it('loses and doubles nothing over two instances that share four connections', async () => {
  const { figures, wrong, logFaults } = await underLoad(installation, () => pause(SECONDS * 1000));
  const { rows } = await installation.store.query<{ count: number }>(
    `SELECT count(*)::int FROM pg_stat_activity
     WHERE datname = current_database() AND usename = 'kvarbo_service'`,
  );
  process.stdout.write(
    `${pooler.version}: ${JSON.stringify({ ...figures, connections: rows[0]?.count })}\n`,
  );
  expect(wrong).toEqual([]);
  expect(logFaults).toEqual([]);
  expect(figures).toMatchObject({ cut: 0, unavailable: 0, lost: 0, doubled: 0 });
  expect(figures.writes).toBeGreaterThan(50);
  expect(rows[0]?.count).toBeLessThanOrEqual(CONNECTIONS);
}, 120_000);

it('leaves no role, setting or statement on a connection', async () => {
  const clients = await Promise.all(Array.from({ length: CONNECTIONS }, () => loaded(pooler.url)));
  const left = [];
  for (const client of clients) {
    // Each holds its connection, so that the next one gets another.
    await client.query('BEGIN');
    const { rows } = await client.query<{ pid: number; state: string }>(`
      SELECT pg_backend_pid() AS pid, current_user || ' ' || current_setting('role')
        || coalesce(current_setting('kvarbo.organisation', true), '') || (SELECT count(*) FROM pg_prepared_statements)
        || ' ' || current_setting('synchronous_commit') AS state`);
    left.push(rows[0]);
  }
  const server = await loaded(installation.settings.databaseUrl);
  await Promise.all([...clients, server].map((client) => client.end()));
  expect(new Set(left.map((row) => row?.pid)).size).toBe(CONNECTIONS);
  const { rows } = await installation.store.query<{ setting: string }>('SHOW synchronous_commit');
  const [value] = Object.values(rows[0] ?? {});
  expect(new Set(left.map((row) => row?.state))).toEqual(
    new Set([`kvarbo_service none0 ${value}`]),
  );
});

it('has the time limits of its login', async () => {
  const client = await loaded(pooler.url);
  const limits = [];
  for (const name of ['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout']) {
    const { rows } = await client.query<Record<string, string>>(`SHOW ${name}`);
    limits.push(rows[0]?.[name]);
  }
  await client.end();
  expect(limits).toEqual(['30s', '10s', '30s']);
});
