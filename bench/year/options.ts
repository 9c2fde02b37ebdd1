import { parseArgs } from 'node:util';

/** How much of a year is replayed, and whether the result is kept. */
export interface YearOptions {
  /** Above 0, at most 1. */
  readonly share: number;
  readonly keep: boolean;
}

/** Events of a year, or of a share of it. */
export interface YearSize {
  readonly notices: number;
  readonly disturbances: number;
  /** Enforcement cases, each with {@link VERSIONS} versions, and each worked on by its board. */
  readonly enforcement: number;
  /** One event in this many is read about. */
  readonly sampled: number;
}

/** Versions that Kronofogden pushes of each of its cases. */
export const VERSIONS = 4;
/** Reads that follow an event of the sample. */
export const READS_AN_EVENT = 20;

const YEAR: YearSize = { notices: 60_000, disturbances: 15_000, enforcement: 9_000, sampled: 100 };

/** Reads the arguments. @throws Error in one line for people */
export function yearOptions(args: readonly string[]): YearOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      share: { type: 'string', default: '1' },
      print: { type: 'boolean', default: false },
    },
  });
  const share = Number(values.share);
  if (!(share > 0 && share <= 1)) throw new Error('--share takes a number above 0, at most 1.');
  return { share, keep: !values.print };
}

/** So much of a year, at least one event of each kind. */
export function sizeOf(share: number): YearSize {
  const part = (whole: number): number => Math.max(1, Math.round(whole * share));
  return {
    notices: part(YEAR.notices),
    disturbances: part(YEAR.disturbances),
    enforcement: Math.min(part(YEAR.enforcement), part(YEAR.notices)),
    sampled: YEAR.sampled,
  };
}
