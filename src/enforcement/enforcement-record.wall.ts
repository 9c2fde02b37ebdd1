import type { ClosedTable, WallTable } from '../disclosure';
import { carries, carriesFor, own, READER } from '../disclosure';
import { Agency } from '../shared';

const { LANDLORD, SOCIAL_SERVICES, ENFORCEMENT, OVERSIGHT } = Agency;

/** Who reads a record as it was: its owner and the owner’s auditor. */
const OWNERS = [ENFORCEMENT, OVERSIGHT] as const;

const STILL_READ =
  'EXISTS (SELECT FROM enforcement.record r WHERE r.case_number = record_past.case_number)';

/**
 * Who is handed which part of Kronofogden's record by the store itself. A record at the summary stage is absent for board and
 * auditors; what is cut per reader is stored as that reader may know it.
 *
 * @legalSource UF-16-2-NOTIFY
 * @legalSource OSL-34-SUMMARY
 */
export const RECORD_WALL: WallTable = {
  name: 'enforcement.record',
  rows: {
    [LANDLORD]: `applicant = ${READER}`,
    [SOCIAL_SERVICES]: `known_to_board AND board_id = ${READER}`,
    [ENFORCEMENT]: `authority = ${READER}`,
    [OVERSIGHT]: `known_to_board AND ${READER} IN (authority, applicant, board_id)`,
  },
  columns: {
    case_number: carries('EnforcementRecord.caseNumber'),
    case_id: carries('EnforcementRecord.case'),
    version: carries('EnforcementRecord.version'),
    // A board is told of executions by the authority's decision.
    authority: own(SOCIAL_SERVICES),
    applicant: own(),
    board_id: own(),
    known_to_board: own(),
    // For the order of several records of one case.
    board_knows_since: own(SOCIAL_SERVICES, OVERSIGHT),
    first_recorded_at: own(LANDLORD, ENFORCEMENT),
    recorded_at: carries('EnforcementChange.recordedAt'),
    status: carriesFor([ENFORCEMENT], 'EnforcementRecord.status'),
    status_for_applicant: carriesFor([LANDLORD], 'EnforcementRecord.status'),
    status_for_board: carriesFor([SOCIAL_SERVICES], 'EnforcementRecord.status'),
    status_if_told: carriesFor([SOCIAL_SERVICES], 'EnforcementRecord.status'),
    applied_on: carries('EnforcementRecord.appliedOn'),
    documents_received_on: carries('EnforcementRecord.documentsReceivedOn'),
    summary_applied_on: carries('SummaryCase.appliedOn'),
    summary_contested: carries('SummaryCase.contested'),
    summary_contestation_sent_on: carries('SummaryCase.contestationSentOn'),
    summary_decided_on: carries('SummaryCase.decidedOn'),
    title_decided_on: carries('EnforcementTitle.decidedOn'),
    title_claim: carries('EnforcementTitle.claim'),
    heard_on: carries('EnforcementRecord.heardOn'),
    // The opportunity to comment of a tenant abroad is another one, and told with it.
    defendant_abroad: carries('EnforcementRecord.heardOn'),
    eviction_on: carries('EvictionTime.date'),
    eviction_at: carries('EvictionTime.time'),
    eviction_notified_at: carries('EvictionTime.notifiedAt'),
    stay_decided_on: carries('Stay.decidedOn'),
    stay_until: carries('Stay.until'),
    stay_exceptional: carries('Stay.exceptional'),
    // For a board while executions may be told; else it reads what is cut for it.
    closure_kind: carriesFor([LANDLORD, SOCIAL_SERVICES, ENFORCEMENT], 'Closure.kind'),
    closure_on: carriesFor([LANDLORD, SOCIAL_SERVICES, ENFORCEMENT], 'Closure.on'),
    closure_kind_for_board: carriesFor([SOCIAL_SERVICES], 'Closure.kind'),
    closure_on_for_board: carriesFor([SOCIAL_SERVICES], 'Closure.on'),
    executed_on: carries('EnforcementRecord.executedOn'),
    children_affected: carries('EnforcementRecord.childrenAffected'),
    children_count: carries('EnforcementRecord.childrenCount'),
    storage_ends_on: carries('Storage.endsOn'),
    municipality: carries('Dwelling.municipality@EnforcementRecord.dwelling'),
    tenure: carries('Dwelling.tenure@EnforcementRecord.dwelling'),
    room_count: carries('Dwelling.roomCount@EnforcementRecord.dwelling'),
    defendant_ids: carries('Tenant.id@EnforcementRecord.defendants'),
    sealed_applicant: carries('EnforcementRecord.applicant'),
    sealed_address: carries(
      'Dwelling.street@EnforcementRecord.dwelling',
      'Dwelling.postalCode@EnforcementRecord.dwelling',
      'Dwelling.city@EnforcementRecord.dwelling',
      'Dwelling.apartmentNumber@EnforcementRecord.dwelling',
    ),
    sealed_title: carries('EnforcementTitle.kind', 'EnforcementTitle.ground'),
    sealed_defendants: carries(
      'Tenant.name@EnforcementRecord.defendants',
      'Tenant.personalIdentityNumber@EnforcementRecord.defendants',
    ),
    sealed_defendant_contacts: carries(
      'Tenant.postalAddress@EnforcementRecord.defendants',
      'Tenant.phone@EnforcementRecord.defendants',
      'Tenant.email@EnforcementRecord.defendants',
    ),
    sealed_stay_reasons: carries('Stay.reasons'),
    sealed_storage_place: carries('Storage.place'),
    // For what the record was at an instant.
    known_from: own(ENFORCEMENT, OVERSIGHT),
  },
};

/** What the record was before its last push; whoever may not read the record today reads nothing of it. @legalSource KFL-2-26 */
export const RECORD_PAST_WALL: WallTable = {
  name: 'enforcement.record_past',
  rows: {
    [ENFORCEMENT]: `authority = ${READER} AND ${STILL_READ}`,
    [OVERSIGHT]: `known_to_board AND ${READER} IN (authority, applicant, board_id) AND ${STILL_READ}`,
  },
  columns: {
    ...Object.fromEntries(
      Object.entries(RECORD_WALL.columns).map(([name, { coordinates, readers }]) => [
        name,
        { coordinates, readers: OWNERS.filter((one) => readers?.includes(one) ?? true) },
      ]),
    ),
    known_until: own(...OWNERS),
  },
};

/** Every version that was pushed, for its authority alone; of each, what the history shows. */
export const RECORD_VERSION_WALL: WallTable = {
  name: 'enforcement.record_version',
  rows: {
    // A version is as readable as its record.
    [ENFORCEMENT]:
      'EXISTS (SELECT FROM enforcement.record r WHERE r.case_number = record_version.case_number)',
  },
  columns: {
    case_number: carries('EnforcementRecord.history'),
    version: carries('EnforcementChange.version'),
    recorded_at: carries('EnforcementChange.recordedAt'),
    status: carries('EnforcementChange.status'),
    eviction_on: carries('EnforcementChange.evictionDate'),
    applied_on: own(),
    eviction_at: own(),
    executed_on: own(),
    receipt_index: own(),
    content_index: own(),
    sealed_content: own(),
  },
};

/** Enforcement tables that no reader gets anything of. */
export const ENFORCEMENT_CLOSED: readonly ClosedTable[] = [
  {
    name: 'enforcement.version_person',
    closed: 'Only how the versions that name a person are found for that person’s own report.',
  },
];
