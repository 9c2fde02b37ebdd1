import type { WriteTransaction } from '../persistence';
import { statement } from '../persistence';
import { groupBy } from '../shared';
import { weighArrears } from './arrears-months';
import type { StoredNotice } from './arrears-months';

const NOTICES = `
  SELECT case_id, board_id, status, claims FROM landlord.notice WHERE case_id = ANY ($1)`;

/** The arrears that each board reads in cases as they stand in the store, by case and board with a space between. */
export async function arrearsOfBoards(tx: WriteTransaction, caseIds: readonly string[]) {
  const rows = await tx.send('kvarbo_landlord_writer', '', (manager) =>
    statement<StoredNotice & Readonly<Record<'case_id' | 'board_id', string>>>(manager, NOTICES, [
      caseIds,
    ]),
  );
  const byBoard = groupBy(rows, (row) => `${row.case_id} ${row.board_id}`);
  return new Map([...byBoard].map(([key, notices]) => [key, weighArrears(notices)]));
}
