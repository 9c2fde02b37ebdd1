import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { PurgeSettings } from '../config';
import { executePurge, planPurge, replayLedger } from '../retention';
import type { PurgeOptions } from '../retention';
import type { Clock } from '../shared';
import { findLog, lineFor, withLog } from './log-access';
import { renderPurge, renderReplay } from './purge-report';

/** Where a retention command finds the database and the time, and writes. */
export interface RetentionCommandOptions {
  readonly settings: () => PurgeSettings;
  readonly clock: Clock;
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
  /** Ends a schedule; without it one goes on for good. */
  readonly signal?: AbortSignal;
}

const USAGE = 'npm run purge -- [--execute DIGEST | --after-restore | --schedule]';
const HOUR_MS = 3_600_000;

/**
 * `purge`: tells what has been kept for its time, and with the digest of what it told lets it go.
 *
 * Returns the exit code; a failure is one line on stderr.
 *
 * @legalSource GDPR-5
 */
export async function runPurge(
  argv: readonly string[],
  { settings, clock, stdout, stderr, signal }: RetentionCommandOptions,
): Promise<number> {
  try {
    const asked = readArguments(argv);
    const given = settings();
    const { url } = await findLog(given);
    const options = (): PurgeOptions => ({
      now: clock.now(),
      logRetentionMonths: given.retentionMonths,
    });
    const execute = async (digest: string | null): Promise<void> => {
      const ledger = ledgerOf(given);
      const report = await withLog(url, (client) =>
        executePurge(client, digest, ledger, options()),
      );
      stdout.write(renderPurge(report));
    };
    if (asked.schedule) {
      if (given.purgeIntervalHours === 0) {
        throw new Error('KVARBO_PURGE_INTERVAL_HOURS: is 0, so that nothing is scheduled');
      }
      while (signal?.aborted !== true) {
        // A night on which the database is away is no reason to stop.
        await execute(null).catch((error: unknown) => stderr.write(`${lineFor(error)}\n`));
        await pause(given.purgeIntervalHours * HOUR_MS, undefined, { signal }).catch(
          () => undefined,
        );
      }
    } else if (asked.digest !== undefined) {
      await execute(asked.digest);
    } else if (asked.isRestored) {
      const ledger = ledgerOf(given);
      stdout.write(
        renderReplay(await withLog(url, (client) => replayLedger(client, ledger, clock.now()))),
      );
    } else {
      stdout.write(renderPurge(await withLog(url, (client) => planPurge(client, options()))));
    }
    return 0;
  } catch (error) {
    stderr.write(`${lineFor(error)}\n`);
    return 1;
  }
}

/** The ledger's file. @throws Error when it is not set where it has to be */
export function ledgerOf({ purgeLedger }: PurgeSettings): string {
  if (purgeLedger === null) throw new Error('KVARBO_PURGE_LEDGER: is required in production');
  return purgeLedger;
}

function readArguments(argv: readonly string[]): {
  readonly digest?: string | undefined;
  readonly isRestored: boolean;
  readonly schedule: boolean;
} {
  const options = {
    execute: { type: 'string' },
    'after-restore': { type: 'boolean' },
    schedule: { type: 'boolean' },
  } as const;
  try {
    const { values } = parseArgs({ args: [...argv], options });
    if (Object.keys(values).length > 1) throw new Error(USAGE);
    return {
      digest: values.execute,
      isRestored: values['after-restore'] ?? false,
      schedule: values.schedule ?? false,
    };
  } catch {
    throw new Error(USAGE);
  }
}
