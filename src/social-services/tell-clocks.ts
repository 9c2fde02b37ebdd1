import type { ClockTeller } from '../cases';
import { answered, statement } from '../persistence';
import { Agency, civilDay, groupBy } from '../shared';

interface ConfirmedRow {
  readonly case_id: string;
  readonly confirmed_at: Date;
}

interface UndertakenRow {
  readonly case_id: string;
  readonly landlord: string;
  readonly notice_ids: readonly string[];
  readonly recorded_at: Date;
}

/** An undertaking with the board that gave it. */
type Undertaking = UndertakenRow & { readonly board: string };

const CONFIRMED = `
  SELECT case_id, confirmed_at FROM social.eviction_confirmation
  WHERE case_id = ANY ($1) AND superseded_at IS NULL AND lapsed_at IS NULL`;

const UNDERTAKEN = `
  SELECT case_id, landlord, notice_ids, recorded_at FROM social.rent_undertaking
  WHERE case_id = ANY ($1) ORDER BY recorded_at, id`;

/**
 * What boards' own records tell of clocks to each reader of a case: a board its own, the landlord the undertaking that it was told of,
 * Kronofogden every confirmation of the present time.
 *
 * @legalSource JB-12-44-UNDERTAKING
 * @legalSource SOF-11-3-ACK
 */
export const tellBoardClocks: ClockTeller = async (tx, shares) => {
  const boards = shares.filter(({ agency }) => agency === Agency.SOCIAL_SERVICES);
  const byBoard = groupBy(boards, ({ organisation }) => organisation);
  const told = await answered(
    [...byBoard].map(([board, own]) => {
      const ids = [own.map(({ caseId }) => caseId)];
      return tx.send('kvarbo_social_writer', board, (manager) =>
        answered([
          statement<ConfirmedRow>(manager, CONFIRMED, ids).then(saidBy(board)),
          statement<UndertakenRow>(manager, UNDERTAKEN, ids).then(saidBy(board)),
        ]),
      );
    }),
  );
  const confirmed = told.flatMap(([confirmations]) => confirmations);
  const undertaken = told.flatMap(([, undertakings]) => undertakings);
  const confirmations = groupBy(confirmed, (row) => row.case_id);
  const undertakings = groupBy(undertaken, (row) => row.case_id);
  return ({ caseId, agency, organisation }) => {
    const instants = (confirmations.get(caseId) ?? [])
      .filter(({ board }) => agency !== Agency.SOCIAL_SERVICES || board === organisation)
      .map((row) => row.confirmed_at);
    const isTold = ({ board, landlord }: Undertaking): boolean =>
      agency === Agency.SOCIAL_SERVICES ? board === organisation : landlord === organisation;
    return {
      confirmedAt: instants.toSorted((a, b) => Number(a) - Number(b)).at(-1) ?? null,
      undertakings: (undertakings.get(caseId) ?? [])
        .filter(isTold)
        .map((row) => ({ noticeIds: row.notice_ids, on: civilDay(row.recorded_at) })),
    };
  };
};

function saidBy(
  board: string,
): <R extends object>(rows: readonly R[]) => readonly (R & { readonly board: string })[] {
  return (rows) => rows.map((row) => ({ ...row, board }));
}
