import type { BoardDirectory, CaseReader, DirectoryBoard } from '../cases';
import { authoritiesTelling } from '../cases';
import type { CaseFacts, Position, Reading, Sources } from '../disclosure';
import { Batch, column, isOpen, NO_FACTS, project } from '../disclosure';
import { statementName } from '../persistence';
import { Agency, Problems } from '../shared';
import type { AgendaReason, KnownDates, Month } from './agenda-reasons';
import { agendaReasons, parseMonth } from './agenda-reasons';

/** What a meeting is asked for by. */
export interface MeetingRequest {
  /** Public id of the board. */
  readonly board: string;
  readonly month: string;
}

interface Meeting {
  readonly board: DirectoryBoard;
  readonly month: string;
  readonly items: readonly object[];
}

interface Item {
  readonly caseId: string;
  readonly reasons: readonly AgendaReason[];
}

type Row = KnownDates & { readonly caseId: string };

/** Cases of one board that are looked through, those of the month first; no party has as many in one month's meeting. */
const MOST_CASES = 300;

const BOARD_SOURCES: Sources<DirectoryBoard> = {
  id: column('id'),
  name: column('name'),
  municipality: column('municipality'),
  municipalityName: column('municipalityName'),
  county: column('county'),
};

const MEETING_SOURCES: Sources<Meeting> = {
  board: {
    columns: [],
    value: ({ board }, below) => below && project(below, BOARD_SOURCES, board, NO_FACTS),
  },
  month: column('month'),
  items: column('items'),
};

/**
 * The agenda of the monthly meeting with one board, for each party its own.
 *
 * Every item is a reference in the reader's own words, for every case alike: what it shows of the case behind it follows the
 * ordinary rules, since to leave protected persons out would tell who they are.
 *
 * @legalSource OSL-6-5
 * @legalSource OSL-26-1
 */
export class Agenda {
  constructor(
    private readonly cases: Pick<CaseReader, 'cases'>,
    private readonly boards: BoardDirectory,
  ) {}

  /**
   * The meeting as the caller prepares it; null for a board that does not exist, another board's meeting, and for a landlord or
   * Kronofogden without a case of that board to which it is party.
   *
   * @throws BadUserInputError for a malformed month
   */
  async meeting(
    reading: Reading,
    position: Position,
    { board: boardId, month: monthText }: MeetingRequest,
  ): Promise<object | null> {
    const problems = new Problems();
    const month = parseMonth(monthText);
    if (month === null) problems.add('month', 'NOT_A_MONTH');
    problems.throwIfAny();
    const { agency, organisation } = reading.caller;
    const board = this.boards.find(boardId);
    const isOwn = agency === Agency.SOCIAL_SERVICES;
    if (month === null || board === null || (isOwn && organisation !== board.id)) return null;
    const rows = await this.openCases(reading, board.id, month);
    const facts = await reading.facts(rows.map(({ caseId }) => caseId));
    const factsOf = ({ caseId }: Row): CaseFacts => facts.get(caseId) ?? NO_FACTS;
    const isParty = rows.some((row) => factsOf(row).party);
    if (!isOwn && !isParty) return null;
    const below = position.below('items');
    const items = rows.flatMap((row) => {
      const reasons = agendaReasons(agency, row, month);
      const isKnown = below !== undefined && [...below.fields.values()].every((field) => isOpen(field, factsOf(row))); // prettier-ignore
      return reasons.length > 0 && isKnown ? { caseId: row.caseId, reasons } : [];
    });
    const meeting = {
      board,
      month: monthText,
      items: below ? await this.items(reading, below, items) : [],
    };
    return project(position, MEETING_SOURCES, meeting, { ...NO_FACTS, party: isParty });
  }

  /** Open cases of the board by the reader's own share, those of the month first and the earliest of them foremost. */
  private async openCases(
    reading: Reading,
    boardId: string,
    { first, last }: Month,
  ): Promise<readonly Row[]> {
    const telling = await authoritiesTelling(reading);
    const notClosedByTelling =
      telling.length > 0
        ? 'AND (s.executed_by = ANY ($4) AND s.closed_if_told_on IS NOT NULL) IS NOT TRUE'
        : '';
    const inMonth = (day: string): string =>
      `CASE WHEN ${day} BETWEEN $2::date AND $3::date THEN ${day} END`;
    const recovery =
      reading.caller.agency === Agency.ENFORCEMENT ? 'NULL::date' : 's.recovery_ends_on';
    const sql = `
      SELECT s.case_id AS "caseId", ${recovery} AS "recoveryEndsOn", s.eviction_on AS "evictionOn"
      FROM cases.share s
      WHERE s.board_id = $1 AND s.closed_on IS NULL ${notClosedByTelling}
      ORDER BY least(${inMonth(recovery)}, ${inMonth('s.eviction_on')}) NULLS LAST, s.case_id LIMIT ${String(MOST_CASES)}`;
    return reading.session.rows<Row & Record<string, unknown>>(statementName('agenda', sql), sql, [
      boardId,
      first,
      last,
      ...(telling.length > 0 ? [telling] : []),
    ]);
  }

  private async items(
    reading: Reading,
    position: Position,
    items: readonly Item[],
  ): Promise<readonly object[]> {
    // Notes for the log that these cases are on the agenda.
    const { caseIds } = new Batch(
      reading,
      position,
      items.map(({ caseId }) => caseId),
    );
    const below = position.below('case');
    const cases = below
      ? await this.cases.cases(reading, below, caseIds)
      : new Map<string, object>();
    return items.map(({ caseId, reasons }) => ({ case: cases.get(caseId) ?? null, reasons }));
  }
}
