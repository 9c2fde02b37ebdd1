import type { ReadingSession } from '../persistence';
import { subjectAccessRole } from '../persistence';
import type { HeldRecord, Subject, SubjectSource } from './subject';
import { told, type Stored } from './subject-values';

/** A row of the hub without its keys; the first column beside the case says when it came. */
type HubRow = Readonly<Record<string, Stored>> & {
  readonly case_id: string;
  readonly recorded: Date;
};

interface HubTable {
  readonly kind: string;
  readonly sql: string;
  readonly params: (subject: Subject) => readonly unknown[];
}

const ofCases = ({ caseIds }: Subject) => [caseIds];
const ofPersons = ({ personIds }: Subject) => [personIds];

/** Each reader's share, and the copies of the domains' rows by which conditions, clocks and stages are decided. */
const TABLES: readonly HubTable[] = [
  {
    kind: 'share',
    params: ofCases,
    sql: `SELECT case_id, received_at AS recorded, agency, version, board_id AS board, stage, recovery_ends_on, eviction_on, closed_on, known
      FROM cases.share WHERE case_id = ANY ($1)`,
  },
  {
    kind: 'noticeFact',
    params: ({ caseIds, personIds, shownNotices }) => [caseIds, personIds, shownNotices],
    sql: `SELECT case_id, received_at AS recorded, board_id AS board, kind, recovery_ends_on, standing
      FROM cases.notice_fact
      WHERE case_id = ANY ($1) AND (person_ids && $2::uuid[] OR notice_id = ANY ($3::uuid[]))`,
  },
  {
    kind: 'settlementFact',
    params: ofCases,
    sql: `SELECT case_id, reported_at AS recorded, status, settled_on
      FROM cases.settlement_fact WHERE case_id = ANY ($1)`,
  },
  {
    kind: 'enforcementFact',
    params: ({ caseIds, personIds }) => [caseIds, personIds],
    sql: `SELECT case_id, first_recorded_at AS recorded, case_number, board_id AS board, board_knows_since, status,
        status_for_board, status_for_applicant, applied_on, eviction_on, eviction_notified_at, closed_on, closed_for_board_on,
        quoted_notice IS NOT NULL AS quotes_a_notice
      FROM cases.enforcement_fact WHERE case_id = ANY ($1) AND person_ids && $2::uuid[]`,
  },
  {
    kind: 'socialFact',
    params: ofCases,
    sql: `SELECT case_id, recorded_at AS recorded, closed_on FROM cases.social_fact WHERE case_id = ANY ($1)`,
  },
  {
    kind: 'consentFact',
    params: ofPersons,
    sql: `SELECT f.case_id, s.received_at AS recorded, f.field_group, f.recipient, f.purpose, f.valid_from, f.valid_to, f.revoked_at
      FROM cases.consent_fact f, LATERAL (SELECT min(received_at) AS received_at FROM cases.share WHERE case_id = f.case_id) s
      WHERE f.person_id = ANY ($1)`,
  },
  {
    kind: 'protectionFact',
    params: ofPersons,
    sql: `SELECT case_id, stated_at AS recorded, protected
      FROM cases.protection_fact WHERE person_id = ANY ($1)`,
  },
  {
    kind: 'undertakingFact',
    params: ofCases,
    sql: `SELECT case_id, undertaken_on::timestamp AT TIME ZONE 'Europe/Stockholm' AS recorded, undertaken_on
      FROM cases.undertaking_fact WHERE case_id = ANY ($1)`,
  },
  {
    kind: 'handoverFact',
    params: ofCases,
    sql: `SELECT case_id, handed_over_at AS recorded, to_board, received_at AS was_received_at
      FROM cases.handover_fact WHERE case_id = ANY ($1)`,
  },
  {
    kind: 'person',
    params: ofPersons,
    sql: `SELECT p.case_id, s.received_at AS recorded,
        'the name, and the identity number where it is known, as blind indexes' AS held
      FROM cases.person p, LATERAL (SELECT min(received_at) AS received_at FROM cases.share WHERE case_id = p.case_id) s
      WHERE p.id = ANY ($1)`,
  },
  {
    // A term of another person carries that person's number; one without any is a matter of the notice, or of a name.
    kind: 'searchTerms',
    params: ({ caseIds, numberIndex }) => [caseIds, numberIndex],
    sql: `SELECT t.case_id, s.received_at AS recorded,
        'blind indexes, not the values themselves' AS held,
        array_agg(DISTINCT t.kind) FILTER (WHERE t.searched) AS found_by,
        array_agg(DISTINCT t.kind) FILTER (WHERE NOT t.searched) AS matched_by
      FROM (
        SELECT case_id, kind, true AS searched FROM cases.search_key
        WHERE case_id = ANY ($1) AND (kind <> 'PERSON_NUMBER' OR value = $2)
        UNION ALL
        SELECT case_id, kind, false FROM cases.term
        WHERE case_id = ANY ($1) AND (number_index IS NULL OR number_index = $2)
      ) t, LATERAL (SELECT min(received_at) AS received_at FROM cases.share WHERE case_id = t.case_id) s
      GROUP BY t.case_id, s.received_at`,
  },
];

/**
 * What the hub holds of the person for one controller: its shares and facts of the cases, the person's key, and blind terms.
 *
 * The case's own row is not among it: it says when the first of all parties came, and nothing of the person.
 *
 * @legalSource GDPR-12-15
 */
export const hubSubjectSource: SubjectSource = {
  records: async (session: ReadingSession, subject: Subject): Promise<readonly HeldRecord[]> => {
    const held = await Promise.all(
      TABLES.map(async ({ kind, sql, params }) => {
        const name = `subject_${kind}`;
        const rows = await session.as<HubRow>(subjectAccessRole, name, sql, params(subject));
        return rows.map(({ case_id: caseId, recorded, ...rest }) => ({
          domain: 'cases',
          kind,
          caseId,
          recordedAt: recorded,
          fields: Object.entries(rest).map(([column, value]) => told(camelCase(column), value)),
        }));
      }),
    );
    return held.flat();
  },
};

function camelCase(column: string): string {
  return column.replace(/_(\w)/g, (_match, letter: string) => letter.toUpperCase());
}
