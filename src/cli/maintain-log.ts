import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { maintainLog } from '../disclosure-log';
import { readKeySet } from '../persistence';
import type { Clock } from '../shared';
import { findLog, lineFor, withLog } from './log-access';
import { renderMaintenance } from './log-report';
import type { LogCommandOptions } from './verify-log';

const USAGE = 'npm run maintain-log -- [--dry-run] [--keys JWKS_FILE]';

/**
 * `maintain-log`: makes the coming months of the disclosure log and lets those go that were kept for as long as is set.
 *
 * Returns the exit code: 1 when the log is not whole, so that nothing was dropped, or the command failed.
 *
 * @legalSource SPL-10-ACCESS
 */
export async function runMaintainLog(
  argv: readonly string[],
  { settings, clock, stdout, stderr }: LogCommandOptions & { readonly clock: Clock },
): Promise<number> {
  try {
    const { isDryRun, keyFile } = readArguments(argv);
    const given = settings();
    const { url, signing } = await findLog(given);
    if (signing === null) throw new Error('KVARBO_SIGNING_KEYS: is required');
    const keys =
      keyFile === undefined
        ? signing.publicKeys()
        : readKeySet(JSON.parse(await readFile(keyFile, 'utf8')));
    const { retentionMonths } = given;
    const options = { signing, keys, retentionMonths, isDryRun, now: clock.now() };
    const report = await withLog(url, (client) => maintainLog(client, options));
    stdout.write(renderMaintenance(report, isDryRun));
    return report.verdict.faultCount === 0 ? 0 : 1;
  } catch (error) {
    stderr.write(`${lineFor(error)}\n`);
    return 1;
  }
}

function readArguments(argv: readonly string[]): { isDryRun: boolean; keyFile?: string } {
  const options = { 'dry-run': { type: 'boolean' }, keys: { type: 'string' } } as const;
  try {
    const { 'dry-run': isDryRun = false, keys } = parseArgs({ args: [...argv], options }).values;
    return { isDryRun, ...(keys !== undefined && { keyFile: keys }) };
  } catch {
    throw new Error(USAGE);
  }
}
