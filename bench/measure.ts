import { isDeepStrictEqual } from 'node:util';
import { startChild } from './child';
import type { Round, RoundResult } from './load.process';
import { contentOf, OPERATION } from './operation';
import { processorTimeOf } from './process-memory';
import type { MeasuredServer } from './servers';

/** How long and how often. */
export interface MeasurePlan {
  readonly rounds: number;
  readonly roundMs: number;
  readonly warmUpMs: number;
  readonly concurrencies: readonly number[];
}

/** What a server did in one round. */
export interface Sample extends RoundResult {
  readonly server: string;
  readonly concurrency: number;
  readonly round: number;
  /** Time on a processor for each answer, in microseconds; null where the system does not tell. */
  readonly processorMicros: number | null;
}

/**
 * Asks the servers in turn, so that a slow moment of the machine meets all of them.
 *
 * @throws Error when the servers do not give the same content before the first round
 */
export async function measure(
  servers: readonly MeasuredServer[],
  token: string,
  plan: MeasurePlan,
): Promise<readonly Sample[]> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const body = JSON.stringify({ query: OPERATION });
  const asked = await Promise.all(
    servers.map(async (server) => ({ server, expected: await firstAnswer(server, headers, body) })),
  );
  const [first, ...others] = asked.map(({ expected }) => contentOf(expected));
  if (!others.every((other) => isDeepStrictEqual(other, first))) {
    throw new Error('The servers do not give the same content.');
  }
  const load = startChild<Round, RoundResult>('load.process.js');
  const samples: Sample[] = [];
  try {
    for (const concurrency of plan.concurrencies) {
      for (const { server, expected } of asked) {
        const milliseconds = plan.warmUpMs;
        await load.ask({ url: server.url, headers, body, expected, concurrency, milliseconds });
      }
      for (let round = 0; round < plan.rounds; round += 1) {
        for (const { server, expected } of round % 2 === 0 ? asked : asked.toReversed()) {
          const before = await processorTimeOf(server.pid);
          const result = await load.ask({
            url: server.url,
            headers,
            body,
            expected,
            concurrency,
            milliseconds: plan.roundMs,
          });
          const after = await processorTimeOf(server.pid);
          const processorMicros =
            before === null || after === null ? null : ((after - before) * 1000) / result.answers;
          samples.push({ server: server.name, concurrency, round, ...result, processorMicros });
        }
      }
    }
  } finally {
    load.stop();
  }
  return samples;
}

async function firstAnswer(
  { name, url }: MeasuredServer,
  headers: Record<string, string>,
  body: string,
): Promise<string> {
  const response = await fetch(url, { method: 'POST', headers, body });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${name} answers ${response.status}.`);
  return text;
}
