import { Agency } from '../shared';

/** Columns that stand under one name in the sources and differ in the store by the reader's role. */
export interface ColumnsByReader {
  /** The stored column of each cut value. */
  readonly cut: Readonly<Record<string, string>>;
  /** The order in which the open record comes first, then the latest, as far as this reader may know. */
  readonly openThenLatest: string;
}

const CUT_FOR_BOARD = {
  status: 'status_for_board',
  closure_kind: 'closure_kind_for_board',
  closure_on: 'closure_on_for_board',
};

const byEnd = (status: string): string =>
  `(closure_on IS NOT NULL OR executed_on IS NOT NULL OR ${status} IN ('EXECUTED', 'WITHDRAWN', 'LAPSED', 'CLOSED')),
   first_recorded_at DESC`;

/** The one place in which the columns of a record depend on who reads it; the database role allows no others. */
const COLUMNS: Readonly<Record<Agency, ColumnsByReader>> = {
  [Agency.ENFORCEMENT]: { cut: {}, openThenLatest: byEnd('status') },
  [Agency.LANDLORD]: {
    cut: { status: 'status_for_applicant' },
    openThenLatest: byEnd('status_for_applicant'),
  },
  [Agency.SOCIAL_SERVICES]: {
    cut: CUT_FOR_BOARD,
    openThenLatest: `(status_for_board IN ('WITHDRAWN', 'LAPSED', 'CLOSED')), board_knows_since DESC`,
  },
  // An auditor reads no status, so that all records are alike but for their age.
  [Agency.OVERSIGHT]: { cut: CUT_FOR_BOARD, openThenLatest: 'board_knows_since DESC' },
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
