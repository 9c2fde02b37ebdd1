/**
 * Which rows retention lets go together, and by which key a row is told to belong: read by the migration that grants the right, by
 * the job that uses it and by the test that no table is forgotten. In each list rows go in this order, what refers before what is
 * referred to.
 */
export interface RetainedTable {
  readonly name: string;
  /** SQL for the case of a row of `t`. */
  readonly caseId: string;
  /** Columns that the job reads: keys and dates, and nothing that says something of a person. */
  readonly reads: string;
}

const RECORD_OF_ROW = `(SELECT r.case_id FROM enforcement.record r WHERE r.case_number = t.case_number)`;

const byCase = (name: string, ...reads: readonly string[]): RetainedTable => ({
  name,
  caseId: 't.case_id',
  reads: ['case_id', ...reads].join(', '),
});

/** What Kronofogden pushed, by record. */
export const RECORD_TABLES: readonly RetainedTable[] = [
  { name: 'enforcement.version_person', caseId: RECORD_OF_ROW, reads: 'case_number' },
  { name: 'enforcement.record_version', caseId: RECORD_OF_ROW, reads: 'case_number' },
  byCase(
    'enforcement.record',
    'case_number',
    'authority',
    'board_id',
    'known_to_board',
    'recorded_at',
    'closure_on',
    'defendant_ids',
  ),
  byCase('enforcement.record_past', 'case_number'),
  byCase('cases.enforcement_fact', 'case_number'),
];

export const UNDERTAKING_FACT: RetainedTable = byCase('cases.undertaking_fact');
export const NEXT_DEADLINE: RetainedTable = byCase('cases.next_deadline');

export const HANDOVER_FACT: RetainedTable = byCase('cases.handover_fact');

export const MEETING_INPUT: RetainedTable = byCase('collaboration.meeting_input', 'recorded_at');

/** What goes with the hub's record of a case, the records above included. */
export const CASE_TABLES: readonly RetainedTable[] = [
  ...RECORD_TABLES,
  byCase('landlord.settlement', 'reported_at'),
  byCase('landlord.deferral', 'granted_at'),
  byCase('landlord.tenancy_term'),
  byCase(
    'landlord.notice',
    'id',
    'landlord',
    'board_id',
    'receipt_number',
    'document_sha256',
    'message_sent_at',
    'message_channel',
    'received_at',
    'tenant_ids',
  ),
  byCase('cases.search_key', 'kind', 'value'),
  NEXT_DEADLINE,
  byCase('cases.term', 'kind', 'value', 'source'),
  byCase('cases.share', 'agency', 'organisation', 'known', 'closed_on', 'closed_if_told_on'),
  byCase('cases.notice_fact'),
  byCase('cases.settlement_fact'),
  byCase('cases.social_fact', 'recorded_at'),
  byCase('cases.consent_fact', 'consent_id'),
  byCase('cases.protection_fact'),
  UNDERTAKING_FACT,
  HANDOVER_FACT,
  MEETING_INPUT,
  byCase('cases.person', 'id', 'number_index'),
  { name: 'cases."case"', caseId: 't.id', reads: 'id, opened_at' },
];

/** Tables that were made after the purging role, with rights of their own from the start. */
export const MADE_LATER: readonly string[] = [
  'cases.undertaking_fact',
  'cases.handover_fact',
  'cases.next_deadline',
  'social.handover',
  'collaboration.meeting_input',
];

/** A board's own file of a case; `closes` where a row is superseded later than it was recorded. */
export const FILE_TABLES: readonly (RetainedTable & { readonly closes: boolean })[] = [
  ['social_case', true],
  ['household', true],
  ['contact_attempt', false],
  ['assessment', true],
  ['outcome', true],
  ['rent_undertaking', false],
  ['protection', true],
  ['financial_aid', true],
  ['payment_plan', true],
  ['eviction_confirmation', true],
  ['attendance', true],
  ['handover', false],
].map(([name, closes]) => ({
  ...byCase(
    `social.${String(name)}`,
    'board_id',
    'recorded_at',
    ...(closes === true ? ['superseded_at'] : []),
  ),
  closes: closes === true,
}));

/** Consents, with the column of the authority that recorded them. */
export const CONSENT_TABLES: readonly (RetainedTable & { readonly owner: string })[] = [
  { schema: 'social', owner: 'board_id' },
  { schema: 'enforcement', owner: 'authority' },
].map(({ schema, owner }) => ({
  ...byCase(`${schema}.consent`, 'id', owner, 'person_id', 'valid_to', 'revoked_at'),
  owner,
}));

/** The name under which a purged record is remembered: a case number would say whose it was. */
export const RECORD_KEY = (caseNumber: string): string =>
  `encode(sha256(convert_to(${caseNumber}, 'UTF8')), 'hex')`;

/** Whether the ledger of purges says that a case is gone. */
export const IS_PURGED_CASE = (caseId: string): string =>
  `EXISTS (SELECT FROM retention.tombstone g WHERE g.class = 'CASE' AND g.key = ${caseId}::text)`;

/** Whether the ledger says that a board's file of a case is gone. */
export const IS_PURGED_FILE = (caseId: string, boardId: string): string =>
  `EXISTS (SELECT FROM retention.tombstone g WHERE g.class = 'FILE' AND g.key = ${caseId}::text || '/' || ${boardId})`;

/** Whether a case is under a legal hold. */
export const IS_HELD = (caseId: string): string =>
  `EXISTS (SELECT FROM retention.hold h WHERE h.case_id = ${caseId}
    AND NOT EXISTS (SELECT FROM retention.hold_lift l WHERE l.hold_id = h.id))`;

/** The day on which a share ended for its reader; a board that is not told of an execution counts as told here, where nobody reads. */
export const SHARE_ENDED = `coalesce(s.closed_on, s.closed_if_told_on)`;
