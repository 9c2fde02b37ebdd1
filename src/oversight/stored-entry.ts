import type { Agency, Purpose } from '../shared';

/** One case of a sheet of the log with what it shares with others, as {@link ENTRY_COLUMNS} of {@link ENTRY_TABLES} give it. */
export interface StoredEntry {
  readonly recorded_at: Date;
  readonly instance: string;
  /** bigint, as text. */
  readonly sequence: string;
  /** Place of the case on its sheet, from 1. */
  readonly number: number;
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

export const ENTRY_COLUMNS = `e.recorded_at, e.instance, e.sequence, c.number::int AS number, e.agency, e.purpose, c.case_id, e.actor,
  e.controllers, a.sealed, s.content`;
export const ENTRY_TABLES = `log.entry e
  CROSS JOIN LATERAL unnest(e.cases) WITH ORDINALITY AS c(case_id, number)
  LEFT JOIN log.shape s ON s.id = e.shape LEFT JOIN log.actor a ON a.id = e.actor`;

/** Newest first, in an order without ties. */
export const ENTRY_ORDER = 'e.recorded_at DESC, e.instance DESC, e.sequence DESC, c.number DESC';

/** Whether an entry is about one of some persons: a sheet holds those of all its cases. `persons` is SQL for a list of blind indexes. */
export function isAbout(persons: string): string {
  return `c.number IN (SELECT p.number FROM unnest(e.subjects, e.subject_cases) AS p(subject, number)
    WHERE p.subject = ANY (${persons}))`;
}
