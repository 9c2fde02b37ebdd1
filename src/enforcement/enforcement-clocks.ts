import type { ClockEvents, ClockSource } from '../cases';
import { authoritiesTelling } from '../cases';
import type { DeadlineKind } from '../deadlines';
import type { Batch } from '../disclosure';
import { statementName } from '../persistence';
import { Agency } from '../shared';
import { columnsByReader } from './columns-by-reader';
import { EnforcementStatus } from './enforcement-status.type';
import type { RecordColumns } from './record-row';

/** What each clock is counted from and met by; a reader is asked for no more, since its role may read no more. */
const COLUMNS: Readonly<Partial<Record<DeadlineKind, readonly (keyof RecordColumns)[]>>> = {
  // Who may read this of the summary process may read its decision too.
  TRANSFER_REQUEST_END: ['summary_contestation_sent_on', 'summary_decided_on'],
  REOPENING_END: ['title_decided_on'],
  EVICTION_TARGET: ['documents_received_on', 'closure_on'],
  EARLIEST_EVICTION: ['heard_on', 'defendant_abroad'],
  DEFERRAL_LAPSES: ['applied_on', 'status', 'closure_on'],
  STORAGE_END: ['executed_on'],
  CONFIRMATION_DUE: ['eviction_notified_at'],
};

/** A record as clocks are counted from it; what its reader may never read is absent. */
export type ClockRow = Pick<RecordColumns, 'case_id'> & Partial<RecordColumns>;

/** The columns of a record that the clocks of some kinds need for readers of an agency. */
export function clockColumns(agency: Agency, kinds: ReadonlySet<DeadlineKind>): readonly string[] {
  const wanted = [...kinds].flatMap((kind) => COLUMNS[kind] ?? []);
  // To a board an execution is told by a decision that can end, so that none of its clocks is met by one.
  const executed = agency === Agency.SOCIAL_SERVICES ? [] : ['executed_on'];
  return [...new Set(['case_id', ...wanted, ...executed])].sort();
}

/**
 * What Kronofogden's record of a case tells its reader of clocks: of several records the one that the case shows.
 *
 * @legalSource UF-16-2-NOTIFY
 * @legalSource UB-16-3-TIMES
 */
export class EnforcementClocks implements ClockSource {
  readonly clockEvents = async (
    batch: Pick<Batch, 'reading' | 'caseIds'>,
    kinds: ReadonlySet<DeadlineKind>,
  ): Promise<ReadonlyMap<string, ClockEvents>> => {
    const { session, caller } = batch.reading;
    const telling = await authoritiesTelling(batch.reading);
    const own = columnsByReader({ agency: caller.agency, telling });
    const columns = clockColumns(caller.agency, kinds);
    const sql = `SELECT DISTINCT ON (case_id) ${own.select(columns)} FROM enforcement.record
      WHERE case_id = ANY ($1) ORDER BY case_id, ${own.openThenLatest}, case_number`;
    const rows = await session.rows<ClockRow>(statementName('record_clocks', sql), sql, [
      batch.caseIds,
      ...own.params,
    ]);
    return new Map(rows.map((row) => [row.case_id, { record: recordEvents(row) }]));
  };
}

/** What a record tells of clocks. */
export function recordEvents(row: ClockRow): NonNullable<ClockEvents['record']> {
  return {
    contestationSentOn: row.summary_contestation_sent_on ?? null,
    decidedOn: row.summary_decided_on ?? row.title_decided_on ?? null,
    documentsReceivedOn: row.documents_received_on ?? null,
    heardOn: row.heard_on ?? null,
    defendantAbroad: row.defendant_abroad ?? null,
    appliedOn: row.applied_on ?? null,
    deferred: row.status === EnforcementStatus.DEFERRED,
    closedOn: row.closure_on ?? null,
    executedOn: row.executed_on ?? null,
    timeNotifiedAt: row.eviction_notified_at ?? null,
  };
}
