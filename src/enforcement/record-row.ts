import type { Aliases, Keyring } from '../persistence';
import type { SealedColumn, SealedValues } from './record-seals';
import { recordSeal } from './record-seals';

/** Columns of a record as a plan may ask for them; one that it does not ask for is absent. */
export interface RecordColumns extends Readonly<Partial<Record<SealedColumn, Buffer | null>>> {
  readonly case_number: string;
  readonly case_id: string;
  readonly version: number;
  readonly status: string;
  readonly applied_on: string | null;
  readonly documents_received_on: string | null;
  readonly summary_applied_on: string | null;
  readonly summary_contested: boolean | null;
  readonly summary_contestation_sent_on: string | null;
  readonly summary_decided_on: string | null;
  readonly title_decided_on: string | null;
  readonly title_claim: string | null;
  readonly heard_on: string | null;
  readonly defendant_abroad: boolean | null;
  readonly eviction_on: string | null;
  readonly eviction_at: string | null;
  readonly eviction_notified_at: Date | null;
  readonly stay_decided_on: string | null;
  readonly stay_until: string | null;
  readonly stay_exceptional: boolean | null;
  readonly closure_kind: string | null;
  readonly closure_on: string | null;
  readonly executed_on: string | null;
  readonly children_affected: boolean | null;
  readonly children_count: number | null;
  readonly storage_ends_on: string | null;
  readonly municipality: string;
  readonly tenure: string;
  readonly room_count: string | null;
  readonly defendant_ids: readonly string[];
}

/** One version of a record as its history shows it. */
export interface ChangeRow {
  readonly case_number: string;
  readonly version: number;
  readonly recorded_at: Date;
  readonly status: string;
  readonly eviction_on: string | null;
}

/** A record being answered: its columns, what opens its envelopes once each, and its history where that is asked for. */
export interface RecordRow {
  readonly columns: RecordColumns;
  /** The value in an envelope; null if there is none. */
  readonly open: <C extends SealedColumn>(column: C) => SealedValues[C] | null;
  /** The reader's alias of a person. */
  readonly tenantAlias: (personId: string) => string;
  readonly history: readonly ChangeRow[];
  /** As the reader may see them; null where it may see none. */
  readonly consents: readonly object[] | null;
}

/** What stands beside a record's own row, where it is asked for. */
export type BesideRecord = Pick<RecordRow, 'history' | 'consents'>;

/** Nothing of it asked for. */
const NOTHING_BESIDE: BesideRecord = { history: [], consents: null };

/** Puts columns together with what opens them; each envelope is opened when it is first asked for, and once. */
export function recordRowOf(
  columns: RecordColumns,
  { keyring, aliases, reader }: { keyring: Keyring; aliases: Aliases; reader: string },
  beside: BesideRecord = NOTHING_BESIDE,
): RecordRow {
  const opened = new Map<SealedColumn, unknown>();
  return {
    columns,
    open: <C extends SealedColumn>(column: C) => {
      const envelope = columns[column];
      if (!envelope) return null;
      if (!opened.has(column)) {
        opened.set(column, keyring.open(envelope, recordSeal(columns.case_number, column)));
      }
      return opened.get(column) as SealedValues[C];
    },
    tenantAlias: (personId) => aliases.alias('tenant', reader, personId),
    ...beside,
  };
}
