import type { ProceedingsState } from '../process';
import { ClosureKind } from './closure.type';
import { EnforcementStatus } from './enforcement-status.type';
import type { ValidEvictionRecord } from './validate-eviction-record';

/** What the state of the proceedings follows from. */
export type StatedRecord = Pick<
  ValidEvictionRecord,
  'status' | 'summaryCase' | 'heardOn' | 'closure' | 'executedOn' | 'storage'
>;

const CLOSED_BY: Readonly<Record<ClosureKind, ProceedingsState>> = {
  [ClosureKind.WITHDRAWN]: 'CLOSED_WITHDRAWN',
  [ClosureKind.LAPSED]: 'CLOSED_LAPSED',
  [ClosureKind.VACATED]: 'CLOSED_VACATED',
  [ClosureKind.NEW_AGREEMENT]: 'CLOSED_NEW_AGREEMENT',
};

const STATES: Readonly<
  Record<EnforcementStatus, (record: StatedRecord) => ProceedingsState | null>
> = {
  SUMMARY_PENDING: ({ summaryCase }) =>
    summaryCase?.contested ? 'SUMMARY_CONTESTED' : 'SUMMARY_PENDING',
  DECIDED: () => 'DECIDED',
  OPEN: ({ heardOn }) => (heardOn === null ? 'ENFORCEMENT_OPEN' : 'DEFENDANT_HEARD'),
  DATE_SET: () => 'DATE_SET',
  DEFERRED: () => 'DEFERRED',
  STAYED: () => 'STAYED',
  EXECUTED: ({ storage }) => (storage === null ? 'EXECUTED' : 'STORAGE'),
  WITHDRAWN: () => 'CLOSED_WITHDRAWN',
  LAPSED: () => 'CLOSED_LAPSED',
  CLOSED: ({ closure, executedOn, storage }) => {
    if (closure) return CLOSED_BY[closure.kind];
    if (executedOn === null) return null;
    return storage === null ? 'EXECUTED' : 'STORAGE';
  },
};

/** The state of the proceedings that a record speaks of; null for a closed case that does not say how it ended. */
export function proceedingsState(record: StatedRecord): ProceedingsState | null {
  return STATES[record.status](record);
}
