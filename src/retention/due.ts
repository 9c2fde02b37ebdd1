import {
  CONSENT_TABLES,
  FILE_TABLES,
  IS_HELD,
  RECORD_KEY,
  SHARE_ENDED,
} from '../../migrations/retained-tables';
import { PERIODS } from './classes';

/** The classes whose purged keys are remembered, each with what is due of it. */
export type LedgerClass = 'CASE' | 'RECORD' | 'FILE' | 'CONSENT' | 'DECISION';
/** The classes that follow from the calendar alone, so that a restored copy loses them again by itself. */
export type DatedClass = 'PROOF' | 'IDEMPOTENCY';

/** One thing whose time is over. */
export interface DueRow {
  readonly key: string;
  /** Null for what belongs to no case. */
  readonly caseId: string | null;
  /** The last day on which it had to be kept, `YYYY-MM-DD`. */
  readonly keptUntil: string;
  readonly held: boolean;
}

const day = (instant: string): string => `(${instant} AT TIME ZONE 'Europe/Stockholm')::date`;
const plusMonths = (date: string, months: number | string): string =>
  `(${date} + make_interval(months => ${months}))::date`;

/** When the hub last learned something of a case `c`, as a day. */
const LAST_HEARD = `GREATEST(${day('c.opened_at')},
  (SELECT max(${day('n.received_at')}) FROM landlord.notice n WHERE n.case_id = c.id),
  (SELECT max(${day('s.reported_at')}) FROM landlord.settlement s WHERE s.case_id = c.id),
  (SELECT max(${day('w.granted_at')}) FROM landlord.deferral w WHERE w.case_id = c.id),
  (SELECT max(${day('i.recorded_at')}) FROM collaboration.meeting_input i WHERE i.case_id = c.id),
  (SELECT max(${day('r.recorded_at')}) FROM enforcement.record r WHERE r.case_id = c.id),
  (SELECT max(${day('f.recorded_at')}) FROM cases.social_fact f WHERE f.case_id = c.id))`;

/** Every case with the day on which it ended for the last of its readers; null while somebody has it open. */
const CASES = `
  SELECT c.id, ${day('c.opened_at')} AS opened, ${LAST_HEARD} AS heard,
    CASE WHEN bool_or(s.known AND s.agency <> 'OVERSIGHT' AND ${SHARE_ENDED} IS NULL) THEN NULL
      ELSE coalesce(max(${SHARE_ENDED}) FILTER (WHERE s.known), ${LAST_HEARD}) END AS ended
  FROM cases."case" c LEFT JOIN cases.share s ON s.case_id = c.id GROUP BY c.id`;

/** Whether each quarter in which a case was open has been counted; it must be, since afterwards nobody can count the case. */
const COUNTED = `NOT EXISTS (SELECT FROM generate_series(date_trunc('quarter', c.opened::timestamp), c.ended::timestamp, '3 months') q
  WHERE NOT EXISTS (SELECT FROM statistics.quarter s WHERE s.name = to_char(q, 'YYYY-"Q"Q')))`;

/** Cases that ended, with the last day on which each has to be kept. */
const ENDED_CASES = `
  SELECT c.id, GREATEST(${plusMonths('ended', PERIODS.caseMonths)}, heard + ${PERIODS.caseGraceDays}) AS kept_until,
    ${COUNTED} AS counted
  FROM (${CASES}) c WHERE ended IS NOT NULL`;

const NOTES = FILE_TABLES.map(
  ({ name, closes }) =>
    `SELECT t.case_id, t.board_id, ${closes ? 'GREATEST(t.recorded_at, t.superseded_at)' : 't.recorded_at'} AS noted_at FROM ${name} t`,
).join(' UNION ALL ');

const CONSENTS = CONSENT_TABLES.map(
  ({ name }) => `SELECT t.id, t.case_id, t.valid_to, t.revoked_at FROM ${name} t`,
).join(' UNION ALL ');

const LAST_DAYS: Readonly<Record<LedgerClass, string>> = {
  CASE: `SELECT id::text AS key, id AS case_id, kept_until FROM (${ENDED_CASES}) c WHERE counted`,
  RECORD: `SELECT ${RECORD_KEY('r.case_number')} AS key, r.case_id,
      make_date(extract(year FROM r.closure_on)::int + CASE WHEN r.known_to_board
        THEN ${PERIODS.recordYears.enforcement} ELSE ${PERIODS.recordYears.summary} END, 12, 31) AS kept_until
    FROM enforcement.record r WHERE r.closure_on IS NOT NULL`,
  FILE: `SELECT n.case_id::text || '/' || n.board_id AS key, n.case_id,
      ${plusMonths(`max(${day('n.noted_at')})`, PERIODS.fileMonths)} AS kept_until
    FROM (${NOTES}) n WHERE NOT EXISTS (SELECT FROM cases."case" c WHERE c.id = n.case_id)
    GROUP BY n.case_id, n.board_id`,
  CONSENT: `SELECT id::text AS key, case_id,
      ${plusMonths(`LEAST(valid_to, ${day('revoked_at')})`, PERIODS.consentMonths)} AS kept_until
    FROM (${CONSENTS}) c`,
  DECISION: `SELECT id::text AS key, NULL::uuid AS case_id,
      ${plusMonths(`LEAST(valid_to, ${day('ended_at')})`, '$2::int')} AS kept_until
    FROM disclosure.standing_decision`,
};

/**
 * What of a class has been kept for its time by the day `$1`; `$2` is how many months the disclosure log is kept.
 *
 * @legalSource GDPR-5
 * @legalSource SOL-16-1-PURGE
 * @legalSource KFL-PURGE
 */
export function dueSql(name: LedgerClass): string {
  return `SELECT d.key, d.case_id AS "caseId", d.kept_until::text AS "keptUntil",
      coalesce(${IS_HELD('d.case_id')}, false) AS held
    FROM (${LAST_DAYS[name]}) d WHERE d.kept_until < $1::date AND $2::int > 0 ORDER BY d.key`;
}

/** How much of a dated class is over, and since when. */
export const DATED: Readonly<
  Record<DatedClass, { readonly count: string; readonly remove: string }>
> = {
  PROOF: {
    count: `SELECT count(*)::int AS count, min(keep_until)::text AS oldest FROM retention.proof p
        WHERE keep_until < $1::date AND NOT ${IS_HELD('p.case_id')}`,
    remove: `DELETE FROM retention.proof WHERE notice_id IN (SELECT p.notice_id FROM retention.proof p
        WHERE p.keep_until < $1::date AND NOT ${IS_HELD('p.case_id')} LIMIT $2)`,
  },
  IDEMPOTENCY: {
    count: `SELECT count(*)::int AS count, min(${day('recorded_at')})::text AS oldest FROM cases.idempotency
        WHERE ${day('recorded_at')} + ${PERIODS.idempotencyDays} < $1::date`,
    remove: `DELETE FROM cases.idempotency WHERE (organisation, principal, key_index) IN (
        SELECT organisation, principal, key_index FROM cases.idempotency
        WHERE ${day('recorded_at')} + ${PERIODS.idempotencyDays} < $1::date LIMIT $2)`,
  },
};

/** Open cases of which nothing was heard for long: nobody closes them, and so nothing lets them go. */
export const DORMANT = `SELECT count(*)::int AS count, min(heard)::text AS oldest FROM (${CASES}) c
  WHERE ended IS NULL AND ${plusMonths('heard', PERIODS.dormantMonths)} < $1::date`;

/** Cases that were kept for their time and wait for the count of a quarter. */
export const UNCOUNTED = `SELECT count(*)::int AS count, min(kept_until)::text AS oldest FROM (${ENDED_CASES}) c
  WHERE kept_until < $1::date AND NOT counted`;

/** How many sheets of the disclosure log are older than it is kept: whole months, `$2` of them. */
export const LOG_OVER = `SELECT count(*)::int AS count, NULL::text AS oldest FROM log.entry
  WHERE recorded_at < (date_trunc('month', $1::date) - make_interval(months => $2::int))::timestamp AT TIME ZONE 'UTC'`;
