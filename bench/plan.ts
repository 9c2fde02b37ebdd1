import type { DataSize } from './load-data';
import type { RoundPlan } from './measure/reads';

/** What a run does. */
export interface RunPlan extends DataSize, RoundPlan {
  /** Of the main read. */
  readonly concurrencies: readonly number[];
  /** Of everything else. */
  readonly busy: number;
  /** Records or notices in one call, and how many calls of each kind a server gets. */
  readonly bulk: number;
  readonly bulkRounds: number;
  /** Single writes of each kind in a round. */
  readonly writes: number;
  readonly mixedSeconds: number;
  readonly starts: number;
}

const FULL: RunPlan = {
  own: 2_000,
  others: 500,
  rounds: 5,
  roundMs: 2_000,
  warmUpMs: 6_000,
  concurrencies: [1, 32, 128],
  busy: 32,
  bulk: 2_000,
  bulkRounds: 3,
  writes: 100,
  mixedSeconds: 60,
  starts: 5,
};

/** Prints only: too short for figures that are passed on, long enough to see what a change does. */
const QUICK: RunPlan = {
  ...FULL,
  own: 400,
  others: 100,
  rounds: 3,
  roundMs: 600,
  warmUpMs: 3_000,
  concurrencies: [32],
  bulk: 400,
  bulkRounds: 2,
  writes: 40,
  mixedSeconds: 6,
  starts: 2,
};

/** The plan of a full run, or of a quick one. */
export function planFor({ quick }: { readonly quick: boolean }): RunPlan {
  return quick ? QUICK : FULL;
}
