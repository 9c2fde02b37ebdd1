import type { WriteTransaction } from '../persistence';
import { statement } from '../persistence';
import { cellColumns, KEEP_CELLS, protectedCells } from '../statistics';
import type { CountingOrder, CountRow, StatisticsSource } from '../statistics';

const ROLE = 'kvarbo_enforcement_writer';

const within = (day: string): string => `${day} BETWEEN $1::date AND $2::date`;

/**
 * `$1` and `$2` are the first and last civil day, `$3` the cases of protected persons. An affected eviction without a number of
 * children counts one child.
 */
const COUNTS = `
  SELECT board_id AS "boardId", case_id = ANY ($3::uuid[]) AS "isProtected", c.measure, sum(c.count)::int AS count
  FROM enforcement.record
  CROSS JOIN LATERAL (VALUES
    ('applications', CASE WHEN ${within('applied_on')} THEN 1 ELSE 0 END),
    ('withdrawn', CASE WHEN closure_kind = 'WITHDRAWN' AND ${within('closure_on')} THEN 1 ELSE 0 END),
    ('executed', CASE WHEN ${within('executed_on')} THEN 1 ELSE 0 END),
    ('executedWithChildren', CASE WHEN ${within('executed_on')} AND children_affected THEN 1 ELSE 0 END),
    ('childrenAffected', CASE WHEN ${within('executed_on')} AND children_affected
      THEN greatest(coalesce(children_count, 1), 1) ELSE 0 END)
  ) AS c(measure, count)
  WHERE ${within('applied_on')} OR ${within('closure_on')} OR ${within('executed_on')}
  GROUP BY 1, 2, 3`;

/**
 * Counts applications for eviction, what became of them, and the children who are affected.
 *
 * @legalSource UF-16-2-NOTIFY
 * @legalSource OSL-34-1
 */
export class EnforcementStatistics implements StatisticsSource {
  async count(tx: WriteTransaction, order: CountingOrder): Promise<void> {
    const { from, to } = order.quarter;
    const counted: CountRow[] = [];
    for (const authority of order.authorities) {
      const rows = await tx.as(ROLE, authority, (manager) =>
        statement<CountRow>(manager, COUNTS, [from, to, order.protectedCases]),
      );
      counted.push(...rows);
    }
    const cells = protectedCells(summed(counted), order);
    await tx.as(ROLE, '', (manager) => statement(manager, KEEP_CELLS, cellColumns(cells)));
  }
}

/** One count for each cell, whichever authorities it comes from. */
function summed(rows: readonly CountRow[]): readonly CountRow[] {
  const sums = new Map<string, CountRow>();
  for (const row of rows) {
    const key = [row.boardId, row.isProtected, row.measure].join(' ');
    sums.set(key, { ...row, count: row.count + (sums.get(key)?.count ?? 0) });
  }
  return [...sums.values()];
}
