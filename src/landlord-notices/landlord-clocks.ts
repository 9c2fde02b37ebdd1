import type { ClockEvents, ClockSource } from '../cases';
import { SettlementStatus } from '../cases';
import type { Batch, Reading } from '../disclosure';
import type { LocalDate } from '../shared';
import type { LandlordNoticeReader } from './landlord-notice.reader';
import type { PaymentReport } from './notice-events';
import { noticeEvents } from './notice-events';

interface PaymentRow extends PaymentReport {
  readonly case_id: string;
}

interface DeferralRow {
  readonly case_id: string;
  readonly until: LocalDate;
}

const PAYMENTS = `
  SELECT case_id, settled_on, reported_at, superseded_at IS NULL AS stands FROM landlord.settlement
  WHERE case_id = ANY ($1) AND status = '${SettlementStatus.PAID}' ORDER BY case_id, reported_at`;

const DEFERRED = `
  SELECT case_id, max(until) AS until FROM landlord.deferral
  WHERE case_id = ANY ($1) AND superseded_at IS NULL GROUP BY case_id`;

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
    const [level, payments, until] = await Promise.all([
      this.notices.ofLevel(batch),
      session.rows<PaymentRow & Record<string, unknown>>('payments', PAYMENTS, [batch.caseIds]),
      deferrals(batch.reading, batch.caseIds),
    ]);
    return new Map(
      batch.caseIds.map((caseId): readonly [string, ClockEvents] => [
        caseId,
        {
          deferredUntil: until.get(caseId) ?? null,
          notices: noticeEvents(
            (level.get(caseId) ?? []).map(({ row }) => row),
            payments.filter((payment) => payment.case_id === caseId),
          ),
        },
      ]),
    );
  };
}

/** The cases in which a landlord waits, of those that the reader may be told of. @legalSource UB-16-5-DEFERRAL */
export async function deferredCases(
  reading: Reading,
  caseIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const until = await deferrals(reading, caseIds);
  return new Set([...until].flatMap(([caseId, last]) => (last >= reading.today ? caseId : [])));
}

/** The last day until which a landlord waits, by case. */
async function deferrals(
  { session }: Reading,
  caseIds: readonly string[],
): Promise<ReadonlyMap<string, LocalDate>> {
  const rows = await session.rows<DeferralRow & Record<string, unknown>>(
    'deferred_cases',
    DEFERRED,
    [caseIds],
  );
  return new Map(rows.map((row) => [row.case_id, row.until]));
}
