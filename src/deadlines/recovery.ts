import { addDays, type LocalDate } from '../shared';
import { nextActingDay, nthWeekdayAfter, nthWeekdayAfterCountingSaturdays } from './legal-calendar';

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

/** The events that start a recovery period; `tenantCount` is the number of tenants on the lease, if known. */
export interface RecoveryEvents {
  readonly tenure: TenureKind;
  readonly tenantServed: readonly TenantServed[];
  readonly tenantCount?: number;
  readonly messageGivenOn: LocalDate | null;
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
const DECISION_WEEKDAY = 3;

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
  const servedOn = allServedOn(events);
  const { messageGivenOn } = events;
  if (servedOn === null || messageGivenOn === null) return null;
  const startsOn = servedOn > messageGivenOn ? servedOn : messageGivenOn;
  const endsOn = nextActingDay(addDays(startsOn, RECOVERY_DAYS));
  return {
    startsOn,
    endsOn,
    earliestDecisionOn: nthWeekdayAfter(endsOn, DECISION_WEEKDAY),
    earliestDecisionIfSaturdaysCountOn: nthWeekdayAfterCountingSaturdays(endsOn, DECISION_WEEKDAY),
  };
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

/** The day on which the last tenant was served in a way that counts, or null while one is missing. */
function allServedOn({ tenure, tenantServed, tenantCount }: RecoveryEvents): LocalDate | null {
  const firstByTenant = new Map<string | number, LocalDate | null>();
  tenantServed.forEach(({ tenant, servedOn, method }, index) => {
    const key = tenant ?? index;
    const earlier = firstByTenant.get(key) ?? null;
    const counting = serviceStartsRecovery(tenure, method) ? servedOn : null;
    firstByTenant.set(key, earliest(earlier, counting));
  });
  const days = [...firstByTenant.values()];
  if (days.length < Math.max(tenantCount ?? 1, 1)) return null;
  return days.reduce((latest, day) =>
    latest === null || day === null ? null : latest > day ? latest : day,
  );
}

function earliest(one: LocalDate | null, other: LocalDate | null): LocalDate | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}
