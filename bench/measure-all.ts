import { availableParallelism } from 'node:os';
import type { Client } from 'pg';
import type { Lifecycle } from '../src/server';
import { startChild } from './child';
import { senderTo, withStore } from './gateway';
import { loadData } from './load-data';
import type { Round, RoundResult } from './measure/load.process';
import type { Results } from './measure/results';
import type { Options } from './options';
import { BOARD, LANDLORD } from './parties';
import type { RunPlan } from './plan';
import { startFloor, startPostGraphile, startTextbook, startUnguarded } from './references';
import { runBulk } from './run-bulk';
import { runMixed } from './run-mixed';
import { runReads } from './run-reads';
import { runStartUp } from './run-start-up';
import { runWrites } from './run-writes';
import { startInstallation } from './servers';
import type { Installation, MeasuredServer } from './servers';
import { fillCase } from './workloads/full-case';
import { findSubjects } from './workloads/subjects';

/** Everything that a run measures, one after the other on one installation. */
export async function measureAll(
  plan: RunPlan,
  { quick, minutes }: Options,
  lifecycle: Lifecycle,
): Promise<Results> {
  const startedAt = performance.now();
  const { installation, loadSeconds } = await loadedInstallation(plan, lifecycle);
  const { servers, missing } = await startServers(installation, lifecycle);
  const machine = await machineOf(installation);
  const generator = startChild<Round, RoundResult>('measure/load.process.js');
  lifecycle.onStop('load generator', () => {
    generator.stop();
  });
  const bench = { load: generator, storePid: machine.storePid };
  const clients = [BOARD.client, LANDLORD.client, 'kronofogden', 'oversight-farsta'];
  const subjects = await withStore(installation, (store) =>
    findSubjects(senderTo(installation), store, clients),
  );
  const samples = [
    ...(await runReads(bench, { installation, servers, subjects }, plan)),
    ...(await runWrites(bench, installation, plan)),
  ];
  const bulk = await runBulk(installation, plan, lifecycle);
  await withStore(installation, settle);
  const startUp = await runStartUp(installation, plan);
  const asked = { installation, subjects };
  const mixed = await runMixed(bench, asked, { ...plan, minutes }, lifecycle);
  return {
    format: 1,
    at: new Date().toISOString(),
    quick,
    machine: {
      cores: availableParallelism(),
      node: process.versions.node,
      store: machine.storeVersion,
    },
    data: { own: plan.own, others: plan.others, loadSeconds },
    rounds: plan.rounds,
    roundMs: plan.roundMs,
    seconds: (performance.now() - startedAt) / 1000,
    missing,
    samples,
    bulk,
    mixed,
    startUp,
  };
}

/** An installation with the data of a plan. */
export async function loadedInstallation(
  plan: Pick<RunPlan, 'own' | 'others'>,
  lifecycle: Lifecycle,
) {
  const installation = await startInstallation(lifecycle);
  return { installation, loadSeconds: await load(installation, plan) };
}

/** Loads through the gateway, and lets PostgreSQL settle. Seconds that the loading took. */
async function load(
  installation: Installation,
  plan: Pick<RunPlan, 'own' | 'others'>,
): Promise<number> {
  const send = senderTo(installation);
  const startedAt = performance.now();
  await loadData(send, plan);
  await fillCase(send);
  const seconds = (performance.now() - startedAt) / 1000;
  await withStore(installation, settle);
  return seconds;
}

/** So that no round meets the vacuum or the checkpoint that what was written before it brings. */
async function settle(store: Client): Promise<void> {
  await store.query('VACUUM ANALYZE');
  await store.query('CHECKPOINT');
}

/** Starts what Kvarbo is compared with; a reference that cannot be installed is left out and named. */
async function startServers(installation: Installation, lifecycle: Lifecycle) {
  const servers: MeasuredServer[] = [
    await startFloor(installation, lifecycle),
    await startUnguarded(installation, lifecycle),
    installation.kvarbo,
  ];
  const missing: Record<string, string> = {};
  for (const [name, start] of [
    ['PostGraphile', startPostGraphile],
    ['textbook', startTextbook],
  ] as const) {
    try {
      servers.push(await start(installation, lifecycle));
    } catch (error) {
      missing[name] = error instanceof Error ? error.message : 'It did not start.';
    }
  }
  return { servers, missing };
}

function machineOf(installation: Installation) {
  return withStore(installation, async (store) => {
    const { rows } = await store.query<{ version: string; pid: string }>(
      `SELECT current_setting('server_version') AS version, split_part(pg_read_file('postmaster.pid'), E'\\n', 1) AS pid`,
    );
    const { version = 'of unknown version', pid = '0' } = rows[0] ?? {};
    return { storeVersion: version, storePid: Number(pid) };
  });
}
