import type { ClockEvents, ClockSource, NoticeEvents } from '../cases';
import { SettlementStatus } from '../cases';
import type { ServiceMethodKind, TenureKind } from '../deadlines';
import type { Batch, Reading } from '../disclosure';
import type { LocalDate } from '../shared';
import type { LandlordNoticeReader } from './landlord-notice.reader';
import { messageGiven } from './message-given';
import { NoticeKind, NoticeStatus } from './notice-kind.type';
import type { NoticeRow } from './notice-view';

interface PaymentRow {
  readonly case_id: string;
  readonly settled_on: LocalDate;
  readonly reported_at: Date;
  /** Whether it is the landlord's last word. */
  readonly stands: boolean;
}

const PAYMENTS = `
  SELECT case_id, settled_on, reported_at, superseded_at IS NULL AS stands FROM landlord.settlement
  WHERE case_id = ANY ($1) AND status = '${SettlementStatus.PAID}' ORDER BY case_id, reported_at`;

const DEFERRED = `
  SELECT DISTINCT case_id FROM landlord.deferral WHERE case_id = ANY ($1) AND superseded_at IS NULL AND until >= $2::date`;

/**
 * What the messages about arrears that a reader may read, and landlords' reports of payment and deferrals, tell of clocks.
 *
 * @legalSource JB-12-44-RECOVERY
 * @legalSource JB-12-44-FORM-CASES
 * @legalSource UB-16-5-DEFERRAL
 */
export class LandlordClocks implements ClockSource {
  constructor(private readonly notices: Pick<LandlordNoticeReader, 'ofLevel'>) {}

  readonly clockEvents = async (batch: Batch): Promise<ReadonlyMap<string, ClockEvents>> => {
    const { session } = batch.reading;
    const [level, payments, deferred] = await Promise.all([
      this.notices.ofLevel(batch),
      session.rows<PaymentRow>('payments', PAYMENTS, [batch.caseIds]),
      deferredCases(batch.reading, batch.caseIds),
    ]);
    return new Map(
      batch.caseIds.map((caseId): readonly [string, ClockEvents] => {
        const notices = level.get(caseId) ?? [];
        const reports = payments.filter((payment) => payment.case_id === caseId);
        return [
          caseId,
          {
            deferred: deferred.has(caseId),
            notices: notices.flatMap(({ row }, index) =>
              eventsOf(row, { reports, nextAt: notices[index + 1]?.row.received_at ?? null }),
            ),
          },
        ];
      }),
    );
  };
}

/** The cases in which a landlord waits, of those that the reader may be told of. @legalSource UB-16-5-DEFERRAL */
export async function deferredCases(
  { session, today }: Reading,
  caseIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await session.rows<Pick<PaymentRow, 'case_id'>>('deferred_cases', DEFERRED, [
    caseIds,
    today,
  ]);
  return new Set(rows.map((row) => row.case_id));
}

/** Clocks run by messages about arrears; none does any more by one that the landlord has taken back. */
function eventsOf(row: NoticeRow, payments: Payments): readonly NoticeEvents[] {
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
  readonly reports: readonly PaymentRow[];
  readonly nextAt: Date | null;
}

/**
 * When the debt of a notice was paid. A report before the notice speaks of another debt. What was paid before a further notice came
 * stays paid, whatever is reported of that one; a superseded notice goes by the landlord's last word alone.
 */
function paidOn(
  { status, received_at: receivedAt }: NoticeRow,
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
