import type { ClockTeller } from '../cases';
import { statement } from '../persistence';
import { Agency, civilDay } from '../shared';

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
  const confirmed: (ConfirmedRow & { readonly board: string })[] = [];
  const undertaken: (UndertakenRow & { readonly board: string })[] = [];
  for (const board of new Set(boards.map(({ organisation }) => organisation))) {
    const own = boards.filter(({ organisation }) => organisation === board);
    const ids = [own.map(({ caseId }) => caseId)];
    await tx.as('kvarbo_social_writer', board, async (manager) => {
      const confirmations = await statement<ConfirmedRow>(manager, CONFIRMED, ids);
      const undertakings = await statement<UndertakenRow>(manager, UNDERTAKEN, ids);
      confirmed.push(...confirmations.map((row) => ({ ...row, board })));
      undertaken.push(...undertakings.map((row) => ({ ...row, board })));
    });
  }
  return ({ caseId, agency, organisation }) => {
    const instants = confirmed
      .filter((row) => row.case_id === caseId)
      .filter(({ board }) => agency !== Agency.SOCIAL_SERVICES || board === organisation)
      .map((row) => row.confirmed_at);
    const isTold = ({ board, landlord }: { board: string; landlord: string }): boolean =>
      agency === Agency.SOCIAL_SERVICES ? board === organisation : landlord === organisation;
    return {
      confirmedAt: instants.toSorted((a, b) => Number(a) - Number(b)).at(-1) ?? null,
      undertakings: undertaken
        .filter((row) => row.case_id === caseId && isTold(row))
        .map((row) => ({ noticeIds: row.notice_ids, on: civilDay(row.recorded_at) })),
    };
  };
};
