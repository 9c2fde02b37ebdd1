import { REACHING_RESULTS } from './social-case-status';

/** One current entry of another kind, joined only where one of its columns is asked for. */
const JOINS = {
  household: currentEntryOf('household'),
  assessment: currentEntryOf('assessment'),
  outcome: currentEntryOf('outcome'),
  share: `LEFT JOIN cases.share ON share.case_id = social_case.case_id
    AND share.agency = 'SOCIAL_SERVICES' AND share.organisation = social_case.board_id`,
} as const;

const ATTEMPTS = `FROM social.contact_attempt k
  WHERE k.case_id = social_case.case_id AND k.board_id = social_case.board_id`;
const IN_TIME_ORDER = 'ORDER BY k.attempted_at, k.recorded_at, k.id';
const REACHING = REACHING_RESULTS.map((result) => `'${result}'`).join(', ');

interface Expression {
  readonly sql: string;
  readonly join?: keyof typeof JOINS;
}

/** Every column that a field of the record may need; what the plan does not ask for stays out of the statement. */
const COLUMNS: Readonly<Record<string, Expression>> = {
  caseId: { sql: 'social_case.case_id' },
  boardId: { sql: 'social_case.board_id' },
  entryId: { sql: 'social_case.id' },
  openedAt: { sql: 'social_case.opened_at' },
  sealedCaseworker: { sql: 'social_case.sealed_caseworker' },
  sealedJournalReference: { sql: 'social_case.sealed_journal_reference' },
  householdId: { sql: 'household.id', join: 'household' },
  adults: { sql: 'household.adults', join: 'household' },
  children: { sql: 'household.children', join: 'household' },
  elderly: { sql: 'household.elderly', join: 'household' },
  contactCount: { sql: `(SELECT count(*)::int ${ATTEMPTS})` },
  contactAt: { sql: `ARRAY(SELECT k.attempted_at ${ATTEMPTS} ${IN_TIME_ORDER})` },
  contactChannel: { sql: `ARRAY(SELECT k.channel ${ATTEMPTS} ${IN_TIME_ORDER})` },
  contactResult: { sql: `ARRAY(SELECT k.result ${ATTEMPTS} ${IN_TIME_ORDER})` },
  reached: { sql: `EXISTS (SELECT ${ATTEMPTS} AND k.result IN (${REACHING}))` },
  assessmentId: { sql: 'assessment.id', join: 'assessment' },
  pattern: { sql: 'assessment.pattern', join: 'assessment' },
  cause: { sql: 'assessment.cause', join: 'assessment' },
  assessedOn: { sql: 'assessment.assessed_on', join: 'assessment' },
  outcomeId: { sql: 'outcome.id', join: 'outcome' },
  outcomeKind: { sql: 'outcome.kind', join: 'outcome' },
  decidedOn: { sql: 'outcome.decided_on', join: 'outcome' },
  shareClosed: { sql: 'share.closed_on IS NOT NULL', join: 'share' },
};

/** A share that an execution closes while the authorities `$2` tell of theirs. @legalSource OSL-10-27 */
const CLOSED_IF_TOLD: Expression = {
  sql: `(share.closed_on IS NOT NULL
    OR (share.executed_by = ANY ($2) AND share.closed_if_told_on IS NOT NULL) IS TRUE)`,
  join: 'share',
};

/**
 * The one statement that reads the records of the cases `$1`, with the given columns and only the tables that they need.
 *
 * @param told - whether some authority, as the second parameter names it, tells the board of executions
 * @throws Error for a column that no expression is written for
 */
export function recordStatement(columns: readonly string[], told = false): string {
  const joins = new Set<keyof typeof JOINS>();
  const selected = columns.map((name) => {
    const column = told && name === 'shareClosed' ? CLOSED_IF_TOLD : COLUMNS[name];
    if (!column) throw new Error(`No expression is written for the column ${name}.`);
    if (column.join) joins.add(column.join);
    return `${column.sql} AS "${name}"`;
  });
  return [
    `SELECT ${selected.join(', ')}`,
    'FROM social.social_case',
    ...[...joins].map((name) => JOINS[name]),
    'WHERE social_case.case_id = ANY ($1) AND social_case.superseded_at IS NULL',
    'ORDER BY social_case.board_id',
  ].join('\n');
}

function currentEntryOf(table: string): string {
  return `LEFT JOIN social.${table} ON ${table}.case_id = social_case.case_id
    AND ${table}.board_id = social_case.board_id AND ${table}.superseded_at IS NULL`;
}
