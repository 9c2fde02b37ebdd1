import type { Agency, Purpose } from '../shared';

/** A row of the log with what it shares with others, as {@link ENTRY_COLUMNS} of {@link ENTRY_TABLES} give it. */
export interface StoredEntry {
  readonly recorded_at: Date;
  readonly instance: string;
  /** bigint, as text. */
  readonly sequence: string;
  readonly agency: Agency;
  readonly purpose: Purpose;
  readonly case_id: string | null;
  readonly actor: Buffer;
  /** Stored names of the organisations whose data was disclosed. */
  readonly controllers: readonly string[];
  /** Null where the rows that the entry refers to are gone, which nothing in the service can bring about. */
  readonly sealed: Buffer | null;
  readonly content: string | null;
}

export const ENTRY_COLUMNS =
  'e.recorded_at, e.instance, e.sequence, e.agency, e.purpose, e.case_id, e.actor, e.controllers, a.sealed, s.content';
export const ENTRY_TABLES =
  'log.entry e LEFT JOIN log.shape s ON s.id = e.shape LEFT JOIN log.actor a ON a.id = e.actor';
