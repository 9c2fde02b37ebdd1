import { runVerifyLog } from '../../src/cli/verify-log';
import type { Lifecycle } from '../../src/server';
import { senderTo, withStore } from '../gateway';
import { processorTimeBelow, processorTimeOf } from '../measure/processes';
import { putBetweenMarks } from '../report/between-marks';
import { startInstallation } from '../servers';
import type { Installation } from '../servers';
import { checkApi, checkReplays } from './check-api';
import { checkStore } from './check-store';
import { sizeOf, yearOptions } from './options';
import { replay } from './replay';
import { faultsOfYear, yearText } from './year-text';
import type { YearResults } from './year-text';

/** `npm run bench -- --year`: a year of the country against one instance, and then whether nothing was lost or doubled. */
export async function runYear(args: readonly string[], lifecycle: Lifecycle): Promise<void> {
  const { share, keep } = yearOptions(args);
  const size = sizeOf(share);
  const installation = await startInstallation(lifecycle);
  const send = senderTo(installation);
  const before = await processorSeconds(installation);
  const replayed = await replay(send, size);
  const after = await processorSeconds(installation);
  const startedAt = performance.now();
  // Sent once more before anything is counted, so that the counts tell whether that doubled anything.
  const replays = await checkReplays(send, replayed.calls);
  const stored = await withStore(installation, (store) => checkStore(store, size, replayed));
  const read = await checkApi(send, size, replayed);
  const log = await verify(installation);
  const results: YearResults = {
    at: new Date().toISOString(),
    share,
    size,
    replayed,
    processor: before !== null && after !== null ? after - before : null,
    checkSeconds: (performance.now() - startedAt) / 1000,
    found: [...stored, ...read, replays],
    log,
  };
  const text = yearText(results);
  process.stdout.write(`\n${text}\n`);
  if (keep) await putBetweenMarks('year', text);
  const faults = faultsOfYear(results);
  if (faults.length > 0) throw new Error(faults.join('\n'));
}

/** What the gateway and PostgreSQL have spent on processors; null where the system does not tell. */
async function processorSeconds(installation: Installation): Promise<number | null> {
  const { rows } = await withStore(installation, (store) =>
    store.query<{ pid: string }>(
      `SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1) AS pid`,
    ),
  );
  const times = await Promise.all([
    processorTimeOf(installation.kvarbo.pid),
    processorTimeBelow(Number(rows[0]?.pid)),
  ]);
  return times.reduce<number | null>(
    (sum, one) => (sum === null || one === null ? null : sum + one / 1000),
    0,
  );
}

/** The product's own check of the log. */
async function verify({ databaseUrl, settings }: Installation): Promise<YearResults['log']> {
  const said: string[] = [];
  const take = { write: (text: string) => said.push(text) };
  const code = await runVerifyLog([], {
    settings: () => ({
      databaseUrl,
      isProduction: true,
      dataDir: '',
      retentionMonths: 24,
      signingKeys: settings.signingKeys,
      sealingKeys: settings.sealingKeys,
      indexKey: settings.indexKey,
    }),
    stdout: take,
    stderr: take,
  });
  return { isWhole: code === 0, words: said.join('').trim().replace(/\s+/g, ' ') };
}
