import type { WriteTransaction } from '../persistence';
import { statement } from '../persistence';
import { cellColumns, KEEP_CELLS, protectedCells } from '../statistics';
import type { CountingOrder, CountRow, StatisticsSource } from '../statistics';

const ROLE = 'kvarbo_landlord_writer';

/**
 * `$1` and `$2` are the first and last civil day, `$3` the cases of protected persons. A chain of corrections is one message. A
 * settlement is counted where the landlord's last message of the case went.
 */
const COUNTS = `
  SELECT board_id AS "boardId", case_id = ANY ($3::uuid[]) AS "isProtected", 'notices' AS measure, count(*)::int AS count
  FROM landlord.notice
  WHERE supersedes IS NULL
    AND received_at >= ($1::date::timestamp AT TIME ZONE 'Europe/Stockholm')
    AND received_at < (($2::date + 1)::timestamp AT TIME ZONE 'Europe/Stockholm')
  GROUP BY 1, 2
  UNION ALL
  SELECT n.board_id, s.case_id = ANY ($3::uuid[]), 'recovered', count(*)::int
  FROM landlord.settlement s
  CROSS JOIN LATERAL (
    SELECT board_id FROM landlord.notice
    WHERE case_id = s.case_id AND landlord = s.landlord ORDER BY received_at DESC, id LIMIT 1
  ) n
  WHERE s.superseded_at IS NULL AND s.status = 'PAID' AND s.settled_on BETWEEN $1::date AND $2::date
  GROUP BY 1, 2`;

/**
 * Counts messages of landlords and tenancies that were paid for.
 *
 * @legalSource JB-12-44-RECOVERY
 */
export class LandlordStatistics implements StatisticsSource {
  async count(tx: WriteTransaction, order: CountingOrder): Promise<void> {
    const { from, to } = order.quarter;
    await tx.as(ROLE, '', async (manager) => {
      const rows = await statement<CountRow>(manager, COUNTS, [from, to, order.protectedCases]);
      await statement(manager, KEEP_CELLS, cellColumns(protectedCells(rows, order)));
    });
  }
}
