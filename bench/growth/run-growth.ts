import path from 'node:path';
import type { Lifecycle } from '../../src/server';
import { startChild } from '../child';
import { withStore } from '../gateway';
import type { Round, RoundResult } from '../measure/load.process';
import { BENCH_FOLDER, putBetweenMarks, writeMarkdown } from '../report/between-marks';
import { startInstallation } from '../servers';
import { explainReads, explainWrites } from './explain';
import { growthText, plansText } from './growth-text';
import type { GrowthResults } from './growth-text';
import {
  measureGrowthOfPushes,
  measureGrowthOfReads,
  measureGrowthOfWrites,
} from './measure-growth';
import { growthOptions } from './options';
import { QUESTIONS } from './questions';
import { startSize } from './sizes';
import type { Sized } from './sizes';
import { mouldsOf } from './templates';

/** Smaller stores say little of plans: a small table is best read whole. */
const LEAST_FOR_PLANS = 100_000;

/** `npm run bench -- --growth`: the same reads and writes over stores of several sizes, and the plans of all statements over the largest. */
export async function runGrowth(args: readonly string[], lifecycle: Lifecycle): Promise<void> {
  const { sizes, rounds, keep } = growthOptions(args);
  const stores = await startStores(sizes, lifecycle);
  const results = await measure(stores, rounds, lifecycle);
  const text = growthText(results);
  process.stdout.write(`\n${text}\n`);
  const largest = stores.at(-1)?.size ?? 0;
  if (keep) {
    await putBetweenMarks('growth', text);
    if (results.explained.length > 0) {
      const plans = plansText(results.explained, largest);
      await writeMarkdown(path.join(BENCH_FOLDER, 'growth', 'plans.md'), plans);
    }
  }
  const wrong = results.samples.filter((one) => one.wrong > 0).map(({ workload }) => workload);
  const faults = [
    ...[...new Set(wrong)].map((workload) => `${workload}: there were wrong answers.`),
    ...results.explained.flatMap((one) => one.faults),
  ];
  if (faults.length > 0) throw new Error(faults.join('\n'));
}

async function startStores(
  sizes: readonly number[],
  lifecycle: Lifecycle,
): Promise<readonly Sized[]> {
  const seeded = await startInstallation(lifecycle);
  const moulds = await mouldsOf(seeded);
  const stores: Sized[] = [];
  for (const size of sizes) {
    const store = await startSize(seeded, moulds, size, lifecycle);
    process.stderr.write(`${size} cases loaded in ${store.loadSeconds.toFixed(0)} s\n`);
    stores.push(store);
  }
  return stores;
}

async function measure(
  stores: readonly Sized[],
  rounds: number,
  lifecycle: Lifecycle,
): Promise<GrowthResults> {
  const load = startChild<Round, RoundResult>('measure/load.process.js');
  lifecycle.onStop('load generator', () => {
    load.stop();
  });
  const bench = { load, storePid: await storePidOf(stores) };
  const plan = { rounds, roundMs: 500, warmUpMs: 4_000, writes: 20, pushed: 500 };
  const few = { ...plan, rounds: Math.ceil(rounds / 3) };
  const largest = stores.at(-1);
  const explained = largest && largest.size >= LEAST_FOR_PLANS ? largest : null;
  // Reads first: what is written afterwards stands foremost in the lists.
  const reads = await measureGrowthOfReads(bench, stores, plan);
  const plansOfReads = explained ? await explainReads(explained) : [];
  const writes = await measureGrowthOfWrites(bench, stores, few);
  const pushes = await measureGrowthOfPushes(bench, stores, few);
  const plansOfWrites = explained ? await explainWrites(explained) : [];
  const targets = Object.fromEntries(
    QUESTIONS.flatMap(({ title, target }) => (target === undefined ? [] : [[title, target]])),
  );
  return {
    at: new Date().toISOString(),
    rounds,
    stores,
    samples: [...reads, ...writes, ...pushes],
    targets,
    explained: [...plansOfReads, ...plansOfWrites],
  };
}

async function storePidOf([store]: readonly Sized[]): Promise<number> {
  if (!store) return 0;
  const { rows } = await withStore(store, (client) =>
    client.query<{ pid: string }>(
      `SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1) AS pid`,
    ),
  );
  return Number(rows[0]?.pid);
}
