import type { Door, Sources } from '../disclosure';
import { column, columnsFor, NO_FACTS, project } from '../disclosure';
import { statementName } from '../persistence';
import type { LocalDate } from '../shared';

interface SettlementRow {
  readonly [name: string]: unknown;
  readonly case_id: string;
  readonly status: string;
  readonly amount: string | null;
  readonly settled_on: LocalDate;
}

const SETTLEMENT_SOURCES: Sources<SettlementRow> = {
  status: column('status'),
  amount: column('amount'),
  on: column('settled_on'),
};

/** The report that held at the instant `$2`. */
const KNOWN_THEN = 'reported_at <= $2 AND (superseded_at IS NULL OR superseded_at > $2)';

/** Reads what landlords reported about payment, once for all cases of a level. */
export class SettlementReader {
  /** Of each case the latest report that the reader may read. */
  readonly ofCases: Door<object> = async (batch, position) => {
    if (!position) return new Map();
    const { knownAt } = batch.reading;
    const columns = columnsFor(position, SETTLEMENT_SOURCES, ['case_id']);
    const sql = `SELECT DISTINCT ON (case_id) ${columns.join(', ')} FROM landlord.settlement
      WHERE case_id = ANY ($1) AND ${knownAt ? KNOWN_THEN : 'superseded_at IS NULL'} ORDER BY case_id, reported_at DESC`;
    const found = await batch.reading.session.rows<SettlementRow>(
      statementName('settlements', sql),
      sql,
      [batch.caseIds, ...(knownAt ? [knownAt] : [])],
    );
    const facts = position.conditional ? await batch.reading.facts(batch.caseIds) : null;
    return new Map(
      found.map((row) => [
        row.case_id,
        project(position, SETTLEMENT_SOURCES, row, facts?.get(row.case_id) ?? NO_FACTS),
      ]),
    );
  };
}
