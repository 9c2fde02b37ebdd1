import { Agency } from '../shared';

/** Who reads a record, and which authorities tell that reader of executions. */
export interface RecordReader {
  readonly agency: Agency;
  /** As the store names them; none for everybody but a board. */
  readonly telling: readonly string[];
}

/** The parts of a statement that depend on who reads a record; the database role allows no others. */
export interface ReaderColumns {
  /** A select list in which every column has the name that the sources use. */
  select(columns: readonly string[]): string;
  /** The columns of the table on which a select list, and the order, rest. */
  needs(columns: readonly string[]): readonly string[];
  /** The order in which the open record comes first, then the latest, as far as this reader may know. */
  readonly openThenLatest: string;
  /** Whether a record has ended, and since when it is known, by which that order goes. */
  readonly sight: { readonly ended: string | null; readonly since: string };
  /** What the statement needs behind its first parameter. */
  readonly params: readonly unknown[];
}

const ENDS = `('WITHDRAWN', 'LAPSED', 'CLOSED')`;
const ENDS_AND_EXECUTION = `('EXECUTED', 'WITHDRAWN', 'LAPSED', 'CLOSED')`;

const CUT_FOR_BOARD = {
  status: 'status_for_board',
  closure_kind: 'closure_kind_for_board',
  closure_on: 'closure_on_for_board',
};

/** While the authority of a record tells of executions, a board reads the end of the record as it is. @legalSource OSL-10-27 */
const ifTold = (told: string, cut: string): string =>
  `CASE WHEN authority = ANY ($2::text[]) THEN ${told} ELSE ${cut} END`;

const TOLD_TO_BOARD = {
  status: ifTold('status_if_told', CUT_FOR_BOARD.status),
  closure_kind: ifTold('closure_kind', CUT_FOR_BOARD.closure_kind),
  closure_on: ifTold('closure_on', CUT_FOR_BOARD.closure_on),
};

const byEnd = (status: string): ReaderColumns['sight'] => ({
  ended: `closure_on IS NOT NULL OR executed_on IS NOT NULL OR ${status} IN ${ENDS_AND_EXECUTION}`,
  since: 'first_recorded_at',
});

const columns = (
  cut: Readonly<Record<string, string>>,
  sight: ReaderColumns['sight'],
  {
    params = [],
    ordering = [],
  }: Partial<Record<'params', readonly unknown[]> & Record<'ordering', readonly string[]>> = {},
): ReaderColumns => ({
  needs: (names) => [...new Set([...names.map((name) => cut[name] ?? name), ...ordering])],
  select: (names) => names.map((name) => (cut[name] ? `${cut[name]} AS ${name}` : name)).join(', '),
  sight,
  openThenLatest: `${sight.ended === null ? '' : `(${sight.ended}), `}${sight.since} DESC`,
  params,
});

const LANDLORD = columns({ status: 'status_for_applicant' }, byEnd('status_for_applicant'));
const BOARD = columns(CUT_FOR_BOARD, {
  ended: `status_for_board IN ${ENDS}`,
  since: 'board_knows_since',
});
const ENFORCEMENT = columns({}, byEnd('status'), {
  ordering: ['closure_on', 'executed_on', 'status', 'first_recorded_at'],
});
// An auditor reads no status, so that all records are alike but for their age.
const OVERSIGHT = columns(
  CUT_FOR_BOARD,
  { ended: null, since: 'board_knows_since' },
  { ordering: ['board_knows_since'] },
);

/** The one place in which the columns of a record depend on who reads it. */
export function columnsByReader({ agency, telling }: RecordReader): ReaderColumns {
  switch (agency) {
    case Agency.LANDLORD:
      return LANDLORD;
    case Agency.SOCIAL_SERVICES:
      return telling.length === 0 ? BOARD : toldTo(telling);
    case Agency.ENFORCEMENT:
      return ENFORCEMENT;
    case Agency.OVERSIGHT:
      return OVERSIGHT;
  }
}

function toldTo(telling: readonly string[]): ReaderColumns {
  const ended = `${TOLD_TO_BOARD.status} IN ${ENDS_AND_EXECUTION}`;
  return columns(TOLD_TO_BOARD, { ended, since: 'board_knows_since' }, { params: [telling] });
}
