import { parseCaseNumber } from '../cases';
import type { Batch as Level, CaseFacts, DisclosurePolicy, Position, Reading } from '../disclosure';
import { Batch, columnsFor, mayRead, NO_FACTS, placed, project } from '../disclosure';
import type { Aliases, Keyring } from '../persistence';
import { statementName } from '../persistence';
import { columnsByReader, selectList } from './columns-by-reader';
import { RECORD_SOURCES } from './enforcement-record.sources';
import type { ChangeRow, RecordColumns } from './record-row';
import { recordRowOf } from './record-row';

/** The coordinate whose cell decides whether a reader may know that there is a record. */
const EXISTENCE = 'Case.enforcement';

const CASES = `SELECT case_number, case_id FROM enforcement.record WHERE case_number = ANY ($1)`;

/** Reads Kronofogden's records, one statement a level, with the columns that the plan asks for. */
export class EnforcementRecordReader {
  constructor(
    private readonly keyring: Keyring,
    private readonly aliases: Aliases,
    private readonly policy: DisclosurePolicy,
  ) {}

  /**
   * The record of each case that the reader may know of: of several the open one, and of those the latest.
   *
   * @param position - below `Case.enforcement`
   */
  async forCases(
    reading: Reading,
    position: Position,
    caseIds: readonly string[],
  ): Promise<ReadonlyMap<string, object>> {
    const { openThenLatest } = columnsByReader(reading.caller.agency);
    const order = `case_id, ${openThenLatest}, case_number`;
    return this.read(
      reading,
      position,
      'DISTINCT ON (case_id)',
      `case_id = ANY ($1) ORDER BY ${order}`,
      caseIds,
    );
  }

  /** The record with a case number, however it is spaced at its ends; null if there is none that the reader may know of. */
  async byCaseNumber(
    reading: Reading,
    position: Position,
    caseNumber: string,
  ): Promise<object | null> {
    const parsed = parseCaseNumber(caseNumber);
    if (parsed === null) return null;
    const records = await this.read(reading, position, '', 'case_number = ANY ($1)', [parsed]);
    return [...records.values()][0] ?? null;
  }

  /** The cases of records by case number. */
  async caseIdsOf(
    reading: Reading,
    caseNumbers: readonly string[],
  ): Promise<ReadonlyMap<string, string>> {
    const rows = await reading.session.rows<Pick<RecordColumns, 'case_number' | 'case_id'>>(
      'enforcement_cases',
      CASES,
      [[...new Set(caseNumbers)]],
    );
    return new Map(rows.map((row) => [row.case_number, row.case_id]));
  }

  private async read(
    reading: Reading,
    position: Position,
    distinct: string,
    where: string,
    keys: readonly string[],
  ): Promise<ReadonlyMap<string, object>> {
    const columns = columnsFor(position, RECORD_SOURCES, ['case_id', 'case_number']);
    const list = selectList(reading.caller.agency, columns);
    const sql = `SELECT ${distinct} ${list} FROM enforcement.record WHERE ${where}`;
    const rows = await reading.session.rows<RecordColumns>(statementName('records', sql), sql, [
      keys,
    ]);
    const batch = new Batch(
      reading,
      position,
      rows.map((row) => row.case_id),
    );
    const [facts, histories] = await Promise.all([this.facts(batch), this.histories(batch, rows)]);
    const opening = { keyring: this.keyring, aliases: this.aliases, reader: reading.caller.reader };
    return new Map(
      rows.flatMap((row): readonly [string, object][] => {
        const known = facts.get(row.case_id) ?? NO_FACTS;
        if (!this.exists(reading, known)) return [];
        const record = recordRowOf(row, opening, histories.get(row.case_number) ?? []);
        const object = project(position, RECORD_SOURCES, record, known);
        return [[row.case_id, placed(object, { batch, caseId: row.case_id })]];
      }),
    );
  }

  /** Asked for only where something rests on them. */
  private async facts({
    reading,
    position,
    caseIds,
  }: Level): Promise<ReadonlyMap<string, CaseFacts>> {
    return position.conditional || !this.exists(reading, NO_FACTS)
      ? reading.facts(caseIds)
      : new Map();
  }

  private exists(reading: Reading, facts: CaseFacts): boolean {
    return mayRead(this.policy, reading.caller.agency, [EXISTENCE], facts);
  }

  private async histories(
    { reading, position }: Level,
    rows: readonly RecordColumns[],
  ): Promise<ReadonlyMap<string, readonly ChangeRow[]>> {
    const histories = new Map<string, ChangeRow[]>();
    if (!position.has('history')) return histories;
    const changes = await reading.session.rows<ChangeRow>('record_history', HISTORY, [
      rows.map((row) => row.case_number),
    ]);
    for (const change of changes) {
      const history = histories.get(change.case_number);
      if (history) history.push(change);
      else histories.set(change.case_number, [change]);
    }
    return histories;
  }
}

const HISTORY = `
  SELECT case_number, version, recorded_at, status, eviction_on FROM enforcement.record_version
  WHERE case_number = ANY ($1) ORDER BY case_number, version`;
