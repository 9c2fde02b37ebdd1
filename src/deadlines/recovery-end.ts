import type { LocalDate } from '../shared';
import type { Count } from './count';
import { deadline, type Deadline } from './deadline';
import type { RecoveryEvents, TenureKind } from './recovery';
import { recoveryCount } from './recovery';
import type { NoteName, Step } from './step';

/** What gives a tenancy back; each null while it was not done. */
export interface RecoveryDone {
  /** The day on which the rent was paid in full. */
  readonly paidOn?: LocalDate | null;
  /** The day on which the landlord was told of the board's undertaking. */
  readonly undertakenOn?: LocalDate | null;
  /** What else is to be told of the count. */
  readonly notes?: readonly NoteName[];
}

/**
 * The last day on which payment, or the social board's undertaking for a rented flat, gives the tenancy back. What came later
 * does not meet it; whether a late payment is excused is for a court.
 *
 * @swedish återvinningsfrist
 * @legalSource JB-12-44-RECOVERY
 * @legalSource JB-12-44-UNDERTAKING
 * @legalSource JB-12-44-EXCUSE
 * @legalSource BRL-7-23-RECOVERY
 */
export function recoveryEnd(
  events: RecoveryEvents,
  done: RecoveryDone,
  today: LocalDate,
): Deadline {
  const count = recoveryCount(events);
  const { metOn, steps } = recovered(events.tenure, count, done);
  return deadline(
    { kind: 'RECOVERY_END', ...lawOf(events.tenure) },
    count.noting(...(done.notes ?? [])).with(steps).counted,
    { today, metOn },
  );
}

/** Whether and when the tenancy was recovered by this count, and what tells of it. */
export function recovered(
  tenure: TenureKind,
  { day: endsOn }: Count,
  { paidOn = null, undertakenOn = null }: RecoveryDone,
): { readonly metOn: LocalDate | null; readonly steps: readonly Step[] } {
  const acts = [
    { event: 'RENT_PAID', on: paidOn },
    // There is no such rule for a tenant-owned flat.
    { event: 'UNDERTAKING_GIVEN', on: tenure === 'TENANT_OWNED' ? null : undertakenOn },
  ] as const;
  const done = acts.flatMap(({ event, on }) => (on === null ? [] : { event, on }));
  const isInTime = (on: LocalDate): boolean => endsOn === null || on <= endsOn;
  const [metOn = null] = done
    .map(({ on }) => on)
    .filter(isInTime)
    .toSorted();
  return {
    metOn,
    steps: done.flatMap(({ event, on }): readonly Step[] => [
      { step: 'EVENT', event, on },
      ...(isInTime(on) ? [] : [{ step: 'NOTE', note: 'TOO_LATE' } as const]),
    ]),
  };
}

function lawOf(tenure: TenureKind): { readonly ruleId: string; readonly legalBasis: string } {
  return tenure === 'TENANT_OWNED'
    ? { ruleId: 'BRL-7-23-RECOVERY', legalBasis: '7 kap. 23 § bostadsrättslagen (1991:614)' }
    : { ruleId: 'JB-12-44-RECOVERY', legalBasis: '12 kap. 44 § jordabalken (1970:994)' };
}
