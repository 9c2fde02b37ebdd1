import type { LocalDate } from '../shared';
import { Count, type Event } from './count';
import { nthWeekdayAfter, nthWeekdayAfterCountingSaturdays } from './legal-calendar';
import type { Step } from './step';

/** How a tenant holds the flat. */
export type TenureKind = 'RENTED' | 'TENANT_OWNED' | 'COOPERATIVE' | 'SUBLET';

/**
 * How the recovery notice was served on a tenant.
 *
 * @swedish delgivningssätt
 */
export type ServiceMethodKind =
  'ORDINARY' | 'PROCESS_SERVER' | 'VIA_KRONOFOGDEN' | 'VIA_COURT' | 'SUBSTITUTE';

/** One service of the recovery notice; `tenant` tells tenants apart, and without it each service is another tenant's. */
export interface TenantServed {
  readonly tenant?: string;
  readonly servedOn: LocalDate;
  readonly method: ServiceMethodKind;
}

/** How a message counts as given; by no known way where only the day is told. */
export type MessageWay = 'MESSAGE_GIVEN' | 'LETTER_SENT' | 'MESSAGE_RECEIVED';

/** The events that start a recovery period; `tenantCount` is the number of tenants on the lease, if known. */
export interface RecoveryEvents {
  readonly tenure: TenureKind;
  readonly tenantServed: readonly TenantServed[];
  readonly tenantCount?: number;
  readonly messageGivenOn: LocalDate | null;
  readonly messageWay?: MessageWay;
}

/**
 * The three weeks in which payment gives the tenancy back, and the wait before a decision.
 *
 * `startsOn` is day 0, which is not counted; `endsOn` is the last day to pay, inclusive.
 */
export interface RecoveryPeriod {
  readonly startsOn: LocalDate;
  readonly endsOn: LocalDate;
  readonly earliestDecisionOn: LocalDate;
  readonly earliestDecisionIfSaturdaysCountOn: LocalDate;
}

const RECOVERY_DAYS = 21;
/** Two further weekdays must have passed, so the decision comes on the third at the earliest. */
export const DECISION_WEEKDAY = 3;

/**
 * Decides the recovery period: three weeks from the later of the last tenant's service and the
 * message to the social board. Null while one of them is missing: the right to recover is open.
 *
 * @swedish återvinningsfrist
 * @legalSource JB-12-44-RECOVERY
 * @legalSource JB-12-44-DECISION-WAIT
 * @legalSource BRL-7-23-RECOVERY
 */
export function recoveryPeriod(events: RecoveryEvents): RecoveryPeriod | null {
  const { startsOn, day: endsOn } = recoveryCount(events);
  if (startsOn === null || endsOn === null) return null;
  return {
    startsOn,
    endsOn,
    earliestDecisionOn: nthWeekdayAfter(endsOn, DECISION_WEEKDAY),
    earliestDecisionIfSaturdaysCountOn: nthWeekdayAfterCountingSaturdays(endsOn, DECISION_WEEKDAY),
  };
}

/**
 * Counts the three weeks to the last day on which payment gives the tenancy back.
 *
 * @legalSource JB-12-44-RECOVERY
 * @legalSource BRL-7-23-RECOVERY
 */
export function recoveryCount(events: RecoveryEvents): Count {
  const { messageGivenOn, messageWay = 'MESSAGE_GIVEN' } = events;
  const message = { event: messageWay, on: messageGivenOn };
  return Count.from([...servicesOf(events), message], servicesNotCounted(events))
    .plusDays(RECOVERY_DAYS)
    .movedToActingDay();
}

/**
 * Whether a service of this method starts the clock: the substitute way of serving terminations
 * does so for tenant-owned flats only (NJA 1988 s. 420).
 *
 * @legalSource JB-12-44-FORM-CASES
 */
export function serviceStartsRecovery(tenure: TenureKind, method: ServiceMethodKind): boolean {
  return method !== 'SUBSTITUTE' || tenure === 'TENANT_OWNED';
}

/** For each tenant the first service that counts; one more that is missing where a tenant was not served so. */
function servicesOf({ tenure, tenantServed, tenantCount = 1 }: RecoveryEvents): readonly Event[] {
  const firstByTenant = new Map<string | number, LocalDate | null>();
  tenantServed.forEach(({ tenant, servedOn, method }, index) => {
    const key = tenant ?? index;
    const earlier = firstByTenant.get(key) ?? null;
    const counting = serviceStartsRecovery(tenure, method) ? servedOn : null;
    firstByTenant.set(key, earliest(earlier, counting));
  });
  const days = [...firstByTenant.values()];
  const known = days.filter((day) => day !== null).toSorted();
  const isComplete = known.length === days.length && days.length >= Math.max(tenantCount, 1);
  return [...known, ...(isComplete ? [] : [null])].map((on) => ({ event: 'TENANT_SERVED', on }));
}

function servicesNotCounted({ tenure, tenantServed }: RecoveryEvents): readonly Step[] {
  return tenantServed
    .filter(({ method }) => !serviceStartsRecovery(tenure, method))
    .map(({ servedOn }) => ({ step: 'NOT_COUNTED', event: 'TENANT_SERVED', on: servedOn }));
}

function earliest(one: LocalDate | null, other: LocalDate | null): LocalDate | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}
