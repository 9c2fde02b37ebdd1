import { parseArgs } from 'node:util';
import { FIXED_CASES } from './invented';

/** What `npm run bench -- --growth` is asked for. */
export interface GrowthOptions {
  /** Cases of each store, the smallest first. */
  readonly sizes: readonly number[];
  readonly rounds: number;
  /** Whether the results go into the pages of the bench; otherwise they are printed only. */
  readonly keep: boolean;
}

const SIZES = '10000,100000,1000000';
const LARGEST = 5_000_000;

/** Reads the arguments. @throws Error in one line for people, with all that is wrong */
export function growthOptions(args: readonly string[]): GrowthOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      cases: { type: 'string', default: SIZES },
      rounds: { type: 'string', default: '15' },
      print: { type: 'boolean', default: false },
    },
  });
  const sizes = values.cases
    .split(',')
    .map(Number)
    .sort((a, b) => a - b);
  const rounds = Number(values.rounds);
  const problems = [
    ...(sizes.every(isSize) && new Set(sizes).size === sizes.length
      ? []
      : [
          `--cases takes different multiples of ${FIXED_CASES} up to ${LARGEST}, with commas between them.`,
        ]),
    ...(Number.isInteger(rounds) && rounds > 0 ? [] : ['--rounds takes a whole number above 0.']),
  ];
  if (problems.length > 0) throw new Error(problems.join(' '));
  return { sizes, rounds, keep: !values.print };
}

function isSize(size: number): boolean {
  return size > 0 && size % FIXED_CASES === 0 && size <= LARGEST;
}
