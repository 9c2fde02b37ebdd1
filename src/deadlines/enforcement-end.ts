import type { LocalDate } from '../shared';
import type { NoteName, Step } from './step';

/** How an enforcement case ended; each null while it did not, or where it is not told. */
export interface EndEvents {
  readonly executedOn?: LocalDate | null;
  readonly closedOn?: LocalDate | null;
  /** What else is to be told of the end. */
  readonly notes?: readonly NoteName[];
}

/**
 * Whether and when an enforcement case ended, and what tells of it: by the eviction, by withdrawal or by another closing.
 *
 * @legalSource BFL-22-WITHDRAW
 */
export function ended({ executedOn = null, closedOn = null, notes = [] }: EndEvents): {
  readonly metOn: LocalDate | null;
  readonly steps: readonly Step[];
} {
  const executed = executedOn === null ? [] : [{ event: 'EXECUTED', on: executedOn } as const];
  const closed = closedOn === null ? [] : [{ event: 'CLOSED', on: closedOn } as const];
  const ends = [...executed, ...closed];
  const [metOn = null] = ends.map(({ on }) => on).toSorted();
  return {
    metOn,
    steps: [
      ...notes.map((note): Step => ({ step: 'NOTE', note })),
      ...ends.map((end): Step => ({ step: 'EVENT', ...end })),
    ],
  };
}
