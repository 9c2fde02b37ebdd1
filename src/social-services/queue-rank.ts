import type { Arrears, QueuedCase, QueueRanking } from '../cases';
import type { WriteTransaction } from '../persistence';
import { answered, statement } from '../persistence';
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
  LEFT JOIN LATERAL (SELECT children, elderly FROM social.household
    WHERE case_id = asked.id AND board_id = $1 AND superseded_at IS NULL LIMIT 1) h ON true
  LEFT JOIN LATERAL (SELECT pattern FROM social.assessment
    WHERE case_id = asked.id AND board_id = $1 AND superseded_at IS NULL LIMIT 1) a ON true`;

/**
 * Ranks cases by the priority that their boards are shown, from the same inputs.
 *
 * @legalSource OSL-26-1
 */
export function rankByPriority(arrearsOf: ArrearsOfBoards): QueueRanking {
  return async (tx, cases) => {
    const [arrears, entries] = await answered([
      arrearsOf(tx, [...new Set(cases.map(({ caseId }) => caseId))]),
      entriesOf(tx, cases),
    ]);
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
  const byBoard = groupBy(cases, (one) => one.boardId);
  const found = await answered(
    [...byBoard].map(async ([boardId, own]) => {
      const rows = await tx.send('kvarbo_social_writer', boardId, (manager) =>
        statement<WeighedEntries & { readonly caseId: string }>(manager, ENTRIES, [
          boardId,
          own.map(({ caseId }) => caseId),
        ]),
      );
      return rows.map((row) => [keyOf(row.caseId, boardId), row] as const);
    }),
  );
  return new Map(found.flat());
}

function keyOf(caseId: string, boardId: string): string {
  return `${caseId} ${boardId}`;
}
