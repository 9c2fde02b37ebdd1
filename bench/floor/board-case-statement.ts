/** What one board's part of a case says, without envelopes and counts. */
const CURRENT = [
  ['social_case', 'w'],
  ['household', 'h'],
  ['assessment', 'a'],
  ['financial_aid', 'f'],
  ['payment_plan', 'pp'],
  ['eviction_confirmation', 'e'],
  ['attendance', 'at'],
  ['outcome', 'o'],
] as const;

const joined = CURRENT.map(
  ([table, alias]) =>
    `LEFT JOIN social.${table} ${alias} ON ${alias}.case_id = s.case_id AND ${alias}.board_id = $2 AND ${alias}.superseded_at IS NULL`,
).join('\n');

const CONTACTS = `FROM social.contact_attempt k WHERE k.case_id = s.case_id AND k.board_id = $2
  ORDER BY k.attempted_at, k.recorded_at, k.id`;

/** Everything that the board `$2` may read of the case `$1`: a row for each notice, with everything else beside it. */
export const BOARD_CASE = {
  name: 'board_case',
  text: `
    SELECT s.case_id, s.version AS share_version, s.stage, s.recovery_ends_on AS "recoveryEndsOn", s.received_at AS share_received_at, s.board_id,
      s.closed_on AS share_closed_on, s.handed_over,
      (SELECT count(DISTINCT other.notice_id)::int FROM landlord.tenancy_term own
        JOIN landlord.tenancy_term other ON other.value = own.value AND other.kind = own.kind AND other.case_id <> own.case_id
          AND other.received_at < own.received_at AND other.board_id = $2
        WHERE own.case_id = s.case_id AND own.board_id = $2) AS earlier,
      ARRAY(SELECT p.person_id FROM cases.protection_fact p
        WHERE p.case_id = s.case_id AND p.board_id = $2 AND NOT p.protected) AS unprotected,
      t.status AS settlement_status, t.amount AS settlement_amount, t.settled_on,
      g.granted_on, g.until AS deferred_until,
      n.*, r.case_number, r.status_for_board, r.applied_on, r.documents_received_on, r.heard_on,
      r.municipality AS record_municipality, r.tenure AS record_tenure, r.room_count AS record_room_count,
      r.title_decided_on, r.title_claim, r.eviction_on, r.eviction_at, r.eviction_notified_at, r.defendant_ids,
      r.stay_decided_on, r.stay_until, r.stay_exceptional, r.closure_kind_for_board, r.closure_on_for_board,
      r.sealed_address AS record_address, r.sealed_applicant, r.sealed_title, r.sealed_defendants,
      w.id AS work_id, w.opened_at, w.sealed_caseworker, w.sealed_journal_reference,
      h.id AS household_id, h.adults, h.children, h.elderly,
      a.id AS assessment_id, a.pattern, a.cause, a.assessed_on,
      f.id AS aid_id, f.status AS aid_status, f.amount AS aid_amount, f.decided_on AS aid_decided_on,
      pp.id AS plan_id, pp.instalments, pp.proposed_on, pp.response,
      e.id AS confirmation_id, e.confirmed_at, e.due_on, e.on_time, e.sealed_caseworker AS sealed_confirming,
      at.id AS attendance_id, at.status AS attendance_status, at.sealed_contact,
      u.jws AS undertaking_jws, u.content_sha256 AS undertaking_sha256,
      ARRAY(SELECT c.id FROM social.consent c WHERE c.case_id = s.case_id AND c.board_id = $2) AS consents,
      ARRAY(SELECT c.id FROM enforcement.consent c WHERE c.case_id = s.case_id AND c.recipient = 'SOCIAL_SERVICES') AS record_consents,
      o.id AS outcome_id, o.kind AS outcome_kind, o.decided_on AS outcome_decided_on,
      ARRAY(SELECT k.attempted_at ${CONTACTS}) AS contact_at,
      ARRAY(SELECT k.channel ${CONTACTS}) AS contact_channel,
      ARRAY(SELECT k.result ${CONTACTS}) AS contact_result
    FROM cases.share s
    JOIN landlord.notice n ON n.case_id = s.case_id AND n.board_id = $2
    LEFT JOIN enforcement.record r ON r.case_id = s.case_id AND r.board_id = $2 AND r.known_to_board
    LEFT JOIN landlord.settlement t ON t.case_id = s.case_id AND $2 = ANY (t.board_ids) AND t.superseded_at IS NULL
    LEFT JOIN landlord.deferral g ON g.case_id = s.case_id AND $2 = ANY (g.board_ids) AND g.superseded_at IS NULL
    LEFT JOIN social.rent_undertaking u ON u.case_id = s.case_id AND u.board_id = $2
    ${joined}
    WHERE s.agency = 'SOCIAL_SERVICES' AND s.organisation = $2 AND s.case_id = $1 AND s.known
    ORDER BY n.received_at, n.id`,
};
