import { civilDay } from '../src/shared';
import type { Lifecycle } from '../src/server';
import { startChild } from './child';
import type { WriteFloorRequest, WriteFloorSettings } from './floor/write-floor.process';
import { headersOf } from './gateway';
import type { BulkSample } from './measure/results';
import { SERVERS } from './names';
import type { RunPlan } from './plan';
import type { Installation } from './servers';
import { BULK, FIRST_BULK_TENANCY } from './workloads/bulk';

/** Measures calls with many items: first Kvarbo, then its floor with the very rows that Kvarbo has written, round by round. */
export async function runBulk(
  installation: Installation,
  { bulk, bulkRounds }: RunPlan,
  lifecycle: Lifecycle,
): Promise<readonly BulkSample[]> {
  const { kvarbo, databaseUrl, settings } = installation;
  const floor = startChild<WriteFloorSettings | WriteFloorRequest, number>(
    'floor/write-floor.process.js',
  );
  lifecycle.onStop('floor of writes', () => {
    floor.stop();
  });
  const { sealingKeys, indexKey, signingKeys } = settings;
  const port = await floor.ask({ databaseUrl, sealingKeys, indexKey, signingKeys });
  const samples: BulkSample[] = [];
  let first = FIRST_BULK_TENANCY;
  // The first round of each call is not counted: neither side has compiled what it runs.
  for (let round = -1; round < bulkRounds; round += 1) {
    const items = round < 0 ? Math.ceil(bulk / 4) : bulk;
    for (const { name, client, query, input, wrong } of BULK) {
      const body = JSON.stringify({
        query,
        variables: { input: input(first, items, civilDay(new Date())) },
      });
      first += items;
      await floor.ask({ step: 'remember' });
      const own = await timed(kvarbo.url, await headersOf(installation, client), body);
      const rows = await floor.ask({ step: 'take' });
      const beside = await timed(`http://127.0.0.1:${port}/`, {}, body);
      if (round < 0) continue;
      const sample = { workload: name, round, items, rows };
      const { data } = own.answer as { data: unknown };
      const put = (beside.answer as { rows: number }).rows;
      samples.push(
        {
          ...sample,
          server: SERVERS.floor,
          milliseconds: beside.milliseconds,
          wrong: put === rows ? 0 : items,
        },
        {
          ...sample,
          server: SERVERS.kvarbo,
          milliseconds: own.milliseconds,
          wrong: wrong(data, items),
        },
      );
    }
  }
  return samples;
}

async function timed(url: string, headers: Record<string, string>, body: string) {
  const startedAt = performance.now();
  const response = await fetch(url, { method: 'POST', headers, body });
  const text = await response.text();
  const milliseconds = performance.now() - startedAt;
  if (response.status !== 200) throw new Error(`${url} answers ${response.status}: ${text}`);
  return { milliseconds, answer: JSON.parse(text) as unknown };
}
