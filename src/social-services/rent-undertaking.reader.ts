import type { CaseFacts, PlannedField, Reading, Source, Sources } from '../disclosure';
import { columnsFor, factsOfOwner, isOpen, project } from '../disclosure';
import { statementName } from '../persistence';
import { Agency, civilDay } from '../shared';
import type { LocalDate } from '../shared';

/** Columns of an undertaking as a plan may ask for them; one that it does not ask for is absent. */
interface UndertakingColumns {
  readonly case_id: string;
  readonly board_id: string;
  readonly recorded_at: Date;
  readonly recovery_ends_on: LocalDate | null;
  readonly jws: string;
  readonly content_sha256: string;
}

/** Reads undertakings, of all cases of a level at once; which rows there are, the reader's own role decides. */
export class RentUndertakingReader {
  /**
   * The latest undertaking of each case that the reader may see; a case without one is absent.
   *
   * @param field - the planned field, undefined where the plan does not open it
   * @legalSource JB-12-44-UNDERTAKING
   */
  async undertakings(
    reading: Reading,
    field: PlannedField | undefined,
    caseIds: readonly string[],
    factsOf: (caseId: string) => CaseFacts,
  ): Promise<ReadonlyMap<string, object>> {
    const position = field?.position;
    if (!field || !position || caseIds.length === 0) return new Map();
    const { knownAt, caller } = reading;
    // Of an earlier instant, a domain is told what it knew itself, and this is the board's.
    if (knownAt && caller.agency !== Agency.SOCIAL_SERVICES) return new Map();
    const sources = sourcesFor(caller.agency);
    const columns = columnsFor(position, sources, ['board_id', 'case_id']);
    const sql = `SELECT ${columns.join(', ')} FROM social.rent_undertaking
      WHERE case_id = ANY ($1)${knownAt ? ' AND recorded_at <= $2' : ''} ORDER BY recorded_at, id`;
    const rows = await reading.session.rows<UndertakingColumns>(
      statementName('undertakings', sql),
      sql,
      knownAt ? [caseIds, knownAt] : [caseIds],
    );
    const latest = new Map<string, object>();
    for (const row of rows) {
      // What one board's consents open is that board's own undertaking.
      const facts = factsOfOwner(factsOf(row.case_id), row.board_id);
      if (isOpen(field, facts)) latest.set(row.case_id, project(position, sources, row, facts));
    }
    return latest;
  }
}

function sourcesFor(agency: Agency): Sources<UndertakingColumns> {
  const document: Sources<UndertakingColumns> = {
    jws: {
      columns: ['jws'],
      value: ({ jws }, _below, facts) => (isNamingShown(agency, facts) ? jws : null),
    },
    receivedAt: plain('recorded_at'),
    contentSha256: plain('content_sha256'),
  };
  return {
    issuedAt: plain('recorded_at'),
    inTime: {
      columns: ['recorded_at', 'recovery_ends_on'],
      value: ({ recorded_at: issuedAt, recovery_ends_on: endsOn }) =>
        endsOn === null || civilDay(issuedAt) <= endsOn,
    },
    document: {
      columns: (below) => (below ? columnsFor(below, document) : []),
      value: (row, below, facts) => below && project(below, document, row, facts),
    },
  };
}

/**
 * The signed text names the board and the notice: to Kronofogden, only what it may know of either (#1, #21).
 *
 * @legalSource OSL-21-3A
 */
function isNamingShown(agency: Agency, { party, unprotected }: CaseFacts): boolean {
  return agency !== Agency.ENFORCEMENT || (party && unprotected);
}

function plain(name: keyof UndertakingColumns): Source<UndertakingColumns> {
  return { columns: [name], value: (row) => row[name] };
}
