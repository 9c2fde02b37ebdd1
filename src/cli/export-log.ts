import { readLog, writeExport } from '../disclosure-log';
import { findLog, lineFor, withLog } from './log-access';
import type { LogCommandOptions } from './verify-log';

/**
 * `export-log FILE`: writes the whole disclosure log into a new file that can be checked anywhere.
 *
 * Returns the exit code; a failure is one line on stderr.
 */
export async function runExportLog(
  argv: readonly string[],
  { settings, stdout, stderr }: LogCommandOptions,
): Promise<number> {
  const [file, ...rest] = argv;
  if (file === undefined || rest.length > 0) {
    stderr.write('npm run export-log -- FILE\n');
    return 1;
  }
  try {
    const { url } = await findLog(settings());
    const count = await withLog(url, (client) => writeExport(file, readLog(client)));
    stdout.write(`${count} records were written to ${file}.\n`);
    return 0;
  } catch (error) {
    stderr.write(`${lineFor(error)}\n`);
    return 1;
  }
}
