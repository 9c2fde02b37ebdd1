import { recoveryPeriod } from '../deadlines';
import { type LocalDate } from '../shared';
import { messageGiven } from './message-given';
import { NoticeKind } from './notice-kind.type';
import type { ValidNotice } from './validate-notice';

/**
 * The last day on which payment gives the tenancy back by this notice, or null while the three weeks have not started.
 *
 * @legalSource JB-12-44-RECOVERY
 */
export function recoveryEndsOn(notice: ValidNotice, receivedAt: Date): LocalDate | null {
  if (notice.kind !== NoticeKind.ARREARS) return null;
  const period = recoveryPeriod({
    tenure: notice.dwelling.tenure,
    tenantServed: notice.tenantServed.map(({ tenant, servedOn, method }) => ({
      tenant: String(tenant),
      servedOn,
      method,
    })),
    tenantCount: notice.tenants.length,
    ...messageGiven({ receivedAt, ...notice.message }),
  });
  return period?.endsOn ?? null;
}
