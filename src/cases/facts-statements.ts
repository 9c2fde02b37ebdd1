import type {
  DecidingFacts,
  DecidingNotice,
  DecidingPart,
  DecidingRecord,
  HubFacts,
  HubFactsPart,
} from './hub-facts';

const instant = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

const collect = (fields: string, table: string): string =>
  `SELECT case_id, json_build_object(${fields}) AS fact FROM cases.${table} WHERE case_id = ANY ($1::uuid[])`;

/** How each part of the facts is read: a row for each fact of the cases `$1`. */
const PARTS: Readonly<Record<HubFactsPart, string>> = {
  notices: collect(
    `'noticeId', notice_id, 'landlord', landlord, 'boardId', board_id,
     'boardForLandlord', board_for_landlord, 'addressedBoard', addressed_board, 'kind', kind, 'receivedAt', ${instant('received_at')},
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
  handovers: collect(
    `'boardId', board_id, 'toBoard', to_board, 'receivedAt', ${instant('received_at')}, 'handedOverAt', ${instant('handed_over_at')}`,
    'handover_fact',
  ),
  decisions: `SELECT o.case_id,
      json_build_object('decisionId', d.id, 'owner', d.owner, 'switch', d.switch, 'validTo', d.valid_to) AS fact
    FROM (
      SELECT case_id, authority AS owner FROM cases.enforcement_fact WHERE case_id = ANY ($1::uuid[])
      UNION SELECT case_id, board_id FROM cases.enforcement_fact WHERE case_id = ANY ($1::uuid[])
      UNION SELECT case_id, board_id FROM cases.notice_fact WHERE case_id = ANY ($1::uuid[])
    ) o
    JOIN disclosure.standing_decision d ON d.owner = o.owner AND d.ended_at IS NULL`,
};

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

/** Reads the facts of the cases `$1`, under any role that may read them. */
export const HUB_FACTS_SQL = hubFactsSql(new Set(Object.keys(PARTS) as HubFactsPart[]));

/** As {@link HUB_FACTS_SQL}, with those parts alone. */
export function hubFactsSql(wanted: ReadonlySet<HubFactsPart>): string {
  return factsSql(wanted, PARTS);
}

/** As {@link HUB_FACTS_SQL}, with those parts alone, and of these what decides conditions. */
export function decidingFactsSql(wanted: ReadonlySet<DecidingPart>): string {
  return factsSql(wanted, DECIDING);
}

/** One fact, as each of these statements gives it, in no order. */
export interface FactRow {
  readonly caseId: string;
  readonly part: HubFactsPart;
  readonly fact: unknown;
}

/** The facts of each case that was asked for; a part that was not read is empty, so that whatever rests on it fails. */
export function hubFactsFrom(
  caseIds: readonly string[],
  rows: readonly FactRow[],
): ReadonlyMap<string, HubFacts> {
  return byCase(caseIds, rows) as ReadonlyMap<string, HubFacts>;
}

/** As {@link hubFactsFrom}, of what {@link decidingFactsSql} reads. */
export function decidingFactsFrom(
  caseIds: readonly string[],
  rows: readonly FactRow[],
): ReadonlyMap<string, DecidingFacts> {
  return byCase(caseIds, rows) as ReadonlyMap<string, DecidingFacts>;
}

/**
 * All facts of all cases in one list: one scan a table, where a list of lists would take one for each case, and neither join nor
 * aggregate.
 */
function factsSql<P extends HubFactsPart>(
  wanted: ReadonlySet<P>,
  parts: Readonly<Record<P, string>>,
): string {
  return [...wanted]
    .sort()
    .map(
      (part) =>
        `SELECT case_id AS "caseId", '${part}' AS part, fact FROM (${parts[part]}) AS ${part}`,
    )
    .join(' UNION ALL ');
}

const NO_FACT: Readonly<Record<HubFactsPart, readonly unknown[]>> = {
  notices: [],
  settlements: [],
  enforcement: [],
  social: [],
  consents: [],
  protections: [],
  decisions: [],
  undertakings: [],
  handovers: [],
};

type Gathered = { caseId: string } & Record<HubFactsPart, readonly unknown[]>;

function byCase(
  caseIds: readonly string[],
  rows: readonly FactRow[],
): ReadonlyMap<string, Gathered> {
  const cases = new Map<string, Gathered>(
    caseIds.map((caseId) => [caseId, { caseId, ...NO_FACT }]),
  );
  for (const { caseId, part, fact } of rows) {
    const facts = cases.get(caseId);
    if (facts) facts[part] = [...facts[part], fact];
  }
  return cases;
}
