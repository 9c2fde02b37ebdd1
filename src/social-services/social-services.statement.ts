import { REACHING_RESULTS } from './social-case-status';

/** One current entry of another kind, joined only where one of its columns is asked for. */
const JOINS = {
  social_case: currentEntryOf('social_case'),
  household: currentEntryOf('household'),
  assessment: currentEntryOf('assessment'),
  outcome: currentEntryOf('outcome'),
  financial_aid: currentEntryOf('financial_aid'),
  payment_plan: currentEntryOf('payment_plan'),
  eviction_confirmation: currentEntryOf('eviction_confirmation'),
  attendance: currentEntryOf('attendance'),
  share: `LEFT JOIN cases.share ON share.case_id = entry.case_id
    AND share.agency = 'SOCIAL_SERVICES' AND share.organisation = entry.board_id`,
} as const;

/** Kinds of entries of which a reader may have some without the others: what one consent opens says nothing of the rest. */
const OPENED_APART: readonly (keyof typeof JOINS)[] = [
  'financial_aid',
  'payment_plan',
  'eviction_confirmation',
  'attendance',
];

const ATTEMPTS = `FROM social.contact_attempt k
  WHERE k.case_id = entry.case_id AND k.board_id = entry.board_id`;
/** The attempts that were recorded by the instant `$2`. */
const ATTEMPTS_THEN = `${ATTEMPTS} AND k.recorded_at <= $2`;
const IN_TIME_ORDER = 'ORDER BY k.attempted_at, k.recorded_at, k.id';
const REACHING = REACHING_RESULTS.map((result) => `'${result}'`).join(', ');

interface Expression {
  readonly sql: string;
  readonly join?: keyof typeof JOINS;
}

/** Every column that a field of the record may need; what the plan does not ask for stays out of the statement. */
const COLUMNS: Readonly<Record<string, Expression>> = {
  caseId: { sql: 'entry.case_id' },
  boardId: { sql: 'entry.board_id' },
  entryId: { sql: 'social_case.id', join: 'social_case' },
  openedAt: { sql: 'social_case.opened_at', join: 'social_case' },
  sealedCaseworker: { sql: 'social_case.sealed_caseworker', join: 'social_case' },
  sealedJournalReference: { sql: 'social_case.sealed_journal_reference', join: 'social_case' },
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
  aidId: { sql: 'financial_aid.id', join: 'financial_aid' },
  aidStatus: { sql: 'financial_aid.status', join: 'financial_aid' },
  aidAmount: { sql: 'financial_aid.amount', join: 'financial_aid' },
  aidDecidedOn: { sql: 'financial_aid.decided_on', join: 'financial_aid' },
  planId: { sql: 'payment_plan.id', join: 'payment_plan' },
  instalments: { sql: 'payment_plan.instalments', join: 'payment_plan' },
  proposedOn: { sql: 'payment_plan.proposed_on', join: 'payment_plan' },
  planResponse: { sql: 'payment_plan.response', join: 'payment_plan' },
  confirmationId: { sql: 'eviction_confirmation.id', join: 'eviction_confirmation' },
  confirmationLapsed: {
    sql: 'eviction_confirmation.lapsed_at IS NOT NULL',
    join: 'eviction_confirmation',
  },
  confirmedAt: { sql: 'eviction_confirmation.confirmed_at', join: 'eviction_confirmation' },
  confirmationDueOn: { sql: 'eviction_confirmation.due_on', join: 'eviction_confirmation' },
  confirmedOnTime: { sql: 'eviction_confirmation.on_time', join: 'eviction_confirmation' },
  sealedConfirming: {
    sql: 'eviction_confirmation.sealed_caseworker',
    join: 'eviction_confirmation',
  },
  attendanceId: { sql: 'attendance.id', join: 'attendance' },
  attendanceLapsed: { sql: 'attendance.lapsed_at IS NOT NULL', join: 'attendance' },
  attendanceStatus: { sql: 'attendance.status', join: 'attendance' },
  sealedContact: { sql: 'attendance.sealed_contact', join: 'attendance' },
  shareClosed: { sql: 'share.closed_on IS NOT NULL', join: 'share' },
  handedOver: { sql: 'share.handed_over IS TRUE', join: 'share' },
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
 * A row stands for one board's part of one case: that it has taken it on, or an entry that is opened by itself.
 *
 * @param second - what the second parameter is: authorities that tell the board of executions, the instant at which the entries held,
 * or nothing
 * @throws Error for a column that no expression is written for
 */
export function recordStatement(
  columns: readonly string[],
  second: 'telling' | 'instant' | null = null,
): string {
  const past = second === 'instant';
  const joins = new Set<keyof typeof JOINS>();
  const selected = columns.map((name) => {
    const column = second === 'telling' && name === 'shareClosed' ? CLOSED_IF_TOLD : COLUMNS[name];
    if (!column) throw new Error(`No expression is written for the column ${name}.`);
    if (column.join) joins.add(column.join);
    const sql = past ? column.sql.replace(ATTEMPTS, ATTEMPTS_THEN) : column.sql;
    return `${sql} AS "${name}"`;
  });
  const apart = OPENED_APART.filter((table) => joins.has(table));
  const starts = columns.every(isOfPartApart) ? apart : ['social_case', ...apart];
  return [
    `SELECT ${selected.join(', ')}`,
    `FROM (${partsOf(starts, past ? heldThen : holdsNow)}) AS entry`,
    ...[...joins].map((name) =>
      past && name !== 'share' ? entryOf(name, heldThen(`${name}.`)) : JOINS[name],
    ),
    'ORDER BY entry.board_id',
  ].join('\n');
}

/** Whether a column needs nothing but entries that are opened by themselves. */
function isOfPartApart(name: string): boolean {
  return (
    name === 'caseId' ||
    name === 'boardId' ||
    OPENED_APART.some((table) => table === COLUMNS[name]?.join)
  );
}

/** The boards' parts of the cases `$1`, by the tables that say of one. */
function partsOf(tables: readonly string[], holds: (row: string) => string): string {
  return tables
    .map(
      (table) =>
        `SELECT case_id, board_id FROM social.${table} WHERE case_id = ANY ($1) AND ${holds('')}`,
    )
    .join('\nUNION ');
}

function currentEntryOf(table: string): string {
  return entryOf(table, holdsNow(`${table}.`));
}

function entryOf(table: string, holds: string): string {
  return `LEFT JOIN social.${table} ON ${table}.case_id = entry.case_id
    AND ${table}.board_id = entry.board_id AND ${holds}`;
}

function holdsNow(row: string): string {
  return `${row}superseded_at IS NULL`;
}

/** An entry that was replaced within the same millisecond held at none: what was known at its end is the later one. */
function heldThen(row: string): string {
  return `${row}recorded_at <= $2 AND (${row}superseded_at IS NULL OR ${row}superseded_at > $2)`;
}
