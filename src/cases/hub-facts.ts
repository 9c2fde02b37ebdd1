import type { ConsentGroup, OwnerSwitch } from '../disclosure';
import type { Agency, LocalDate, Purpose } from '../shared';

/** A notice as the hub knows it: its relations and the dates that clocks and stages need. */
export interface NoticeFact {
  readonly noticeId: string;
  readonly landlord: string;
  readonly boardId: string;
  readonly kind: string;
  /** Instant of receipt, RFC 3339 in UTC, so that text order is order in time. */
  readonly receivedAt: string;
  /** Last day to recover the tenancy; null while the three weeks have not started. */
  readonly recoveryEndsOn: LocalDate | null;
  /** False once another notice has superseded it. */
  readonly standing: boolean;
  readonly personIds: readonly string[];
}

/** The landlord's last word about payment. */
export interface SettlementFact {
  readonly landlord: string;
  readonly status: string;
  readonly settledOn: LocalDate;
  readonly reportedAt: string;
}

/** An enforcement case as the hub knows it, with its status as each reader may know it. */
export interface EnforcementFact {
  readonly caseNumber: string;
  readonly authority: string;
  readonly applicant: string;
  readonly boardId: string;
  readonly firstRecordedAt: string;
  /** Null while the record is at the summary stage and so absent for the board (U3). */
  readonly boardKnowsSince: string | null;
  readonly status: string;
  readonly statusForBoard: string | null;
  /** What the board sees instead while its authority lets executions be told; null where it knows nothing. */
  readonly statusIfTold: string | null;
  readonly statusForApplicant: string;
  /** The day of the application for eviction; null while none has reached the enforcement stage. */
  readonly appliedOn: LocalDate | null;
  readonly evictionOn: LocalDate | null;
  /** Instant at which the present time of the eviction was notified. */
  readonly evictionNotifiedAt: string | null;
  readonly closedOn: LocalDate | null;
  readonly closedForBoardOn: LocalDate | null;
  /** Instant at which the present end was first recorded, and that of the end which the board sees; null while there is none. */
  readonly endedAt: string | null;
  readonly endedForBoardAt: string | null;
  readonly personIds: readonly string[];
  /** The notice whose receipt number the applicant quoted. */
  readonly quotedNotice: string | null;
}

/** That a board works on the case, and when it recorded its outcome; no other reader's view depends on it. */
export interface SocialFact {
  readonly boardId: string;
  readonly closedOn: LocalDate | null;
  readonly recordedAt: string;
}

/** A tenant's consent, recorded by the authority that owns the field group. */
export interface ConsentFact {
  readonly consentId: string;
  readonly owner: string;
  readonly personId: string;
  readonly fieldGroup: ConsentGroup;
  readonly recipient: Agency;
  readonly purpose: Purpose;
  readonly validFrom: LocalDate;
  readonly validTo: LocalDate;
  readonly revoked: boolean;
}

/** A board's present statement about the protection of a person; without one the person counts as protected. */
export interface ProtectionFact {
  readonly personId: string;
  readonly boardId: string;
  readonly protected: boolean;
}

/** A notice that its board has answered by an undertaking in time, as the landlord was told. */
export interface UndertakingFact {
  readonly noticeId: string;
  readonly boardId: string;
  readonly landlord: string;
  readonly undertakenOn: LocalDate;
}

/** A standing decision that was not ended, of an owner of this case's data. */
export interface DecisionFact {
  readonly decisionId: string;
  readonly owner: string;
  readonly switch: OwnerSwitch;
  readonly validTo: LocalDate;
}

/** The small projection of one case that the domains share; conditions, stages and shares are pure functions of it. */
export interface HubFacts {
  readonly caseId: string;
  readonly notices: readonly NoticeFact[];
  readonly settlements: readonly SettlementFact[];
  readonly enforcement: readonly EnforcementFact[];
  readonly social: readonly SocialFact[];
  readonly consents: readonly ConsentFact[];
  readonly protections: readonly ProtectionFact[];
  readonly decisions: readonly DecisionFact[];
  readonly undertakings: readonly UndertakingFact[];
}

/** What of a notice decides conditions. */
export type DecidingNotice = Pick<
  NoticeFact,
  'noticeId' | 'landlord' | 'boardId' | 'receivedAt' | 'standing' | 'personIds'
>;

/** What of an enforcement record decides conditions. */
export type DecidingRecord = Pick<
  EnforcementFact,
  | 'authority'
  | 'applicant'
  | 'boardId'
  | 'boardKnowsSince'
  | 'evictionOn'
  | 'closedOn'
  | 'endedAt'
  | 'personIds'
  | 'quotedNotice'
>;

/** What of the facts decides conditions; the rest is for stages and shares, which are decided when they are written. */
export interface DecidingFacts extends Pick<HubFacts, 'consents' | 'protections' | 'decisions'> {
  readonly notices: readonly DecidingNotice[];
  readonly enforcement: readonly DecidingRecord[];
}

const instant = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

const collect = (fields: string, table: string): string =>
  `(SELECT coalesce(json_agg(json_build_object(${fields})), '[]') FROM cases.${table} f WHERE f.case_id = asked.id)`;

/** How each part of the facts is read. */
const PARTS: Readonly<Record<HubFactsPart, string>> = {
  notices: collect(
    `'noticeId', notice_id, 'landlord', landlord, 'boardId', board_id, 'kind', kind, 'receivedAt', ${instant('received_at')},
     'recoveryEndsOn', recovery_ends_on, 'standing', standing, 'personIds', person_ids`,
    'notice_fact',
  ),
  settlements: collect(
    `'landlord', landlord, 'status', status, 'settledOn', settled_on, 'reportedAt', ${instant('reported_at')}`,
    'settlement_fact',
  ),
  enforcement: collect(
    `'caseNumber', case_number, 'authority', authority, 'applicant', applicant, 'boardId', board_id,
     'firstRecordedAt', ${instant('first_recorded_at')}, 'boardKnowsSince', ${instant('board_knows_since')},
     'status', status, 'statusForBoard', status_for_board, 'statusIfTold', status_if_told,
     'statusForApplicant', status_for_applicant, 'appliedOn', applied_on,
     'evictionOn', eviction_on, 'evictionNotifiedAt', ${instant('eviction_notified_at')},
     'closedOn', closed_on, 'closedForBoardOn', closed_for_board_on,
     'endedAt', ${instant('ended_at')}, 'endedForBoardAt', ${instant('ended_for_board_at')},
     'personIds', person_ids, 'quotedNotice', quoted_notice`,
    'enforcement_fact',
  ),
  social: collect(
    `'boardId', board_id, 'closedOn', closed_on, 'recordedAt', ${instant('recorded_at')}`,
    'social_fact',
  ),
  consents: collect(
    `'consentId', consent_id, 'owner', owner, 'personId', person_id, 'fieldGroup', field_group, 'recipient', recipient,
     'purpose', purpose, 'validFrom', valid_from, 'validTo', valid_to, 'revoked', revoked_at IS NOT NULL`,
    'consent_fact',
  ),
  protections: collect(
    `'personId', person_id, 'boardId', board_id, 'protected', protected`,
    'protection_fact',
  ),
  undertakings: collect(
    `'noticeId', notice_id, 'boardId', board_id, 'landlord', landlord, 'undertakenOn', undertaken_on`,
    'undertaking_fact',
  ),
  decisions: `(SELECT coalesce(json_agg(json_build_object('decisionId', d.id, 'owner', d.owner, 'switch', d.switch, 'validTo', d.valid_to)), '[]')
    FROM disclosure.standing_decision d WHERE d.ended_at IS NULL AND d.owner IN (
      SELECT f.authority FROM cases.enforcement_fact f WHERE f.case_id = asked.id
      UNION SELECT f.board_id FROM cases.enforcement_fact f WHERE f.case_id = asked.id
      UNION SELECT f.board_id FROM cases.notice_fact f WHERE f.case_id = asked.id))`,
};

/** The parts of the projection that can be read each by itself. */
export type HubFactsPart = Exclude<keyof HubFacts, 'caseId'>;

/** Reads the facts of the cases `$1`, under any role that may read them; one row a case, in no order. */
export const HUB_FACTS_SQL = factsSql(PARTS);

/** As {@link HUB_FACTS_SQL}, with the other parts empty, so that whatever rests on them fails. */
export function hubFactsSql(wanted: ReadonlySet<HubFactsPart>): string {
  const parts = Object.keys(PARTS) as HubFactsPart[];
  return factsSql(
    Object.fromEntries(parts.map((part) => [part, wanted.has(part) ? PARTS[part] : `'[]'::json`])),
  );
}

/** The parts that decide conditions. */
export type DecidingPart = keyof DecidingFacts;

/** Where each of them is read, so that none can be forgotten: what is absent would close, and nobody would know why. */
const DECIDING_NOTICE: Readonly<Record<keyof DecidingNotice, string>> = {
  noticeId: 'notice_id',
  landlord: 'landlord',
  boardId: 'board_id',
  receivedAt: instant('received_at'),
  standing: 'standing',
  personIds: 'person_ids',
};

const DECIDING_RECORD: Readonly<Record<keyof DecidingRecord, string>> = {
  authority: 'authority',
  applicant: 'applicant',
  boardId: 'board_id',
  boardKnowsSince: instant('board_knows_since'),
  evictionOn: 'eviction_on',
  closedOn: 'closed_on',
  endedAt: instant('ended_at'),
  personIds: 'person_ids',
  quotedNotice: 'quoted_notice',
};

const fieldsOf = (columns: Readonly<Record<string, string>>): string =>
  Object.entries(columns)
    .map(([name, column]) => `'${name}', ${column}`)
    .join(', ');

const DECIDING: Readonly<Record<DecidingPart, string>> = {
  ...PARTS,
  notices: collect(fieldsOf(DECIDING_NOTICE), 'notice_fact'),
  enforcement: collect(fieldsOf(DECIDING_RECORD), 'enforcement_fact'),
};

/** As {@link HUB_FACTS_SQL}, with those parts alone, and of these what decides conditions. */
export function decidingFactsSql(wanted: ReadonlySet<DecidingPart>): string {
  return factsSql(Object.fromEntries([...wanted].sort().map((part) => [part, DECIDING[part]])));
}

function factsSql(parts: Readonly<Record<string, string>>): string {
  const columns = Object.entries(parts).map(([part, sql]) => `${sql} AS ${part}`);
  return `SELECT ${['asked.id AS "caseId"', ...columns].join(', ')} FROM unnest($1::uuid[]) AS asked(id)`;
}
