import type { Arrears, CaseContributions } from '../cases';
import { authoritiesTelling, ConsentReader } from '../cases';
import type { Batch, CaseFacts } from '../disclosure';
import { columnsFor, factsOfOwner, isOpen, NO_FACTS, Position, project } from '../disclosure';
import type { Aliases, Keyring } from '../persistence';
import { statementName } from '../persistence';
import { Agency } from '../shared';
import { BOARD_CONSENTS } from './consent.entity';
import { RentUndertakingReader } from './rent-undertaking.reader';
import { SealedEntry } from './sealed-entry';
import { noRecord } from './social-record-row';
import type { RecordRow } from './social-record-row';
import { recordSources } from './social-services.sources';
import { recordStatement } from './social-services.statement';

/** One board's record of a case, as far as it was asked for. */
type BoardEntry = Partial<RecordRow> & Readonly<Record<'caseId' | 'boardId', string>>;

const PRIORITY_FIELDS = ['priority', 'priorityReasons'] as const;

/** Reads the board's record of all cases of a level at once: an object for every case, whatever stands behind it. */
export class SocialServicesReader {
  private readonly sealed: SealedEntry;
  private readonly consents: ConsentReader;
  private readonly undertakings = new RentUndertakingReader();

  constructor(
    keyring: Keyring,
    private readonly aliases: Aliases,
    private readonly contributions: CaseContributions,
  ) {
    this.sealed = new SealedEntry(keyring);
    this.consents = new ConsentReader(keyring, aliases, BOARD_CONSENTS);
  }

  /**
   * The record of each case of the level, by case id.
   *
   * Where no field is open, the object is empty and nothing is read: its presence and its making tell nothing.
   */
  async records(batch: Batch): Promise<ReadonlyMap<string, object>> {
    const planned = batch.position.below('socialServices') ?? new Position('SocialServicesRecord');
    const weighs = PRIORITY_FIELDS.some((field) => planned.has(field));
    const facts =
      planned.conditional || weighs
        ? await batch.reading.facts(batch.caseIds)
        : new Map<string, CaseFacts>();
    const factsOf = (caseId: string): CaseFacts => facts.get(caseId) ?? NO_FACTS;
    const openIds = batch.caseIds.filter((id) => openFor(planned, [factsOf(id)]).fields.size > 0);
    const open = openFor(planned, openIds.map(factsOf));
    const [rows, arrears, consents, undertakings] = await Promise.all([
      this.rows(batch, ofEntries(open), openIds),
      weighs && openIds.length > 0 ? this.contributions.arrears(batch) : new Map<string, Arrears>(),
      this.consents.consents(batch.reading, open.fields.get('consents'), openIds, factsOf),
      this.undertakings.undertakings(
        batch.reading,
        open.fields.get('rentUndertaking'),
        openIds,
        factsOf,
      ),
    ]);
    const sources = this.sourcesFor(batch);
    return new Map(
      batch.caseIds.map((caseId) => {
        const row: RecordRow = {
          ...noRecord(caseId),
          arrears: arrears.get(caseId) ?? null,
          consents: consents.get(caseId) ?? null,
          rentUndertaking: undertakings.get(caseId) ?? null,
        };
        const record = project(open, sources, row, factsOf(caseId));
        // What one board's consents open is that board's part, whatever another board of the case has recorded.
        for (const { boardId, ...entry } of rows.get(caseId) ?? []) {
          const facts = factsOfOwner(factsOf(caseId), boardId);
          const opened = openFor(open, [facts]);
          Object.assign(
            record,
            withoutNothing(project(opened, sources, { ...row, ...entry, boardId }, facts)),
          );
        }
        return [caseId, record];
      }),
    );
  }

  private async rows(
    batch: Batch,
    open: Position,
    caseIds: readonly string[],
  ): Promise<ReadonlyMap<string, readonly BoardEntry[]>> {
    if (caseIds.length === 0 || open.fields.size === 0) return new Map();
    const columns = columnsFor(open, this.sourcesFor(batch), ['caseId', 'boardId']);
    const telling = columns.includes('shareClosed') ? await authoritiesTelling(batch.reading) : [];
    const isTold = telling.length > 0;
    const { knownAt } = batch.reading;
    const sql = recordStatement(columns, knownAt ? 'instant' : isTold ? 'telling' : null);
    const rows = await batch.reading.session.rows<BoardEntry>(statementName('social', sql), sql, [
      caseIds,
      ...(knownAt ? [knownAt] : isTold ? [telling] : []),
    ]);
    const byCase = new Map<string, BoardEntry[]>();
    for (const row of rows) byCase.set(row.caseId, [...(byCase.get(row.caseId) ?? []), row]);
    return byCase;
  }

  /** A board reads the id that it gave; everybody else an alias that follows the caseworker and differs per reader. */
  private sourcesFor({ reading }: Batch) {
    const { reader, agency } = reading.caller;
    return recordSources(this.sealed, {
      caseworkerId: (boardId, id) =>
        reader === boardId ? id : this.aliases.sealToken('caseworker', reader, [boardId, id]),
      readsLapsed: agency === Agency.OVERSIGHT,
    });
  }
}

/** The part of a position that is open for at least one of the given cases; what it leaves out is never read. */
function openFor(position: Position, facts: readonly CaseFacts[]): Position {
  if (!position.conditional) return position;
  const open = new Position(position.type);
  for (const [name, field] of position.fields) {
    if (facts.some((one) => isOpen(field, one))) open.fields.set(name, field);
  }
  return open;
}

/** Fields that are read by themselves, from tables that others read without the rest of the record. */
const READ_APART: ReadonlySet<string> = new Set(['consents', 'rentUndertaking']);

/** The part of a position that a board's own entries answer. */
function ofEntries(position: Position): Position {
  const part = new Position(position.type);
  for (const [name, field] of position.fields) {
    if (!READ_APART.has(name)) part.fields.set(name, field);
  }
  return part;
}

/** What one board's part says; where it says nothing, what another's says stays. */
function withoutNothing(part: object): object {
  return Object.fromEntries(
    Object.entries(part as Readonly<Record<string, unknown>>).filter(([, value]) => value !== null),
  );
}
