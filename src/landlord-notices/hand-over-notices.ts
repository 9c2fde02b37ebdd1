import { statement } from '../persistence';
import { factsAfterHandover, introducePersons } from '../cases';
import type { BoardDirectory, NoticeFact, NoticeHandover } from '../cases';
import { writtenByHandover } from './notice-written';
import { boardsTold } from './told-boards';

const ROLE = 'kvarbo_landlord_writer';

/** Where the board of a notice stands: with the notice, with the terms of its tenancy, and with the hub's fact. */
const MOVE = [
  'UPDATE landlord.notice SET board_id = $2 WHERE id = ANY ($1)',
  'UPDATE landlord.tenancy_term SET board_id = $2 WHERE notice_id = ANY ($1)',
];
const MOVE_FACT = `
  UPDATE cases.notice_fact f SET board_id = $2, board_for_landlord = moved.shown,
    addressed_board = coalesce(f.addressed_board, f.board_id)
  FROM unnest($1::uuid[], $3::text[]) AS moved(id, shown) WHERE f.notice_id = moved.id`;

const RECEIPTS =
  'SELECT receipt_number FROM landlord.notice WHERE id = ANY ($1) ORDER BY received_at, id';

/** Whom a landlord's words have reached, as its notices lie from now on. */
const RETELL = ['settlement', 'deferral'].map(
  (table) => `
  UPDATE landlord.${table} SET board_ids = ARRAY(
    SELECT DISTINCT b FROM unnest(board_ids || $4::text[]) AS b WHERE b <> $3 OR b = ANY ($4) ORDER BY b)
  WHERE case_id = $1 AND landlord = $2`,
);

/**
 * Gives the notices that a board received in a case to another board, with what their landlords have told beside them. Nothing else in
 * them changes: receipt, instants and dates are those of the day on which they came in, so that no period is moved.
 *
 * A landlord is shown the new board if that is one of the municipality which it named itself. A board of another municipality could be
 * the one to which a tenant has moved, and the landlord goes on reading the board to which it has written.
 *
 * @legalSource SOL-29-1-RESP
 * @legalSource OSL-21-3A
 */
export function handOverNotices(boards: Pick<BoardDirectory, 'find'>): NoticeHandover {
  const municipalityOf = (board: string) => boards.find(board)?.municipality;
  const shownAt = (toBoard: string, { boardId, boardForLandlord }: NoticeFact): string | null => {
    const shown = boardForLandlord ?? boardId;
    return municipalityOf(shown) === municipalityOf(toBoard) ? null : shown;
  };
  return async (tx, changed, toBoard) => {
    const { caseId, organisation, facts } = changed;
    const moved = facts.notices.filter(({ boardId }) => boardId === organisation);
    const after = factsAfterHandover(facts, organisation, toBoard);
    const persons = await introducePersons(
      tx,
      caseId,
      { from: organisation, to: toBoard },
      moved.flatMap(({ personIds }) => personIds),
    );
    const receiptNumbers: string[] = [];
    for (const landlord of new Set(facts.notices.map((notice) => notice.landlord))) {
      const own = moved.filter((notice) => notice.landlord === landlord);
      const ids = own.map(({ noticeId }) => noticeId);
      const shown = own.map((notice) => shownAt(toBoard, notice));
      const told = boardsTold({ ...changed, facts: after, organisation: landlord });
      await tx.as(ROLE, landlord, async (manager) => {
        const numbers = await statement<{ receipt_number: string }>(manager, RECEIPTS, [ids]);
        receiptNumbers.push(...numbers.map((row) => row.receipt_number));
        for (const sql of MOVE) await statement(manager, sql, [ids, toBoard]);
        await statement(manager, MOVE_FACT, [ids, toBoard, shown]);
        for (const sql of RETELL)
          await statement(manager, sql, [caseId, landlord, organisation, told]);
      });
    }
    return { written: writtenByHandover([organisation, toBoard]), persons, receiptNumbers };
  };
}
