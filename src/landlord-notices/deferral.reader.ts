import type { Place, Sources } from '../disclosure';
import { column, columnsFor, NO_FACTS, project } from '../disclosure';
import { statementName } from '../persistence';
import type { LocalDate } from '../shared';
import { openDoor } from './door';

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
  /** The latest deferral that the reader may read, or null. */
  async ofCase(place: Place | undefined): Promise<object | null> {
    const position = await openDoor(place, 'deferral');
    if (!place || !position) return null;
    const { batch, caseId } = place;
    const rows = await batch.once('landlord.deferrals', async () => {
      const columns = columnsFor(position, DEFERRAL_SOURCES, ['case_id']);
      const sql = `SELECT DISTINCT ON (case_id) ${columns.join(', ')} FROM landlord.deferral
        WHERE case_id = ANY ($1) AND superseded_at IS NULL ORDER BY case_id, granted_at DESC`;
      const found = await batch.reading.session.rows<DeferralRow>(
        statementName('deferrals', sql),
        sql,
        [batch.caseIds],
      );
      return new Map(found.map((row) => [row.case_id, row]));
    });
    const row = rows.get(caseId);
    if (!row) return null;
    const facts = position.conditional ? await batch.reading.facts(batch.caseIds) : null;
    return project(position, DEFERRAL_SOURCES, row, facts?.get(caseId) ?? NO_FACTS);
  }
}
