import { writeFile } from 'node:fs/promises';
import type { Lifecycle } from '../src/server';
import { startChild } from './child';
import { headersOf } from './gateway';
import { loadedInstallation } from './measure-all';
import type { Round, RoundResult } from './measure/load.process';
import type { RunPlan } from './plan';
import { flameGraph } from './profile/flame';
import { framesOf, timeByOrigin } from './profile/frames';
import { table } from './report/table';
import { profileOf, startSecondGateway } from './second-gateway';
import { READS } from './workloads/reads';

const [WARM_UP_MS, PROFILED_MS] = [10_000, 10_000] as const;
/** Shares below this one are not listed, in percent. */
const LEAST_SHARE = 1;

/** Profiles Kvarbo's process under the main read, writes a flame graph, and gives what its time goes to as a table. */
export async function runProfile(
  file: string,
  plan: RunPlan,
  lifecycle: Lifecycle,
): Promise<string> {
  const { installation } = await loadedInstallation(plan, lifecycle);
  const gateway = await startSecondGateway(installation, { withProbe: true });
  lifecycle.onStop('second Kvarbo', () => gateway.stop());
  const load = startChild<Round, RoundResult>('measure/load.process.js');
  lifecycle.onStop('load generator', () => {
    load.stop();
  });
  const main = READS.find(({ isMain }) => isMain);
  if (!main) throw new Error('There is no main read.');
  const headers = await headersOf(installation, main.client);
  const body = JSON.stringify({ query: main.query });
  const response = await fetch(gateway.url, { method: 'POST', headers, body });
  const requests = [{ headers, body, expected: { bytes: await response.text() } }];
  const round = { url: gateway.url, requests, once: false, concurrency: plan.busy };
  await load.ask({ ...round, milliseconds: WARM_UP_MS });
  let answers = 0;
  const profile = await profileOf(gateway, async () => {
    const result = await load.ask({ ...round, milliseconds: PROFILED_MS });
    answers = result.answers - result.wrong;
  });
  const root = framesOf(profile);
  const each = (micros: number): string => (micros / Math.max(1, answers)).toFixed(0);
  const title = `${main.title}, ${plan.busy} at a time: ${each(root.total)} µs in Kvarbo's process for each of ${answers} answers`;
  await writeFile(file, flameGraph(root, title));
  const rows = timeByOrigin(root)
    .map(([origin, micros]) => [origin, micros, (micros / root.total) * 100] as const)
    .filter(([, , share]) => share >= LEAST_SHARE)
    .map(([origin, micros, share]) => [origin, each(micros), share.toFixed(1)]);
  return [`${title}.`, '', table(['Code of', 'µs/answer', '%'], rows, 1)].join('\n');
}
