import type { ClockEvents, ClockSource } from '../cases';
import type { DeadlineKind } from '../deadlines';
import type { Batch } from '../disclosure';

interface ConfirmedRow {
  readonly case_id: string;
  readonly confirmed_at: Date;
}

/** What the boards that the reader may know of have confirmed of the present time; the last word stands last. */
const CONFIRMED = `
  SELECT case_id, confirmed_at FROM social.eviction_confirmation
  WHERE case_id = ANY ($1) AND superseded_at IS NULL AND lapsed_at IS NULL ORDER BY case_id, confirmed_at`;

/**
 * What a board's own record tells its reader of clocks: that the time of an eviction was confirmed.
 *
 * @legalSource SOF-11-3-ACK
 */
export class BoardClocks implements ClockSource {
  readonly clockEvents = async (
    batch: Batch,
    kinds: ReadonlySet<DeadlineKind>,
  ): Promise<ReadonlyMap<string, ClockEvents>> => {
    if (!kinds.has('CONFIRMATION_DUE')) return new Map();
    const rows = await batch.reading.session.rows<ConfirmedRow>('confirmed_times', CONFIRMED, [
      batch.caseIds,
    ]);
    return new Map(rows.map((row) => [row.case_id, { confirmedAt: row.confirmed_at }]));
  };
}
