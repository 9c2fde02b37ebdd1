import type { Arrears, CaseContributions } from '../cases';
import type { Batch, CaseFacts } from '../disclosure';
import { columnsFor, isOpen, NO_FACTS, Position, project } from '../disclosure';
import type { Aliases, Keyring } from '../persistence';
import { statementName } from '../persistence';
import { SealedEntry } from './sealed-entry';
import { noRecord, recordSources } from './social-services.sources';
import type { RecordRow } from './social-services.sources';
import { recordStatement } from './social-services.statement';

const PRIORITY_FIELDS = ['priority', 'priorityReasons'] as const;

/** Reads the board's record of all cases of a level at once: an object for every case, whatever stands behind it. */
export class SocialServicesReader {
  private readonly sealed: SealedEntry;

  constructor(
    keyring: Keyring,
    private readonly aliases: Aliases,
    private readonly contributions: CaseContributions,
  ) {
    this.sealed = new SealedEntry(keyring);
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
    const [rows, arrears] = await Promise.all([
      this.rows(batch, open, openIds),
      weighs && openIds.length > 0 ? this.contributions.arrears(batch) : new Map<string, Arrears>(),
    ]);
    const sources = this.sourcesFor(batch);
    return new Map(
      batch.caseIds.map((caseId) => {
        const row: RecordRow = {
          ...noRecord(caseId),
          ...rows.get(caseId),
          arrears: arrears.get(caseId) ?? null,
        };
        return [caseId, project(open, sources, row, factsOf(caseId))];
      }),
    );
  }

  private async rows(
    batch: Batch,
    open: Position,
    caseIds: readonly string[],
  ): Promise<ReadonlyMap<string, Partial<RecordRow>>> {
    if (caseIds.length === 0) return new Map();
    const sql = recordStatement(columnsFor(open, this.sourcesFor(batch), ['caseId']));
    const rows = await batch.reading.session.rows<RecordRow>(statementName('social', sql), sql, [
      caseIds,
    ]);
    return new Map(rows.map((row) => [row.caseId, row]));
  }

  /** A board reads the id that it gave; everybody else an alias that follows the caseworker and differs per reader. */
  private sourcesFor({ reading }: Batch) {
    const { reader } = reading.caller;
    return recordSources(this.sealed, (boardId, id) =>
      reader === boardId ? id : this.aliases.sealToken('caseworker', reader, [boardId, id]),
    );
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
