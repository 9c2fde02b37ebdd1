import {
  CASE_TABLES,
  CONSENT_TABLES,
  FILE_TABLES,
  RECORD_KEY,
  RECORD_TABLES,
} from '../../migrations/retained-tables';
import { PERIODS } from './classes';
import type { LedgerClass } from './due';

/** A statement with the keys `$1` of a batch, as text, and the day `$2` where it asks for it. */
export interface Removal {
  readonly sql: string;
  readonly asksDay: boolean;
}

const removal = (sql: string): Removal => ({ sql, asksDay: sql.includes('$2') });

/** What a notice that is still within its time of proof leaves behind. @legalSource JB-12-63-DISPATCH */
const KEEP_PROOFS = `
  INSERT INTO retention.proof (notice_id, case_id, landlord, board_id, receipt_number, document_sha256, message_sent_at,
    message_channel, received_at, keep_until)
  SELECT * FROM (SELECT n.id, n.case_id, n.landlord, n.board_id, n.receipt_number, n.document_sha256, n.message_sent_at,
      n.message_channel, n.received_at,
      ((n.received_at AT TIME ZONE 'Europe/Stockholm')::date + make_interval(months => ${PERIODS.proofMonths}))::date AS keep_until
    FROM landlord.notice n WHERE n.case_id = ANY ($1::uuid[])) proof
  WHERE keep_until >= $2::date ON CONFLICT DO NOTHING`;

const LEFT_OF_CASE = [
  ...FILE_TABLES.map(({ name }) => `SELECT t.board_id AS controller, t.case_id FROM ${name} t`),
  ...CONSENT_TABLES.map(({ name, owner }) => `SELECT t.${owner}, t.case_id FROM ${name} t`),
  'SELECT p.landlord, p.case_id FROM retention.proof p',
  'SELECT p.board_id, p.case_id FROM retention.proof p',
].join(' UNION ALL ');

/**
 * Whom the rows are about that outlive a case, for each controller of such rows: the persons whom its own notices and records name,
 * by the number only where one of these gave it.
 *
 * @legalSource GDPR-12-15
 */
const KEEP_PERSONS = `
  WITH left_of AS (SELECT DISTINCT controller, case_id FROM (${LEFT_OF_CASE}) l WHERE case_id = ANY ($1::uuid[])),
  named AS (
    SELECT l.controller, n.case_id, unnest(n.tenant_ids) AS person_id, n.id::text AS source
      FROM landlord.notice n JOIN left_of l ON l.case_id = n.case_id AND l.controller IN (n.landlord, n.board_id)
    UNION ALL
    SELECT l.controller, r.case_id, unnest(r.defendant_ids), r.case_number
      FROM enforcement.record r JOIN left_of l ON l.case_id = r.case_id
        AND (l.controller = r.authority OR (r.known_to_board AND l.controller = r.board_id)))
  INSERT INTO retention.person (controller, case_id, person_id, number_index)
  SELECT n.controller, n.case_id, n.person_id,
    (array_agg(p.number_index) FILTER (WHERE t.case_id IS NOT NULL))[1]
  FROM named n JOIN cases.person p ON p.id = n.person_id
    LEFT JOIN cases.term t ON t.case_id = n.case_id AND t.source = n.source AND t.kind = 'PERSON_NUMBER' AND t.value = p.number_index
  GROUP BY n.controller, n.case_id, n.person_id ON CONFLICT DO NOTHING`;

/** Persons of cases `$1` to whom nothing of a controller belongs any more; also run where no case is given, over all. */
export const FORGET_PERSONS = `
  DELETE FROM retention.person WHERE NOT EXISTS (SELECT FROM (${LEFT_OF_CASE}) l
    WHERE l.controller = person.controller AND l.case_id = person.case_id)`;

const OF_RECORDS = `${RECORD_KEY('r.case_number')} = ANY ($1::text[])`;

/** What to do with a batch of keys, in this order, once the ledger has them. */
export const REMOVALS: Readonly<Record<LedgerClass, readonly Removal[]>> = {
  CASE: [
    removal(KEEP_PROOFS),
    removal(KEEP_PERSONS),
    ...CASE_TABLES.map(({ name, caseId }) =>
      removal(`DELETE FROM ${name} t WHERE ${caseId} = ANY ($1::uuid[])`),
    ),
  ],
  RECORD: [
    removal(`DELETE FROM cases.search_key k USING cases.term t, enforcement.record r
      WHERE ${OF_RECORDS} AND t.source = r.case_number AND t.case_id = r.case_id AND k.case_id = t.case_id
        AND (k.kind, k.value) = (t.kind, t.value)
        AND NOT EXISTS (SELECT FROM cases.term o WHERE o.case_id = t.case_id AND (o.kind, o.value) = (t.kind, t.value) AND o.source <> t.source)`),
    removal(`DELETE FROM cases.term t USING enforcement.record r
      WHERE ${OF_RECORDS} AND t.source = r.case_number AND t.case_id = r.case_id`),
    removal(
      `DELETE FROM cases.enforcement_fact t WHERE ${RECORD_KEY('t.case_number')} = ANY ($1::text[])`,
    ),
    ...RECORD_TABLES.filter(({ name }) => name.startsWith('enforcement.')).map(({ name }) =>
      removal(`DELETE FROM ${name} t WHERE ${RECORD_KEY('t.case_number')} = ANY ($1::text[])`),
    ),
  ],
  FILE: FILE_TABLES.map(({ name }) =>
    removal(`DELETE FROM ${name} t WHERE t.case_id::text || '/' || t.board_id = ANY ($1::text[])`),
  ),
  CONSENT: [
    removal('DELETE FROM cases.consent_fact t WHERE t.consent_id = ANY ($1::uuid[])'),
    ...CONSENT_TABLES.map(({ name }) =>
      removal(`DELETE FROM ${name} t WHERE t.id = ANY ($1::uuid[])`),
    ),
  ],
  DECISION: [removal('DELETE FROM disclosure.standing_decision t WHERE t.id = ANY ($1::uuid[])')],
};
