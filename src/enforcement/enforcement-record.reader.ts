import { asksForProtection, authoritiesTelling, ConsentReader, parseCaseNumber } from '../cases';
import type {
  Batch as Level,
  CaseFacts,
  DisclosurePolicy,
  Door,
  Position,
  Reading,
} from '../disclosure';
import { Batch, columnsFor, mayRead, NO_FACTS, placed, project } from '../disclosure';
import type { Aliases, Keyring } from '../persistence';
import { byKeys, statementName } from '../persistence';
import { columnsByReader } from './columns-by-reader';
import { ENFORCEMENT_CONSENTS } from './consent.entity';
import { RECORD_SOURCES } from './enforcement-record.sources';
import type { ChangeRow, RecordColumns } from './record-row';
import { recordRowOf } from './record-row';

/** The coordinate whose cell decides whether a reader may know that there is a record. */
const EXISTENCE = 'Case.enforcement';

const CASES = `SELECT case_number, case_id FROM enforcement.record WHERE case_number = ANY ($1)`;

/** Reads Kronofogden's records, one statement a level, with the columns that the plan asks for. */
export class EnforcementRecordReader {
  private readonly consents: ConsentReader;

  constructor(
    private readonly keyring: Keyring,
    private readonly aliases: Aliases,
    private readonly policy: DisclosurePolicy,
  ) {
    this.consents = new ConsentReader(keyring, aliases, ENFORCEMENT_CONSENTS);
  }

  /** The record of each case that the reader may know of: of several the open one, and of those the latest. */
  readonly ofCases: Door<object> = async ({ reading, caseIds }, position) =>
    position
      ? this.read(reading, position, 'DISTINCT ON (case_id)', 'case_id', caseIds)
      : new Map<string, object>();

  /** The record with a case number, however it is spaced at its ends; null if there is none that the reader may know of. */
  async byCaseNumber(
    reading: Reading,
    position: Position,
    caseNumber: string,
  ): Promise<object | null> {
    const parsed = parseCaseNumber(caseNumber);
    if (parsed === null) return null;
    const records = await this.read(reading, position, '', 'case_number', [parsed]);
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
    key: 'case_id' | 'case_number',
    keys: readonly string[],
  ): Promise<ReadonlyMap<string, object>> {
    const columns = columnsFor(position, RECORD_SOURCES, ['case_id', 'case_number']);
    const telling = await authoritiesTelling(reading);
    const own = columnsByReader({ agency: reading.caller.agency, telling });
    const { knownAt } = reading;
    const from = knownAt ? asKnown(own.needs(columns)) : 'enforcement.record';
    const wanted = byKeys(keys);
    const sql = `SELECT ${distinct} ${own.select(columns)} FROM ${from} WHERE ${key} ${wanted.is}
      ORDER BY case_id, ${own.openThenLatest}, case_number`;
    const rows = await reading.session.rows<RecordColumns>(statementName('records', sql), sql, [
      wanted.value,
      ...own.params,
      ...(knownAt ? [knownAt] : []),
    ]);
    const batch = new Batch(
      reading,
      position,
      rows.map((row) => row.case_id),
    );
    const deciding = this.facts(batch);
    const [facts, histories, consents] = await Promise.all([
      deciding,
      this.histories(batch, rows),
      deciding.then((known) => this.consentsOf(batch, known)),
    ]);
    const opening = { keyring: this.keyring, aliases: this.aliases, reader: reading.caller.reader };
    return new Map(
      rows.flatMap((row): readonly [string, object][] => {
        const known = facts.get(row.case_id) ?? NO_FACTS;
        if (!this.exists(reading, known)) return [];
        const record = recordRowOf(row, opening, {
          history: histories.get(row.case_number) ?? [],
          consents: consents.get(row.case_id) ?? null,
        });
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
    return position.conditional || asksForProtection(position) || !this.exists(reading, NO_FACTS)
      ? reading.facts(caseIds)
      : new Map();
  }

  private exists(reading: Reading, facts: CaseFacts): boolean {
    return mayRead(this.policy, reading.caller.agency, [EXISTENCE], facts);
  }

  private consentsOf(
    { reading, position, caseIds }: Level,
    facts: ReadonlyMap<string, CaseFacts>,
  ): Promise<ReadonlyMap<string, readonly object[]>> {
    const factsOf = (caseId: string): CaseFacts => facts.get(caseId) ?? NO_FACTS;
    return this.consents.consents(reading, position.fields.get('consents'), caseIds, factsOf);
  }

  private async histories(
    { reading, position }: Level,
    rows: readonly RecordColumns[],
  ): Promise<ReadonlyMap<string, readonly ChangeRow[]>> {
    const histories = new Map<string, ChangeRow[]>();
    if (!position.has('history')) return histories;
    const numbers = rows.map((row) => row.case_number);
    const { session, knownAt } = reading;
    const changes = knownAt
      ? await session.rows<ChangeRow>('record_history_then', HISTORY_THEN, [numbers, knownAt])
      : await session.rows<ChangeRow>('record_history', HISTORY, [numbers]);
    for (const change of changes) {
      const history = histories.get(change.case_number);
      if (history) history.push(change);
      else histories.set(change.case_number, [change]);
    }
    return histories;
  }
}

const HISTORY_THEN = `
  SELECT case_number, version, recorded_at, status, eviction_on FROM enforcement.record_version
  WHERE case_number = ANY ($1) AND recorded_at <= $2 ORDER BY case_number, version`;

/**
 * The records as they were known at the instant `$2`, each at most once. A row from before rows had an instant counts from ever.
 */
function asKnown(columns: readonly string[]): string {
  const selected = columns.join(', ');
  return `(SELECT ${selected} FROM enforcement.record WHERE (known_from IS NULL OR known_from <= $2)
    UNION ALL SELECT ${selected} FROM enforcement.record_past
      WHERE (known_from IS NULL OR known_from <= $2) AND known_until > $2) AS record`;
}

const HISTORY = `
  SELECT case_number, version, recorded_at, status, eviction_on FROM enforcement.record_version
  WHERE case_number = ANY ($1) ORDER BY case_number, version`;
