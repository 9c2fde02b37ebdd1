import type { Position, Reading, Sources, Trail } from '../disclosure';
import { Batch, column, columnsFor, Doors, NO_FACTS, placed, project } from '../disclosure';
import type { Aliases } from '../persistence';
import { byKeys, statementName } from '../persistence';
import { Case } from './case.type';
import type { BoardDirectory, DirectoryBoard } from './social-board-directory';
import { stageOn } from './stage';
import type { StageView } from './stage';
import { asTold, authoritiesTelling, isTold } from './told-execution';

/** A share, of whose columns only those are there that the plan asks for. */
export interface ShareRow {
  readonly case_id: string;
  readonly version: number;
  readonly board_id: string | null;
  readonly received_at: Date;
  readonly stage: StageView['stage'];
  readonly recovery_ends_on: string | null;
  readonly trail: Trail;
}

/** Public fields of a board, the same for every reader. */
const BOARD_SOURCES: Sources<DirectoryBoard> = Object.fromEntries(
  (['id', 'name', 'municipality', 'municipalityName', 'county'] as const).map((name) => [
    name,
    { columns: [], value: (board: DirectoryBoard) => board[name] },
  ]),
);

const KNOWN = 'SELECT 1 FROM cases.share WHERE case_id = $1';

/** Reads the hub's own fields of cases from the share of the reader whose role and organisation the session has. */
export class CaseReader {
  /** Where the domains answer for the parts of a case that are theirs. */
  readonly doors = new Doors();

  constructor(
    private readonly aliases: Aliases,
    private readonly boards: BoardDirectory,
  ) {}

  /** The cases that the reader may know of among the given ones, placed so that their doors open; by case id. */
  async cases(
    reading: Reading,
    position: Position,
    caseIds: readonly string[],
  ): Promise<ReadonlyMap<string, object>> {
    const keys = byKeys([...new Set(caseIds)]);
    const params: unknown[] = [keys.value];
    const columns = await this.columns(reading, position, params);
    const { knownAt } = reading;
    const wasKnown = knownAt
      ? ` AND coalesce(known_since, received_at) <= $${params.push(knownAt)}`
      : '';
    const sql = `SELECT ${columns} FROM cases.share WHERE case_id ${keys.is}${wasKnown}`;
    const rows = await reading.session.rows<ShareRow>(statementName('cases', sql), sql, params);
    return this.placed(reading, position, rows);
  }

  /**
   * What to select from `cases.share` for a position, so that {@link CaseReader.placed} can show it.
   *
   * @param params - of the statement; what the columns need is added to them
   */
  async columns(reading: Reading, position: Position, params: unknown[]): Promise<string> {
    const telling = position.has('stage') ? await authoritiesTelling(reading) : [];
    const names = columnsFor(position, this.sourcesFor(reading), ['case_id', 'trail']);
    if (telling.length === 0) return names.join(', ');
    const parameter = `$${params.push(telling)}`;
    return names
      .map((name) => (isTold(name) ? `${asTold(name, parameter)} AS ${name}` : name))
      .join(', ');
  }

  /** Rows with the columns of a position as cases, with their doors open; by case id. */
  async placed(
    reading: Reading,
    position: Position,
    rows: readonly ShareRow[],
  ): Promise<ReadonlyMap<string, object>> {
    const sources = this.sourcesFor(reading);
    for (const row of rows) reading.follows(row.case_id, row.trail);
    const batch = new Batch(
      reading,
      position,
      rows.map((row) => row.case_id),
    );
    await this.doors.open(batch);
    return new Map(
      rows.map((row) => {
        // The share is the reader's own: none of its fields rests on a condition.
        // Of the type itself, or type-graphql would make a copy of it for each door of each case.
        const object = project(position, sources, row, NO_FACTS, new Case());
        return [row.case_id, placed(object, { batch, caseId: row.case_id })];
      }),
    );
  }

  /** One case, or null if the reader may not know of it. */
  async case(reading: Reading, position: Position, caseId: string): Promise<object | null> {
    return (await this.cases(reading, position, [caseId])).get(caseId) ?? null;
  }

  /** Whether the reader may know of a case. */
  async isKnown(reading: Reading, caseId: string): Promise<boolean> {
    const rows = await reading.session.rows('case_known', KNOWN, [caseId]);
    return rows.length > 0;
  }

  private sourcesFor(reading: Reading): Sources<ShareRow> {
    return {
      id: {
        columns: ['case_id'],
        value: (row) => this.aliases.alias('case', reading.caller.reader, row.case_id),
      },
      version: column('version'),
      board: {
        columns: ['board_id'],
        value: (row, below) => {
          const board = row.board_id === null ? null : this.boards.find(row.board_id);
          return board && below && project(below, BOARD_SOURCES, board, NO_FACTS);
        },
      },
      stage: {
        columns: ['stage', 'recovery_ends_on'],
        value: (row) =>
          stageOn({ stage: row.stage, recoveryEndsOn: row.recovery_ends_on }, reading.today),
      },
      receivedAt: column('received_at'),
    };
  }
}
