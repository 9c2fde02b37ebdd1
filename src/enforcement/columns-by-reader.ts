import { Agency } from '../shared';

/** Columns that stand under one name in the sources and differ in the store by the reader's role. */
export interface ColumnsByReader {
  /** The stored column of each cut value. */
  readonly cut: Readonly<Record<string, string>>;
  /** Whether the record has ended, as this reader may know it. */
  readonly closed: string;
  /** The instant from which this reader may know of the record. */
  readonly knownSince: string;
}

const FOR_BOARD = {
  cut: {
    status: 'status_for_board',
    closure_kind: 'closure_kind_for_board',
    closure_on: 'closure_on_for_board',
  },
  closed: `status_for_board IN ('WITHDRAWN', 'LAPSED', 'CLOSED')`,
  knownSince: 'board_knows_since',
};

const endedBy = (status: string): string =>
  `(closure_on IS NOT NULL OR executed_on IS NOT NULL OR ${status} IN ('EXECUTED', 'WITHDRAWN', 'LAPSED', 'CLOSED'))`;

/** The one place in which the columns of a record depend on who reads it; the database role allows no others. */
const COLUMNS: Readonly<Record<Agency, ColumnsByReader>> = {
  [Agency.ENFORCEMENT]: { cut: {}, closed: endedBy('status'), knownSince: 'first_recorded_at' },
  [Agency.LANDLORD]: {
    cut: { status: 'status_for_applicant' },
    closed: endedBy('status_for_applicant'),
    knownSince: 'first_recorded_at',
  },
  [Agency.SOCIAL_SERVICES]: FOR_BOARD,
  // An auditor reads no status, so that all records are alike but for their age.
  [Agency.OVERSIGHT]: { ...FOR_BOARD, closed: 'false' },
};

/** Where the cut values of a record stand for a reader. */
export function columnsByReader(agency: Agency): ColumnsByReader {
  return COLUMNS[agency];
}

/** A select list in which every column has the name that the sources use. */
export function selectList(agency: Agency, columns: readonly string[]): string {
  const { cut } = COLUMNS[agency];
  return columns.map((name) => (cut[name] ? `${cut[name]} AS ${name}` : name)).join(', ');
}
