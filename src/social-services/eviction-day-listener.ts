import type { EvictionTimeListener } from '../cases';
import { statement } from '../persistence';

const ROLE = 'kvarbo_social_writer';

/** A time that was told before the board spoke is one of which it spoke. */
const MARK = (table: string, spokenAt: string): string => `
  UPDATE social.${table} e
  SET lapsed_at = CASE WHEN told.notified_at <= e.${spokenAt} THEN NULL ELSE coalesce(e.lapsed_at, $4) END
  FROM unnest($2::uuid[], $3::timestamptz[]) AS told(case_id, notified_at)
  WHERE e.case_id = told.case_id AND e.board_id = $1 AND e.superseded_at IS NULL`;

const MARKS = [MARK('eviction_confirmation', 'confirmed_at'), MARK('attendance', 'recorded_at')];

/**
 * Keeps on each confirmation and statement of attendance whether the time of which it speaks is the one that is set; that is what
 * the row policies go by.
 *
 * @legalSource SOF-11-3-ACK
 */
export const markEvictionDays: EvictionTimeListener = async (tx, changes, now) => {
  for (const boardId of new Set(changes.map((change) => change.boardId))) {
    const own = changes.filter((change) => change.boardId === boardId);
    await tx.as(ROLE, boardId, async (manager) => {
      for (const mark of MARKS)
        await statement(manager, mark, [
          boardId,
          own.map(({ caseId }) => caseId),
          own.map(({ notifiedAt }) => notifiedAt),
          now,
        ]);
    });
  }
};
