import 'reflect-metadata';
import { availableParallelism } from 'node:os';
import { Client } from 'pg';
import { civilDay } from '../src/shared';
import { createLifecycle, createLogger } from '../src/server';
import type { Lifecycle } from '../src/server';
import { measureBulk } from './bulk';
import { loadData } from './load-data';
import type { DataSize, Send } from './load-data';
import { measure } from './measure';
import type { MeasurePlan } from './measure';
import { LANDLORD } from './operation';
import { memoryOf } from './process-memory';
import { writeResults } from './readme';
import { bulkTable, memoryTable, throughputTable } from './report';
import { startFloor, startInstallation, startUnguarded } from './servers';
import type { Installation } from './servers';

/** What a run does; `bulk` notices are sent in one call. */
type RunPlan = DataSize & MeasurePlan & { readonly bulk: number };

const FULL: RunPlan = {
  own: 2_000,
  others: 500,
  rounds: 5,
  roundMs: 3_000,
  warmUpMs: 2_000,
  concurrencies: [1, 32],
  bulk: 2_000,
};
/** About 20 s in all; prints only. */
const QUICK: RunPlan = {
  ...FULL,
  own: 300,
  others: 50,
  rounds: 3,
  roundMs: 600,
  warmUpMs: 500,
};

/** `npm run bench [-- --quick]`: measures, prints, and keeps the results of a full run in `bench/README.md`. */
async function run(isQuick: boolean, lifecycle: Lifecycle): Promise<void> {
  const plan = isQuick ? QUICK : FULL;
  const installation = await startInstallation(lifecycle);
  const { kvarbo } = installation;
  const started = await memoryOf(kvarbo.pid);
  const loadedIn = await load(installation, plan);
  const loaded = await memoryOf(kvarbo.pid);
  const floor = await startFloor(installation, lifecycle);
  const unguarded = await startUnguarded(installation, lifecycle);
  const token = await installation.token(LANDLORD.client);
  const samples = await measure([floor, unguarded, kvarbo], token, plan);
  const bulk = await measureBulk(senderTo(installation), plan.bulk);
  const memory = memoryTable([
    { when: 'started', memory: started },
    { when: 'after loading', memory: loaded },
    { when: 'after lists and notices', memory: await memoryOf(kvarbo.pid) },
  ]);
  const machine = `${availableParallelism()} cores shared by load generator, servers and PostgreSQL`;
  const results = [
    `${civilDay(new Date())}, ${machine}; Node ${process.versions.node}, ${await storeVersion(installation)};`,
    `${plan.own} cases of the landlord and ${plan.others} others, loaded in ${loadedIn.toFixed(0)} s;`,
    `${plan.rounds} rounds of ${plan.roundMs / 1000} s for each server, in turn.`,
    '',
    throughputTable(samples),
    '',
    bulkTable(bulk),
    '',
    memory,
  ].join('\n');
  process.stdout.write(`\n${results}\n`);
  if (!isQuick) await writeResults(results);
  if ([...samples, bulk].some(({ wrong }) => wrong > 0))
    throw new Error('There were wrong answers.');
}

/** Loads through the gateway, and lets PostgreSQL settle. Seconds that the loading took. */
async function load(installation: Installation, size: DataSize): Promise<number> {
  const { databaseUrl } = installation;
  const startedAt = performance.now();
  await loadData(senderTo(installation), size);
  const seconds = (performance.now() - startedAt) / 1000;
  await withStore(databaseUrl, (store) => store.query('VACUUM ANALYZE'));
  await withStore(databaseUrl, (store) => store.query('CHECKPOINT'));
  return seconds;
}

/** Sends operations to Kvarbo as any demo client. */
function senderTo(installation: Installation): Send {
  const { kvarbo } = installation;
  const tokens = new Map<string, Promise<string>>();
  return async (client, query, variables) => {
    const known = tokens.get(client) ?? installation.token(client);
    tokens.set(client, known);
    const response = await fetch(kvarbo.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await known}` },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as { data?: unknown; errors?: unknown };
    if (errors) throw new Error(`An operation was refused: ${JSON.stringify(errors)}`);
    return data;
  };
}

function storeVersion({ databaseUrl }: Installation): Promise<string> {
  return withStore(databaseUrl, async (store) => {
    const { rows } = await store.query<{ version: string }>(
      `SELECT current_setting('server_version') AS version`,
    );
    return `PostgreSQL ${rows[0]?.version ?? 'of unknown version'}`;
  });
}

async function withStore<T>(url: string, work: (store: Client) => Promise<T>): Promise<T> {
  const store = new Client({ connectionString: url });
  await store.connect();
  try {
    return await work(store);
  } finally {
    await store.end();
  }
}

const lifecycle = createLifecycle({ log: createLogger({ level: 'silent' }) });
lifecycle.stopOnSignals(process);
run(process.argv.includes('--quick'), lifecycle)
  .catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : 'Nothing was measured.'}\n`);
    process.exitCode = 1;
  })
  .finally(() => lifecycle.stop());
