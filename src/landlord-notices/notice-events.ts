import type { NoticeEvents } from '../cases';
import type { ServiceMethodKind, TenureKind } from '../deadlines';
import type { LocalDate } from '../shared';
import { messageGiven } from './message-given';
import { NoticeKind, NoticeStatus } from './notice-kind.type';
import type { NoticeRow } from './notice-view';

/** What a notice tells of clocks. */
export type ClockedNotice = Pick<
  NoticeRow,
  | 'id'
  | 'kind'
  | 'status'
  | 'tenure'
  | 'claims'
  | 'terminated_on'
  | 'tenant_served'
  | 'tenant_ids'
  | 'received_at'
  | 'message_channel'
  | 'message_sent_at'
>;

/** A landlord's report that the debt was paid. */
export interface PaymentReport {
  readonly settled_on: LocalDate;
  readonly reported_at: Date;
  /** Whether it is the landlord's last word. */
  readonly stands: boolean;
}

/**
 * What starts and meets the clocks of the notices of one case, both in the order in which they came in and as far as their reader may
 * know them.
 *
 * @legalSource JB-12-44-RECOVERY
 * @legalSource JB-12-44-FORM-CASES
 */
export function noticeEvents(
  notices: readonly ClockedNotice[],
  reports: readonly PaymentReport[],
): readonly NoticeEvents[] {
  return notices.flatMap((notice, index) =>
    eventsOf(notice, { reports, nextAt: notices[index + 1]?.received_at ?? null }),
  );
}

/** Clocks run by messages about arrears; none does any more by one that the landlord has taken back. */
function eventsOf(row: ClockedNotice, payments: Payments): readonly NoticeEvents[] {
  const kind: string = NoticeKind.ARREARS;
  if (row.kind !== kind || row.status === NoticeStatus.WITHDRAWN) return [];
  const [rentDueOn = null] = (row.claims ?? []).map(({ dueOn }) => dueOn).toSorted();
  return [
    {
      noticeId: row.id,
      tenure: row.tenure as TenureKind,
      superseded: row.status === NoticeStatus.SUPERSEDED,
      rentDueOn,
      terminatedOn: row.terminated_on,
      tenantServed: (row.tenant_served ?? []).map(({ tenant, servedOn, method }) => ({
        tenant: String(tenant),
        servedOn,
        method: method as ServiceMethodKind,
      })),
      tenantCount: row.tenant_ids.length,
      ...messageGiven({
        receivedAt: row.received_at,
        channel: row.message_channel,
        sentAt: row.message_sent_at,
      }),
      paidOn: paidOn(row, payments),
    },
  ];
}

/** Reports of full payment in a case, by when they came, and when the notice after the one in question did. */
interface Payments {
  readonly reports: readonly PaymentReport[];
  readonly nextAt: Date | null;
}

/**
 * When the debt of a notice was paid. A report before the notice speaks of another debt. What was paid before a further notice came
 * stays paid, whatever is reported of that one; a superseded notice goes by the landlord's last word alone.
 */
function paidOn(
  { status, received_at: receivedAt }: ClockedNotice,
  { reports, nextAt }: Payments,
): LocalDate | null {
  if (status === NoticeStatus.RECEIVED) return null;
  const after = reports.filter(({ reported_at: reportedAt }) => reportedAt >= receivedAt);
  const found =
    status === NoticeStatus.SUPERSEDED
      ? after.filter(({ stands }) => stands)
      : after.filter(({ reported_at: reportedAt }) => nextAt === null || reportedAt < nextAt);
  return (
    (found.at(-1) ?? (status === NoticeStatus.PAID ? after.at(-1) : undefined))?.settled_on ?? null
  );
}
