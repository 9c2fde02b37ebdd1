import type { Door } from '../disclosure';
import { statementName } from '../persistence';

/**
 * Notices about the same tenancy that came before the first one of each case `$1`, in other cases; every row of both sides is one
 * that the reader may know of. Different identity numbers, or different flat numbers, are never one tenancy.
 */
const EARLIER = `
  SELECT own.case_id, count(DISTINCT other.notice_id)::int AS earlier
  FROM landlord.tenancy_term own
  JOIN (SELECT case_id, min(received_at) AS at FROM landlord.tenancy_term WHERE case_id = ANY ($1) GROUP BY case_id) first
    ON first.case_id = own.case_id
  LEFT JOIN landlord.tenancy_term other
    ON other.value = own.value AND other.kind = own.kind AND other.case_id <> own.case_id AND other.received_at < first.at
    AND (other.number_index = own.number_index OR other.number_index IS NULL OR own.number_index IS NULL)
    AND (other.apartment_index = own.apartment_index OR other.apartment_index IS NULL OR own.apartment_index IS NULL)
  WHERE own.case_id = ANY ($1) GROUP BY own.case_id`;

/**
 * Counts the earlier notices about a tenancy, once for all cases of a level: a landlord's own, or those to the board.
 *
 * @legalSource SPL-6
 */
export class EarlierNoticesReader {
  /** A case of which the reader knows no notice is absent, and so is its tenancy. */
  readonly ofCases: Door<number> = async ({ reading, caseIds }) => {
    const rows = await reading.session.rows<{ case_id: string; earlier: number }>(
      statementName('earlier_notices', EARLIER),
      EARLIER,
      [caseIds],
    );
    return new Map(rows.map((row) => [row.case_id, row.earlier]));
  };
}
