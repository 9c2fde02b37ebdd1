import type { LocalDate } from '../shared';
import type { Step } from './step';

/** The statutory clocks, in the order in which a case meets them. */
export const DEADLINE_KINDS = [
  'FORFEITABLE_FROM',
  'RECOVERY_END',
  'EARLIEST_DECISION',
  'TRANSFER_REQUEST_END',
  'REOPENING_END',
  'EVICTION_TARGET',
  'EARLIEST_EVICTION',
  'STAY_LIMIT',
  'STAY_LIMIT_EXCEPTIONAL',
  'DEFERRAL_LAPSES',
  'STORAGE_END',
  'CONFIRMATION_DUE',
] as const;
export type DeadlineKind = (typeof DEADLINE_KINDS)[number];

/**
 * Where a clock stands: it waits for an event, runs, was met by what it waits for, or its last day has passed unmet.
 *
 * A clock that says from when something may happen runs until that day and has lapsed from it on.
 */
export type DeadlineState = 'NOT_STARTED' | 'RUNNING' | 'MET' | 'LAPSED';

/** The law behind a clock. */
export interface Law {
  readonly kind: DeadlineKind;
  readonly ruleId: string;
  /** The provision as a Swedish lawyer cites it. */
  readonly legalBasis: string;
}

/** A count from events to a day, each step kept so that a person can check it. */
export interface Counted {
  /** Whether any of the events that it starts from is known. */
  readonly begun: boolean;
  /** Day 0, which is not counted; null while an event is missing. */
  readonly startsOn: LocalDate | null;
  readonly endsOn: LocalDate | null;
  readonly steps: readonly Step[];
}

/** One clock on one day. */
export interface Deadline extends Law, Counted {
  readonly state: DeadlineState;
}

/** What is told of a clock besides its count. */
export interface Standing {
  readonly today: LocalDate;
  /** The day on which what the clock waits for was done in a way that meets it; null while it was not. */
  readonly metOn?: LocalDate | null;
  /** Whether the clock says from when something may happen. */
  readonly isFrom?: boolean;
}

/** A clock with its state on a day. */
export function deadline(law: Law, counted: Counted, standing: Standing): Deadline {
  return {
    kind: law.kind,
    ruleId: law.ruleId,
    legalBasis: law.legalBasis,
    begun: counted.begun,
    startsOn: counted.startsOn,
    endsOn: counted.endsOn,
    steps: counted.steps,
    state: stateOf(counted, standing),
  };
}

function stateOf(
  { startsOn, endsOn }: Counted,
  { today, metOn = null, isFrom = false }: Standing,
): DeadlineState {
  if (metOn !== null) return 'MET';
  if (startsOn === null || endsOn === null || today < startsOn) return 'NOT_STARTED';
  return today < endsOn || (today === endsOn && !isFrom) ? 'RUNNING' : 'LAPSED';
}
