import type { Door, Sources } from '../disclosure';
import { column, columnsFor, NO_FACTS, project } from '../disclosure';
import { statementName } from '../persistence';
import type { LocalDate } from '../shared';

interface DeferralRow {
  readonly [name: string]: unknown;
  readonly case_id: string;
  readonly granted_on: LocalDate;
  readonly until: LocalDate;
}

const DEFERRAL_SOURCES: Sources<DeferralRow> = {
  grantedOn: column('granted_on'),
  until: column('until'),
};

/** Reads until when landlords wait, once for all cases of a level. */
export class DeferralReader {
  /** Of each case the latest deferral that the reader may read. */
  readonly ofCases: Door<object> = async (batch, position) => {
    if (!position) return new Map();
    const columns = columnsFor(position, DEFERRAL_SOURCES, ['case_id']);
    const sql = `SELECT DISTINCT ON (case_id) ${columns.join(', ')} FROM landlord.deferral
      WHERE case_id = ANY ($1) AND superseded_at IS NULL ORDER BY case_id, granted_at DESC`;
    const found = await batch.reading.session.rows<DeferralRow>(
      statementName('deferrals', sql),
      sql,
      [batch.caseIds],
    );
    const facts = position.conditional ? await batch.reading.facts(batch.caseIds) : null;
    return new Map(
      found.map((row) => [
        row.case_id,
        project(position, DEFERRAL_SOURCES, row, facts?.get(row.case_id) ?? NO_FACTS),
      ]),
    );
  };
}
