import { civilDay } from '../../src/shared';
import { headersOf, senderTo } from '../gateway';
import type { Sample } from '../measure/results';
import { measuredRound } from '../measure/rounds';
import type { Bench } from '../measure/rounds';
import { SINGLE_WRITES } from '../workloads/single-writes';
import { pushInput, PUSH_RECORDS } from './push';
import { prepare, QUESTIONS } from './questions';
import type { Prepared } from './questions';
import type { Sized } from './sizes';

/** How often, and how long a round lasts. */
export interface GrowthPlan {
  readonly rounds: number;
  readonly roundMs: number;
  readonly warmUpMs: number;
  /** Single writes of each kind in a round, and records in a push. */
  readonly writes: number;
  readonly pushed: number;
}

interface Lane extends Prepared {
  readonly store: Sized;
}

/** One at a time: what a size costs shows in the time of an answer, not of a wait. */
const concurrency = 1;
const LONGEST_ROUND_MS = 120_000;

/**
 * Asks each store every question in turn, round by round, so that a slow moment of the machine meets all sizes.
 *
 * @throws Error when an answer is not whole, or two sizes answer differently of the same cases
 */
export async function measureGrowthOfReads(
  bench: Bench,
  stores: readonly Sized[],
  { rounds, roundMs, warmUpMs }: GrowthPlan,
): Promise<readonly Sample[]> {
  const samples: Sample[] = [];
  for (const question of QUESTIONS) {
    const lanes: Lane[] = [];
    for (const store of stores) {
      const prepared = await prepare(question, store);
      if (prepared) lanes.push({ store, ...prepared });
    }
    if (question.isFixed && new Set(lanes.map(({ bytes }) => bytes)).size > 1) {
      throw new Error(`${question.title}: the sizes answer differently.`);
    }
    const roundOf = ({ store, headers, body, bytes }: Lane, milliseconds: number) => ({
      url: store.kvarbo.url,
      requests: [{ headers, body, expected: { bytes } }],
      once: false,
      concurrency,
      milliseconds,
    });
    for (const lane of lanes) await bench.load.ask(roundOf(lane, warmUpMs));
    for (let round = 0; round < rounds; round += 1) {
      for (const lane of round % 2 === 0 ? lanes : lanes.toReversed()) {
        const figures = await measuredRound(bench, lane.store.kvarbo.pid, roundOf(lane, roundMs));
        const { name: server } = lane.store.kvarbo;
        samples.push({ workload: question.title, server, concurrency, round, ...figures });
      }
    }
  }
  return samples;
}

/** The same for single writes; the first round warms up and is not counted. */
export async function measureGrowthOfWrites(
  bench: Bench,
  stores: readonly Sized[],
  { rounds, writes }: GrowthPlan,
): Promise<readonly Sample[]> {
  const samples: Sample[] = [];
  for (const { name: workload, client, query, expected, inputs } of SINGLE_WRITES) {
    for (let round = -1; round < rounds; round += 1) {
      for (const store of stores) {
        const numbers = { first: (round + 1) * writes, count: writes };
        const given = await inputs(numbers, civilDay(new Date()), senderTo(store));
        const headers = await headersOf(store, client);
        const figures = await measuredRound(bench, store.kvarbo.pid, {
          url: store.kvarbo.url,
          requests: given.map((input) => {
            return { headers, body: JSON.stringify({ query, variables: { input } }), expected };
          }),
          once: true,
          concurrency,
          milliseconds: LONGEST_ROUND_MS,
        });
        if (round < 0) continue;
        samples.push({ workload, server: store.kvarbo.name, concurrency, round, ...figures });
      }
    }
  }
  return samples;
}

/** The same for pushes of many records, one call a round. */
export async function measureGrowthOfPushes(
  bench: Bench,
  stores: readonly Sized[],
  { rounds, pushed }: GrowthPlan,
): Promise<readonly Sample[]> {
  const samples: Sample[] = [];
  for (let round = -1; round < rounds; round += 1) {
    for (const store of stores) {
      const { name: server, pid, url } = store.kvarbo;
      const input = pushInput((round + 1) * pushed, pushed, civilDay(new Date()));
      const headers = await headersOf(store, 'kronofogden');
      const body = JSON.stringify({ query: PUSH_RECORDS, variables: { input } });
      // A record that is refused has a problem, and a problem has a code.
      const expected = { holds: ['"outcome":"CREATED"'], lacks: ['"errors"', '"code"'] };
      const requests = [{ headers, body, expected }];
      const milliseconds = LONGEST_ROUND_MS;
      const asked = { url, requests, once: true, concurrency, milliseconds };
      const figures = await measuredRound(bench, pid, asked);
      if (round < 0) continue;
      const workload = `push of ${pushed} records`;
      samples.push({ workload, server, concurrency, round, ...figures });
    }
  }
  return samples;
}
