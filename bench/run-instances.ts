import type { Lifecycle } from '../src/server';
import { startBalancer } from '../test/support/balancer';
import { startChild } from './child';
import { headersOf, senderTo, withStore } from './gateway';
import type { Round, RoundResult } from './measure/load.process';
import { loadedInstallation } from './measure-all';
import { LANDLORD } from './parties';
import { spreadText } from './report/spread';
import { table } from './report/table';
import { roundMilliseconds } from './round-milliseconds';
import { bodyOf } from './run-reads';
import { writesOf } from './run-mixed';
import { startSecondGateway } from './second-gateway';
import type { Installation } from './servers';
import { READS } from './workloads/reads';
import { findSubjects } from './workloads/subjects';

/** How many instances answer behind the balancer. */
const COUNTS = [1, 2, 4] as const;
const ROUNDS = 5;
const CONCURRENCY = 32;
/** Until Node has compiled what it runs. */
const WARM_UP_MS = 4_000;
/** More than any number of instances takes in a second. */
const WRITES_A_SECOND = 400;
/** Behind all that another part of the bench writes. */
const FIRST_WRITE = 40_000;

interface Measured {
  readonly count: number;
  readonly workload: string;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

/**
 * `npm run bench -- --instances`: throughput and latency of one, two and four instances over one database, behind a plain TCP balancer,
 * in turn, round by round. All of it shares the cores of this machine, so more instances than cores cannot answer more.
 */
export async function runInstances(args: readonly string[], lifecycle: Lifecycle): Promise<void> {
  const milliseconds = roundMilliseconds(args);
  const { installation } = await loadedInstallation({ own: 2_000, others: 500 }, lifecycle);
  const ports = await portsOf(installation, lifecycle);
  const load = startChild<Round, RoundResult>('measure/load.process.js');
  lifecycle.onStop('load generator', () => {
    load.stop();
  });
  const list = await listOf(installation);
  const measured: Measured[] = [];
  let written = 0;
  const measure = async (count: number, time: number): Promise<readonly Measured[]> => {
    const balancer = await startBalancer(ports.slice(0, count));
    const url = `http://127.0.0.1:${balancer.port}/graphql`;
    const needed = Math.ceil((time / 1000) * WRITES_A_SECOND);
    const notices = await writesOf(installation, { first: FIRST_WRITE + written, count: needed });
    written += needed;
    const frame = { url, concurrency: CONCURRENCY, milliseconds: time };
    const results = [
      ['landlord’s list of 20', await load.ask({ ...frame, requests: [list], once: false })],
      ['submitNotice', await load.ask({ ...frame, requests: notices, once: true })],
    ] as const;
    await balancer.close();
    return results.map(([workload, result]) => {
      if (result.wrong > 0) throw new Error(`Wrong answers: ${result.firstWrong}`);
      const perSecond = (result.answers * 1000) / result.milliseconds;
      return { count, workload, perSecond, p50: result.p50, p99: result.p99 };
    });
  };
  for (const count of COUNTS) await measure(count, WARM_UP_MS);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const count of COUNTS) measured.push(...(await measure(count, milliseconds)));
  }
  process.stdout.write(`${textOf(measured)}\n`);
}

async function portsOf(installation: Installation, lifecycle: Lifecycle): Promise<number[]> {
  const ports = [Number(new URL(installation.kvarbo.url).port)];
  while (ports.length < Math.max(...COUNTS)) {
    const gateway = await startSecondGateway(installation);
    lifecycle.onStop('one more Kvarbo', () => gateway.stop());
    ports.push(Number(new URL(gateway.url).port));
  }
  return ports;
}

/** The landlord's list, with the answer that it must get of every instance. */
async function listOf(installation: Installation) {
  const workload = READS.find(({ name }) => name === 'landlord-list');
  if (!workload) throw new Error('There is no such read.');
  const subjects = await withStore(installation, (store) =>
    findSubjects(senderTo(installation), store, [LANDLORD.client]),
  );
  const headers = await headersOf(installation, workload.client);
  const body = await bodyOf(workload, installation, subjects);
  const response = await fetch(installation.kvarbo.url, { method: 'POST', headers, body });
  return { headers, body, expected: { bytes: await response.text() } };
}

function textOf(measured: readonly Measured[]): string {
  const workloads = [...new Set(measured.map(({ workload }) => workload))];
  const rows = workloads.flatMap((workload) =>
    COUNTS.map((count) => {
      const own = measured.filter((one) => one.workload === workload && one.count === count);
      const alone = measured.filter((one) => one.workload === workload && one.count === 1);
      // Within each round, so that a slow moment of the machine meets both.
      const ratio = (of: (one: Measured) => number): number[] =>
        own.map((one, round) => of(one) / of(alone[round] ?? one));
      return [
        workload,
        String(count),
        spreadText(
          ratio(({ perSecond }) => perSecond),
          2,
        ),
        spreadText(
          ratio(({ p50 }) => p50),
          2,
        ),
        spreadText(
          ratio(({ p99 }) => p99),
          2,
        ),
        spreadText(
          own.map(({ perSecond }) => perSecond),
          0,
        ),
        spreadText(
          own.map(({ p99 }) => p99),
          1,
        ),
      ];
    }),
  );
  const head = ['What', 'Instances', 'Throughput', 'p50', 'p99', 'Answers/s', 'p99 ms'];
  return `Ratios to one instance, ${CONCURRENCY} at a time:\n\n${table(head, rows)}`;
}
