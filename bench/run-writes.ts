import { civilDay } from '../src/shared';
import { headersOf, senderTo } from './gateway';
import type { Sample } from './measure/results';
import type { Bench } from './measure/rounds';
import { measuredRound } from './measure/rounds';
import type { RunPlan } from './plan';
import type { Installation } from './servers';
import { SINGLE_WRITES } from './workloads/single-writes';

/** A round ends with its last write, however long it takes. */
const LONGEST_ROUND_MS = 120_000;

/** Measures writes of one thing each, by several clients at once; the first round warms up and is not counted. */
export async function runWrites(
  bench: Bench,
  installation: Installation,
  { rounds, writes, busy: concurrency }: RunPlan,
): Promise<readonly Sample[]> {
  const { kvarbo } = installation;
  const send = senderTo(installation);
  const samples: Sample[] = [];
  for (const { name: workload, client, query, expected, inputs } of SINGLE_WRITES) {
    const headers = await headersOf(installation, client);
    for (let round = -1; round < rounds; round += 1) {
      const numbers = { first: (round + 1) * writes, count: writes };
      const given = await inputs(numbers, civilDay(new Date()), send);
      const requests = given.map((input) => {
        return { headers, body: JSON.stringify({ query, variables: { input } }), expected };
      });
      const figures = await measuredRound(bench, kvarbo.pid, {
        url: kvarbo.url,
        requests,
        once: true,
        concurrency,
        milliseconds: LONGEST_ROUND_MS,
      });
      if (round >= 0) {
        samples.push({ workload, server: kvarbo.name, concurrency, round, ...figures });
      }
    }
  }
  return samples;
}
