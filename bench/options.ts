import { parseArgs } from 'node:util';

/** What the command line asks for. */
export interface Options {
  readonly quick: boolean;
  /** Where results are written as JSON. */
  readonly json: string | null;
  /** Results of another run that these are compared with. */
  readonly compare: string | null;
  /** How long mixed load lasts for a look at the heap; as long as the plan says unless told. */
  readonly minutes: number | null;
  /** Where a flame graph is written; nothing else is measured then. */
  readonly profile: string | null;
}

/** Reads the arguments behind `npm run bench --`. @throws Error in one line for people, with all that is wrong */
export function parseOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      json: { type: 'string' },
      compare: { type: 'string' },
      minutes: { type: 'string' },
      profile: { type: 'string' },
    },
  });
  const minutes = values.minutes === undefined ? null : Number(values.minutes);
  if (minutes !== null && !(minutes > 0 && minutes <= 24 * 60)) {
    throw new Error('--minutes takes a number above 0, at most 1440.');
  }
  return {
    quick: values.quick,
    json: values.json ?? null,
    compare: values.compare ?? null,
    minutes,
    profile: values.profile ?? null,
  };
}
