import { isDeepStrictEqual } from 'node:util';
import type { MeasuredServer } from '../servers';
import type { Bench } from './rounds';
import { measuredRound } from './rounds';
import type { Sample } from './results';

/** How long and how often. */
export interface RoundPlan {
  readonly rounds: number;
  readonly roundMs: number;
  readonly warmUpMs: number;
}

/** One server with what it is asked, and what its answer says in the words of all. */
export interface Lane {
  readonly server: MeasuredServer;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /**
   * The content of an answer, without what each server makes in its own way.
   *
   * @throws Error when the answer is not whole
   */
  readonly content: (text: string) => unknown;
}

/** How many ask at a time before anything is measured. */
const WARM_UP = 32;

/** A read that several servers answer. */
export interface ReadPlan extends RoundPlan {
  readonly workload: string;
  readonly concurrencies: readonly number[];
}

/**
 * Asks the servers in turn, so that a slow moment of the machine meets all of them.
 *
 * @throws Error when the servers do not give the same content before the first round
 */
export async function measureReads(
  bench: Bench,
  lanes: readonly Lane[],
  plan: ReadPlan,
): Promise<readonly Sample[]> {
  const asked = await sameContent(lanes, plan.workload);
  const samples: Sample[] = [];
  // Node takes a few thousand answers until it has compiled what it runs.
  for (const { lane, requests } of asked) {
    const { url } = lane.server;
    const milliseconds = plan.warmUpMs;
    await bench.load.ask({ url, requests, once: false, concurrency: WARM_UP, milliseconds });
  }
  for (const concurrency of plan.concurrencies) {
    for (let round = 0; round < plan.rounds; round += 1) {
      for (const { lane, requests } of round % 2 === 0 ? asked : asked.toReversed()) {
        const result = await measuredRound(bench, lane.server.pid, {
          url: lane.server.url,
          requests,
          once: false,
          concurrency,
          milliseconds: plan.roundMs,
        });
        const server = lane.server.name;
        samples.push({ workload: plan.workload, server, concurrency, round, ...result });
      }
    }
  }
  return samples;
}

/** What each server is asked, with its first answer, which all later ones must equal. */
async function sameContent(lanes: readonly Lane[], workload: string) {
  const asked = await Promise.all(
    lanes.map(async (lane) => {
      const bytes = await firstAnswer(lane);
      const requests = [{ headers: lane.headers, body: lane.body, expected: { bytes } }];
      return { lane, requests, content: lane.content(bytes) };
    }),
  );
  const [first, ...others] = asked;
  for (const other of others) {
    if (!isDeepStrictEqual(other.content, first?.content)) {
      const names = `${first?.lane.server.name ?? ''} and ${other.lane.server.name}`;
      throw new Error(`${workload}: ${names} do not give the same content.`);
    }
  }
  return asked;
}

async function firstAnswer({ server: { name, url }, headers, body }: Lane): Promise<string> {
  const response = await fetch(url, { method: 'POST', headers, body });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${name} answers ${response.status}: ${text}`);
  return text;
}
