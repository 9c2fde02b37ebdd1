import type { BoardDirectory, CaseReader, DirectoryBoard } from '../cases';
import { asTold, authoritiesTelling } from '../cases';
import type { CaseFacts, DisclosurePolicy, Position, Reading, Sources } from '../disclosure';
import { Batch, column, mayRead, NO_FACTS, project } from '../disclosure';
import { statementName } from '../persistence';
import { Agency, LONGEST_LIST, Problems } from '../shared';
import type { AgendaDates, SharedDates } from './agenda-dates';
import type { DatedReason, Month } from './agenda-reasons';
import { agendaReasons, compare, parseMonth } from './agenda-reasons';
import type { MeetingInputReader, ReadableInput } from './meeting-input.reader';

/** What a meeting is asked for by. */
export interface MeetingRequest {
  /** Public id of the board. */
  readonly board: string;
  readonly month: string;
}

/** What an agenda is made through. */
export interface AgendaParts {
  readonly policy: DisclosurePolicy;
  readonly cases: Pick<CaseReader, 'cases'>;
  readonly boards: BoardDirectory;
  readonly dates: AgendaDates;
  readonly inputs: MeetingInputReader;
}

interface Meeting {
  readonly board: DirectoryBoard;
  readonly month: string;
  readonly items: readonly object[];
}

interface Item {
  readonly caseId: string;
  readonly reasons: readonly DatedReason[];
  readonly inputs: readonly ReadableInput[];
}

/** What is known of a meeting before its items are chosen. */
interface Prepared {
  readonly month: Month;
  readonly shares: readonly OwnShare[];
  readonly facts: ReadonlyMap<string, CaseFacts>;
  readonly inputs: ReadonlyMap<string, readonly ReadableInput[]>;
}

interface OwnShare extends SharedDates {
  /** Whether the case is open for the reader; one that is not has no reasons any more. */
  readonly open: boolean;
}

/** Open cases of one board that are looked through, those of the month first; no party has more. */
const MOST_CASES = 1_000;

/** After every day, for what is not urgent. */
const NEVER = '9999-12-31';

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
  constructor(private readonly parts: AgendaParts) {}

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
    const board = this.parts.boards.find(boardId);
    const isOwn = agency === Agency.SOCIAL_SERVICES;
    if (month === null || board === null || (isOwn && organisation !== board.id)) return null;
    const prepared = await this.prepare(reading, board.id, month);
    const isParty = prepared.shares.some(({ caseId }) => prepared.facts.get(caseId)?.party);
    if (!isOwn && !isParty) return null;
    const below = position.below('items');
    const meeting = {
      board,
      month: monthText,
      items: below ? await this.items(reading, below, prepared) : [],
    };
    return project(position, MEETING_SOURCES, meeting, { ...NO_FACTS, party: isParty });
  }

  /** The cases that may be on the agenda: open ones, and those of which the reader may read an input. */
  private async prepare(reading: Reading, boardId: string, month: Month): Promise<Prepared> {
    const inputs = await this.parts.inputs.ofMeeting(reading, boardId, month.first);
    const shares = await this.shares(reading, boardId, month, [...inputs.keys()]);
    const facts = await reading.facts(shares.map(({ caseId }) => caseId));
    return { month, shares, facts, inputs };
  }

  /**
   * The reader's own shares of cases of the board: open ones, those of the month first and the earliest of them foremost, and the
   * given ones whether or not they are open.
   */
  private async shares(
    reading: Reading,
    boardId: string,
    { first, last }: Month,
    withInputs: readonly string[],
  ): Promise<readonly OwnShare[]> {
    const telling = await authoritiesTelling(reading);
    const notClosedByTelling =
      telling.length > 0
        ? 'AND (s.executed_by = ANY ($5) AND s.closed_if_told_on IS NOT NULL) IS NOT TRUE'
        : '';
    const inMonth = (day: string): string =>
      `CASE WHEN ${day} BETWEEN $2::date AND $3::date THEN ${day} END`;
    const known =
      telling.length > 0 ? asTold('recovery_ends_on', '$5', 's.') : 's.recovery_ends_on';
    const recovery = reading.caller.agency === Agency.ENFORCEMENT ? 'NULL::date' : known;
    const open = `s.closed_on IS NULL ${notClosedByTelling}`;
    const sql = `
      SELECT s.case_id AS "caseId", ${recovery} AS "recoveryEndsOn", s.eviction_on AS "evictionOn", (${open}) AS open
      FROM cases.share s
      WHERE s.board_id = $1 AND ((${open}) OR s.case_id = ANY ($4))
      ORDER BY s.case_id = ANY ($4) DESC, least(${inMonth(recovery)}, ${inMonth('s.eviction_on')}) NULLS LAST, s.case_id
      LIMIT ${String(MOST_CASES)}`;
    return reading.session.rowsByValues<OwnShare & Record<string, unknown>>(
      statementName('agenda', sql),
      sql,
      [boardId, first, last, withInputs, ...(telling.length > 0 ? [telling] : [])],
    );
  }

  private async items(
    reading: Reading,
    position: Position,
    prepared: Prepared,
  ): Promise<readonly object[]> {
    const items = await this.chosen(reading, prepared);
    // Notes for the log that these cases are on the agenda.
    const { caseIds } = new Batch(
      reading,
      position,
      items.map(({ caseId }) => caseId),
    );
    const below = position.below('case');
    const cases = below
      ? await this.parts.cases.cases(reading, below, caseIds)
      : new Map<string, object>();
    const ofInputs = position.below('inputs');
    return items.map(({ caseId, reasons, inputs }) => ({
      case: cases.get(caseId) ?? null,
      reasons: reasons.map(({ reason }) => reason),
      inputs: ofInputs ? this.parts.inputs.shown(ofInputs, inputs, prepared.facts) : [],
    }));
  }

  /** The cases that belong on the agenda, the most urgent first, and those with nothing but inputs last. */
  private async chosen(
    reading: Reading,
    { month, shares, facts, inputs }: Prepared,
  ): Promise<readonly Item[]> {
    const { agency } = reading.caller;
    const dates = await this.parts.dates.of(reading, shares, facts);
    return (
      shares
        .flatMap(({ caseId, open }) => {
          const known = open ? dates.get(caseId) : undefined;
          const reasons = known ? agendaReasons(agency, known, month) : [];
          const written = inputs.get(caseId) ?? [];
          const isKnown = mayRead(
            this.parts.policy,
            agency,
            ['CollaborationItem.case'],
            facts.get(caseId) ?? NO_FACTS,
          );
          return isKnown && (reasons.length > 0 || written.length > 0)
            ? [{ caseId, reasons, inputs: written }]
            : [];
        })
        .sort(
          (one, other) =>
            compare(urgencyOf(one), urgencyOf(other)) || compare(one.caseId, other.caseId),
        )
        // No party has as many in one month’s meeting.
        .slice(0, LONGEST_LIST)
    );
  }
}

function urgencyOf({ reasons: [first] }: Item): string {
  return first?.urgentOn ?? NEVER;
}
