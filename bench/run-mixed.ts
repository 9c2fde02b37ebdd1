import { civilDay } from '../src/shared';
import type { Lifecycle } from '../src/server';
import { headersOf, senderTo } from './gateway';
import type { Request, RoundResult } from './measure/load.process';
import { memoryOf } from './measure/processes';
import type { MixedResult } from './measure/results';
import type { Bench } from './measure/rounds';
import type { RunPlan } from './plan';
import { heapOf, startSecondGateway } from './second-gateway';
import type { Installation } from './servers';
import { bodyOf } from './run-reads';
import { READS } from './workloads/reads';
import type { Subjects } from './workloads/reads';
import { SUBMIT_NOTICE } from './workloads/single-writes';

/** Reads of the mix and how often each stands in nine; what they answer is not changed by what is written. */
const MIX = { 'landlord-list': 6, 'case-board-farsta': 2, 'board-search': 1 } as const;
/** More than any server takes in a second at every tenth request. */
const WRITES_A_SECOND = 120;
/** In how many parts a long run is cut, with a look at the heap behind each. */
const PARTS = 20;
/** Behind the single writes that were measured before. */
const FIRST_WRITE = 10_000;
const SHORTEST_PART_SECONDS = 10;

/** Mixed load on a Kvarbo of its own: nine reads of three kinds, then a notice; with `minutes`, for that long, watching its heap. */
export async function runMixed(
  bench: Bench,
  { installation, subjects }: { installation: Installation; subjects: Subjects },
  { mixedSeconds, busy: concurrency, minutes }: RunPlan & { readonly minutes: number | null },
  lifecycle: Lifecycle,
): Promise<MixedResult> {
  const gateway = await startSecondGateway(installation, { withProbe: true });
  lifecycle.onStop('second Kvarbo', () => gateway.stop());
  const { url } = gateway;
  let prepared = 0;
  const results: RoundResult[] = [];
  const heap: number[] = [];
  async function part(seconds: number): Promise<void> {
    const numbers = { first: FIRST_WRITE + prepared, count: seconds * WRITES_A_SECOND };
    prepared += numbers.count;
    const tenths = await writesOf(installation, numbers);
    const requests = await readsOf(installation, url, subjects);
    const milliseconds = seconds * 1000;
    const round = { url, requests, tenths, once: false, concurrency, milliseconds };
    const result = await bench.load.ask(round);
    if (result.firstWrong !== null) {
      process.stderr.write(`Wrong: mixed load is answered ${result.firstWrong}\n`);
    }
    results.push(result);
  }
  await part(mixedSeconds);
  // Before garbage is collected by force for the first time.
  const memory = await memoryOf(gateway.pid);
  const rest = (minutes ?? 0) * 60 - mixedSeconds;
  const parts = Math.max(0, Math.min(PARTS, Math.floor(rest / SHORTEST_PART_SECONDS)));
  for (let index = 0; index < parts; index += 1) {
    heap.push(await heapOf(gateway));
    await part(Math.round(rest / parts));
  }
  if (parts > 0) heap.push(await heapOf(gateway));
  const [first] = results;
  const sum = (of: (result: RoundResult) => number): number =>
    results.reduce((total, result) => total + of(result), 0);
  const milliseconds = sum((result) => result.milliseconds);
  const answers = sum((result) => result.answers);
  const writes = sum(({ tenths }) => tenths);
  return {
    seconds: milliseconds / 1000,
    concurrency,
    reads: answers - writes,
    writes,
    wrong: sum(({ wrong }) => wrong),
    perSecond: (answers * 1000) / milliseconds,
    p50: first?.p50 ?? 0,
    p99: first?.p99 ?? 0,
    memory,
    heap,
  };
}

/** The reads in a fixed order, each with the answer that it gets before the load and must get all along. */
async function readsOf(
  installation: Installation,
  url: string,
  subjects: Subjects,
): Promise<readonly Request[]> {
  const requests: Request[] = [];
  for (const workload of READS) {
    const times = Object.entries(MIX).find(([name]) => name === workload.name)?.[1];
    if (times === undefined) continue;
    const headers = await headersOf(installation, workload.client);
    const body = await bodyOf(workload, installation, subjects);
    const response = await fetch(url, { method: 'POST', headers, body });
    const request = { headers, body, expected: { bytes: await response.text() } };
    requests.push(...Array.from({ length: times }, () => request));
  }
  return requests;
}

/** Notices of another landlord, each to be sent once. */
export async function writesOf(
  installation: Installation,
  numbers: { readonly first: number; readonly count: number },
): Promise<readonly Request[]> {
  const { client, query, expected, inputs } = SUBMIT_NOTICE;
  const headers = await headersOf(installation, client);
  const given = await inputs(numbers, civilDay(new Date()), senderTo(installation));
  return given.map((input) => {
    return { headers, body: JSON.stringify({ query, variables: { input } }), expected };
  });
}
