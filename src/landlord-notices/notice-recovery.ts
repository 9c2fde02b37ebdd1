import { recoveryPeriod } from '../deadlines';
import { civilDay, type LocalDate } from '../shared';
import { MessageChannel } from './message-proof.type';
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
    messageGivenOn: messageGivenOn(notice, receivedAt),
  });
  return period?.endsOn ?? null;
}

/**
 * The day on which the message counts as given to the board: the gateway's receipt, or the dispatch of an earlier registered
 * letter. Another way proves no day of its own.
 *
 * @legalSource JB-12-63-DISPATCH
 */
function messageGivenOn({ message }: Pick<ValidNotice, 'message'>, receivedAt: Date): LocalDate {
  const receivedOn = civilDay(receivedAt);
  if (message?.channel !== MessageChannel.REGISTERED_LETTER) return receivedOn;
  const sentOn = civilDay(message.sentAt);
  return sentOn < receivedOn ? sentOn : receivedOn;
}
