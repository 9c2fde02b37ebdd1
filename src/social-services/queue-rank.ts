import type { Arrears, QueuedCase, QueueRanking } from '../cases';
import type { WriteTransaction } from '../persistence';
import { statement } from '../persistence';
import { groupBy } from '../shared';
import { weigh, type WeighedEntries } from './priority';
import { Priority } from './social-services-record.type';

/** The arrears that boards read, by case and board with a space between. */
type ArrearsOfBoards = (
  tx: WriteTransaction,
  caseIds: readonly string[],
) => Promise<ReadonlyMap<string, Omit<Arrears, 'lastNoticeOn'>>>;

const MOST_URGENT_FIRST = [Priority.URGENT, Priority.HIGH, Priority.NORMAL];

const ENTRIES = `
  SELECT asked.id AS "caseId", h.children, h.elderly, a.pattern FROM unnest($2::uuid[]) AS asked(id)
  LEFT JOIN social.household h ON h.case_id = asked.id AND h.board_id = $1 AND h.superseded_at IS NULL
  LEFT JOIN social.assessment a ON a.case_id = asked.id AND a.board_id = $1 AND a.superseded_at IS NULL`;

/**
 * Ranks cases by the priority that their boards are shown, from the same inputs.
 *
 * @legalSource OSL-26-1
 */
export function rankByPriority(arrearsOf: ArrearsOfBoards): QueueRanking {
  return async (tx, cases) => {
    const arrears = await arrearsOf(tx, [...new Set(cases.map(({ caseId }) => caseId))]);
    const entries = await entriesOf(tx, cases);
    return cases.map((one) => {
      const key = keyOf(one.caseId, one.boardId);
      const { priority } = weigh(entries.get(key), arrears.get(key), one.evictionTimeSet);
      return MOST_URGENT_FIRST.indexOf(priority);
    });
  };
}

async function entriesOf(
  tx: WriteTransaction,
  cases: readonly QueuedCase[],
): Promise<ReadonlyMap<string, WeighedEntries>> {
  const entries = new Map<string, WeighedEntries>();
  for (const [boardId, own] of groupBy(cases, (one) => one.boardId)) {
    const rows = await tx.as('kvarbo_social_writer', boardId, (manager) =>
      statement<WeighedEntries & { readonly caseId: string }>(manager, ENTRIES, [
        boardId,
        own.map(({ caseId }) => caseId),
      ]),
    );
    for (const row of rows) entries.set(keyOf(row.caseId, boardId), row);
  }
  return entries;
}

function keyOf(caseId: string, boardId: string): string {
  return `${caseId} ${boardId}`;
}
