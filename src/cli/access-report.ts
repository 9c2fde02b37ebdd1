import { parseArgs } from 'node:util';
import { socialBoardDirectory } from '../cases';
import { BadUserInputError, parseOrganisationNumber } from '../shared';
import type { Clock } from '../shared';
import { makeAccessReport } from '../topology';
import type { AccessReportRequest, AccessReportSettings } from '../topology';

/** Where the report command finds the store and the time, and writes. */
export interface AccessReportCommandOptions {
  readonly settings: () => Promise<AccessReportSettings>;
  readonly clock: Clock;
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}

const USAGE =
  'npm run --silent access-report -- --organisation NNNNNN-NNNN|BOARD --from YYYY-MM-DD --to YYYY-MM-DD [--minimum N]';

/**
 * `access-report`: prints the recurring control of access of one organisation in Markdown, and nothing else.
 *
 * Returns the exit code; each fault is one line on stderr.
 *
 * @legalSource SPL-10-ACCESS
 */
export async function runAccessReport(
  argv: readonly string[],
  { settings, clock, stdout, stderr }: AccessReportCommandOptions,
): Promise<number> {
  const request = requestIn(argv);
  if (typeof request === 'string') {
    stderr.write(`${request}\n`);
    return 1;
  }
  try {
    stdout.write(await makeAccessReport(await settings(), request, clock));
    return 0;
  } catch (error) {
    stderr.write(`${linesFor(error).join('\n')}\n`);
    return 1;
  }
}

/** What is asked for, or in one line why it cannot be. */
function requestIn(argv: readonly string[]): AccessReportRequest | string {
  const values = valuesIn(argv);
  const { organisation, from, to, minimum = '20' } = values ?? {};
  if (organisation === undefined || from === undefined || to === undefined) return USAGE;
  const isKnown =
    parseOrganisationNumber(organisation) === organisation ||
    socialBoardDirectory.find(organisation) !== null;
  if (!isKnown)
    return '--organisation: neither an organisation number NNNNNN-NNNN nor the id of a board';
  if (!/^\d{1,6}$/.test(minimum)) return '--minimum: not a whole number';
  return { organisation, from, to, minimum: Number(minimum) };
}

function valuesIn(argv: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    const options = { organisation: text, from: text, to: text, minimum: text };
    return parseArgs({ args: [...argv], options }).values;
  } catch {
    return null;
  }
}

function linesFor(error: unknown): readonly string[] {
  if (error instanceof BadUserInputError) {
    return error.problems.map(({ path, message }) => `--${path}: ${message}`);
  }
  return [error instanceof Error ? error.message : 'The report was not made.'];
}
