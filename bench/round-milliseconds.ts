import { parseArgs } from 'node:util';

/**
 * How long each round lasts by `--seconds`, 5 unless told.
 *
 * @throws Error in one line for people
 */
export function roundMilliseconds(args: readonly string[]): number {
  const { values } = parseArgs({
    args: [...args],
    options: { seconds: { type: 'string', default: '5' } },
  });
  const milliseconds = Number(values.seconds) * 1000;
  if (!(milliseconds >= 1_000 && milliseconds <= 9_000)) {
    throw new Error('--seconds takes a number of seconds, 1 to 9.');
  }
  return milliseconds;
}
