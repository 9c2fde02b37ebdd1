import type { LocalDate } from '../shared';
import { Count } from './count';
import { deadline, type Deadline } from './deadline';
import type { TenureKind } from './recovery';

const WEEK = 7;

/** What the clock of a delay rests on. */
export interface DelayEvents {
  readonly tenure: TenureKind;
  readonly rentDueOn: LocalDate | null;
  /** The day on which the rent was paid in full; null while it was not. */
  readonly paidOn?: LocalDate | null;
  /** The day on which the termination was served; null while it was not. */
  readonly terminatedOn?: LocalDate | null;
}

/**
 * The day from which a delay with the rent makes a tenancy forfeitable: it must be longer than one week, and payment before the
 * termination takes the ground away. Whether a delay is of minor importance is never decided here.
 *
 * @swedish förverkande
 * @legalSource JB-12-42-LATE
 * @legalSource JB-12-42-MINOR
 * @legalSource JB-12-43-CURE
 */
export function forfeitableFrom(events: DelayEvents, today: LocalDate): Deadline {
  const { tenure, rentDueOn, paidOn = null, terminatedOn = null } = events;
  const count = Count.from([{ event: 'RENT_DUE', on: rentDueOn }])
    .plusDays(WEEK)
    .movedToActingDay()
    .plusDays(1);
  // With days alone nobody can tell which came first on one day; the reading that keeps the home is taken.
  const isCured = paidOn !== null && (terminatedOn === null || paidOn <= terminatedOn);
  const paid = paidOn === null ? [] : [{ step: 'EVENT', event: 'RENT_PAID', on: paidOn } as const];
  return deadline(
    {
      kind: 'FORFEITABLE_FROM',
      ruleId: 'JB-12-42-LATE',
      legalBasis:
        tenure === 'TENANT_OWNED'
          ? '7 kap. 18 § 1 a bostadsrättslagen (1991:614)'
          : '12 kap. 42 § första stycket 1 jordabalken (1970:994)',
    },
    count.noting('NEVER_STATES_FORFEITURE').with(paid).counted,
    { today, isFrom: true, metOn: isCured ? paidOn : null },
  );
}
