import { isLawfulMove, PROCEEDINGS } from '../process';
import { endsWithoutEviction } from './closure-cut';
import { ClosureKind } from './closure.type';
import { EnforcementStatus } from './enforcement-status.type';
import { proceedingsState } from './proceedings-state';
import type { ValidEvictionRecord } from './validate-eviction-record';

interface Warning {
  /** Field of the record that looks odd. */
  readonly path: string;
  readonly message: string;
  /** @param before - the version that held until now; null for a new record */
  readonly applies: (record: ValidEvictionRecord, before: ValidEvictionRecord | null) => boolean;
}

const ENDED_AS: Readonly<Partial<Record<EnforcementStatus, ClosureKind>>> = {
  WITHDRAWN: ClosureKind.WITHDRAWN,
  LAPSED: ClosureKind.LAPSED,
};

/** Every warning with its constant sentence, in the order in which they are given. */
const WARNINGS = {
  UNUSUAL_MOVE: {
    path: 'status',
    message: 'The process knows no move from the status held before to this one.',
    applies: (record, before) => {
      const [from, to] = [before && proceedingsState(before), proceedingsState(record)];
      return from !== null && to !== null && !isLawfulMove(PROCEEDINGS, from, to);
    },
  },
  TIME_MISSING: {
    path: 'evictionTime',
    message: 'The status says that a time is set, and none is given (UF-16-4-TIME).',
    applies: ({ status, evictionTime }) =>
      status === EnforcementStatus.DATE_SET && evictionTime === null,
  },
  TIME_WITHOUT_STATUS: {
    path: 'evictionTime',
    message:
      'A time is given although the status says that none is set: it opens what a set time opens (UF-16-2-NOTIFY).',
    applies: ({ status, evictionTime }) =>
      evictionTime !== null &&
      status !== EnforcementStatus.DATE_SET &&
      status !== EnforcementStatus.EXECUTED,
  },
  STAY_MISSING: {
    path: 'stay',
    message: 'The status says that a stay is granted, and none is given (UB-16-4-STAY).',
    applies: ({ status, stay }) => status === EnforcementStatus.STAYED && stay === null,
  },
  STAY_ENDS_BEFORE_DECISION: {
    path: 'stay.until',
    message: 'The stay ends before the day of its decision (UB-16-4-STAY).',
    applies: ({ stay }) => stay !== null && stay.until < stay.decidedOn,
  },
  EXECUTION_DAY_MISSING: {
    path: 'executedOn',
    message: 'The status says that the eviction was carried out, and no day is given.',
    applies: ({ status, executedOn }) =>
      status === EnforcementStatus.EXECUTED && executedOn === null,
  },
  EXECUTION_WITHOUT_STATUS: {
    path: 'executedOn',
    message:
      'A day of execution is given although the status says that the case is not at its end.',
    applies: ({ status, executedOn }) =>
      executedOn !== null &&
      status !== EnforcementStatus.EXECUTED &&
      status !== EnforcementStatus.CLOSED,
  },
  CLOSURE_MISSING: {
    path: 'closure',
    message: 'The status says that the case has ended, and neither closure nor execution is given.',
    applies: ({ status, closure, executedOn }) =>
      endsWithoutEviction(status) && closure === null && executedOn === null,
  },
  CLOSURE_WITHOUT_STATUS: {
    path: 'closure',
    message: 'A closure is given although the status says that the case is open or carried out.',
    applies: ({ status, closure }) => closure !== null && !endsWithoutEviction(status),
  },
  CLOSURE_OF_OTHER_KIND: {
    path: 'closure.kind',
    message:
      'The closure is of another kind than the status says (BFL-22-WITHDRAW, UB-16-5-DEFERRAL).',
    applies: ({ status, closure }) => {
      const kind = ENDED_AS[status];
      return closure !== null && kind !== undefined && closure.kind !== kind;
    },
  },
  APPLICATION_MISSING: {
    path: 'appliedOn',
    message:
      'The status is of the enforcement stage, and no day of application is given: clocks that count from it cannot start (UB-16-5-DEFERRAL).',
    applies: ({ status, appliedOn }) =>
      appliedOn === null &&
      status !== EnforcementStatus.SUMMARY_PENDING &&
      status !== EnforcementStatus.DECIDED &&
      !endsWithoutEviction(status),
  },
} as const satisfies Readonly<Record<string, Warning>>;

/** Something odd in a pushed record, in the form of a problem; the sentence holds no value of it. */
export interface RecordWarning {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

/**
 * What is odd in a version that becomes the current one; no ground for refusing it, since Kronofogden owns its record.
 *
 * Follows from the record's own versions alone, so that it tells nothing of notices or social cases.
 *
 * @param at - path of the record in the input
 * @legalSource UF-16-2-NOTIFY
 */
export function recordWarnings(
  record: ValidEvictionRecord,
  before: ValidEvictionRecord | null,
  at: string,
): readonly RecordWarning[] {
  return Object.entries<Warning>(WARNINGS)
    .filter(([, { applies }]) => applies(record, before))
    .map(([code, { path, message }]) => ({ path: `${at}.${path}`, code, message }));
}
