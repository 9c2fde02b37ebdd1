import type { ClockEvents, ClockSource } from '../cases';
import type { DeadlineKind } from '../deadlines';
import type { Batch } from '../disclosure';
import { Agency, civilDay } from '../shared';

interface ConfirmedRow {
  readonly case_id: string;
  readonly confirmed_at: Date;
}

/** What the boards that the reader may know of have confirmed of the present time; the last word stands last. */
const CONFIRMED = `
  SELECT case_id, confirmed_at FROM social.eviction_confirmation
  WHERE case_id = ANY ($1) AND superseded_at IS NULL AND lapsed_at IS NULL ORDER BY case_id, confirmed_at`;

interface UndertakingRow {
  readonly case_id: string;
  readonly notice_ids: readonly string[];
  readonly recorded_at: Date;
}

/** Undertakings that the reader was told of or has given, as they were known at an instant if there is one. */
const UNDERTAKEN = `
  SELECT case_id, notice_ids, recorded_at FROM social.rent_undertaking
  WHERE case_id = ANY ($1) AND ($2::timestamptz IS NULL OR recorded_at <= $2) ORDER BY recorded_at, id`;

/** Kronofogden knows of an undertaking by consent only, and its clocks never rest on one. */
const READERS_OF_UNDERTAKINGS: readonly Agency[] = [Agency.LANDLORD, Agency.SOCIAL_SERVICES];

/**
 * What a board's own record tells its reader of clocks: that it has answered for the rent, and that the time of an eviction was
 * confirmed.
 *
 * @legalSource JB-12-44-UNDERTAKING
 * @legalSource SOF-11-3-ACK
 */
export class BoardClocks implements ClockSource {
  readonly clockEvents = async (
    batch: Pick<Batch, 'reading' | 'caseIds'>,
    kinds: ReadonlySet<DeadlineKind>,
  ): Promise<ReadonlyMap<string, ClockEvents>> => {
    const [undertakings, confirmations] = await Promise.all([
      undertakenIn(batch, kinds),
      confirmedIn(batch, kinds),
    ]);
    const confirmedAt = new Map(confirmations.map((row) => [row.case_id, row.confirmed_at]));
    return new Map(
      batch.caseIds.map((caseId): readonly [string, ClockEvents] => [
        caseId,
        {
          confirmedAt: confirmedAt.get(caseId) ?? null,
          undertakings: undertakings
            .filter((row) => row.case_id === caseId)
            .map((row) => ({ noticeIds: row.notice_ids, on: civilDay(row.recorded_at) })),
        },
      ]),
    );
  };
}

async function confirmedIn(
  { caseIds, reading }: Pick<Batch, 'reading' | 'caseIds'>,
  kinds: ReadonlySet<DeadlineKind>,
): Promise<readonly ConfirmedRow[]> {
  if (!kinds.has('CONFIRMATION_DUE')) return [];
  return reading.session.rows<ConfirmedRow>('confirmed_times', CONFIRMED, [caseIds]);
}

async function undertakenIn(
  { caseIds, reading: { session, caller, knownAt } }: Pick<Batch, 'reading' | 'caseIds'>,
  kinds: ReadonlySet<DeadlineKind>,
): Promise<readonly UndertakingRow[]> {
  if (!READERS_OF_UNDERTAKINGS.includes(caller.agency)) return [];
  if (!kinds.has('RECOVERY_END') && !kinds.has('EARLIEST_DECISION')) return [];
  // Of an earlier instant, a domain is told what it knew itself, and this is the board's.
  if (knownAt && caller.agency !== Agency.SOCIAL_SERVICES) return [];
  return session.rows<UndertakingRow>('undertakings_of_clocks', UNDERTAKEN, [
    caseIds,
    knownAt ?? null,
  ]);
}
