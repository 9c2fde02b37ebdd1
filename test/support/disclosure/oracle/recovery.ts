import { recoveryPeriod } from '../../../../src/deadlines';
import type { ServiceMethodKind, TenureKind } from '../../../../src/deadlines';
import { civilDay } from '../../../../src/shared';
import type { ModelNotice } from './model';

/** By the calendar of the law, which is tested on its own. */
export function recoveryDay({ input, at }: Pick<ModelNotice, 'input' | 'at'>): string | null {
  if (input.kind !== 'ARREARS') return null;
  const received = civilDay(at);
  const sent =
    input.message?.channel === 'REGISTERED_LETTER'
      ? civilDay(new Date(input.message.sentAt))
      : null;
  const period = recoveryPeriod({
    tenure: input.dwelling.tenure as TenureKind,
    tenantServed: input.tenantServed.map(({ tenantName, servedOn, method }) => ({
      tenant: tenantName,
      servedOn,
      method: method as ServiceMethodKind,
    })),
    tenantCount: input.tenants.length,
    messageGivenOn: sent !== null && sent < received ? sent : received,
  });
  return period?.endsOn ?? null;
}
