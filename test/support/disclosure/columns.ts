type Columns = Readonly<Record<string, string>>;

const NOTICE: Columns = {
  id: 'Notice.id',
  case_id: 'Notice.case',
  landlord: '',
  board_id: '',
  invoked: '',
  receipt_number: 'Notice.receiptNumber',
  kind: 'Notice.kind',
  category: 'LandlordParty.category',
  tenure: 'Dwelling.tenure',
  municipality: 'Dwelling.municipality',
  room_count: 'Dwelling.roomCount',
  claims: 'Notice.claims',
  recovery_total: 'Notice.recoveryTotal',
  arrears_months: 'Notice.arrearsMonths',
  terminated_on: 'Termination.on',
  tenant_served: 'Notice.tenantServed',
  message_sent_at: 'MessageProof.sentAt',
  message_channel: 'MessageProof.channel',
  received_at: 'MessageProof.receivedByBoardAt',
  called_on_tenant_on: 'Notice.calledOnTenantOn',
  document_sha256: 'Document.sha256',
  status: 'Notice.status',
  warnings: 'Notice.warnings',
  tenant_ids: 'Notice.tenants',
  supersedes: 'Notice.supersedes',
  superseded_by: 'Notice.supersededBy',
  sealed_landlord_name: 'LandlordParty.name',
  sealed_landlord_contact:
    'LandlordParty.postalAddress LandlordParty.phone LandlordParty.organisationNumber',
  sealed_landlord_reference: 'Notice.landlordReference',
  sealed_tenant_names: 'Tenant.name@Notice.tenants',
  sealed_tenant_contacts:
    'Tenant.postalAddress@Notice.tenants Tenant.phone@Notice.tenants Tenant.email@Notice.tenants',
  sealed_tenant_numbers: 'Tenant.personalIdentityNumber@Notice.tenants',
  sealed_address: 'Dwelling.street Dwelling.postalCode Dwelling.city Dwelling.apartmentNumber',
  sealed_payment: 'Notice.paymentInstruction',
  sealed_ground: 'Termination.ground',
  sealed_proof: 'MessageProof.proofReference',
  sealed_disturbances: 'Notice.disturbances',
  sealed_document: 'Document.contentBase64',
};

const SETTLEMENT: Columns = {
  id: '',
  case_id: '',
  landlord: '',
  board_ids: '',
  invoked: '',
  status: 'Settlement.status',
  amount: 'Settlement.amount',
  settled_on: 'Settlement.on',
  reported_at: '',
  superseded_at: '',
};

/** That there is an entry at all is what row 24 of the law's matrix keeps at the board. */
const ENTRY: Columns = {
  id: 'SocialServicesRecord.status',
  case_id: 'SocialServicesRecord.status',
  board_id: 'SocialServicesRecord.status',
  recorded_at: 'SocialServicesRecord.status',
};
const VERSIONED: Columns = { ...ENTRY, superseded_at: 'SocialServicesRecord.status' };

const RECORD: Columns = {
  case_number: 'EnforcementRecord.caseNumber',
  case_id: 'EnforcementRecord.case',
  version: 'EnforcementRecord.version',
  authority: '',
  applicant: '',
  board_id: '',
  known_to_board: '',
  board_knows_since: '',
  first_recorded_at: '',
  recorded_at: 'EnforcementChange.recordedAt',
  // As it was pushed, before it is cut for anybody.
  status: 'EnforcementChange.status',
  status_for_applicant: 'EnforcementRecord.status',
  status_for_board: 'EnforcementRecord.status',
  applied_on: 'EnforcementRecord.appliedOn',
  documents_received_on: 'EnforcementRecord.documentsReceivedOn',
  summary_applied_on: 'SummaryCase.appliedOn',
  summary_contested: 'SummaryCase.contested',
  summary_contestation_sent_on: 'SummaryCase.contestationSentOn',
  summary_decided_on: 'SummaryCase.decidedOn',
  title_decided_on: 'EnforcementTitle.decidedOn',
  title_claim: 'EnforcementTitle.claim',
  heard_on: 'EnforcementRecord.heardOn',
  defendant_abroad: '',
  eviction_on: 'EvictionTime.date',
  eviction_at: 'EvictionTime.time',
  eviction_notified_at: 'EvictionTime.notifiedAt',
  stay_decided_on: 'Stay.decidedOn',
  stay_until: 'Stay.until',
  stay_exceptional: 'Stay.exceptional',
  closure_kind: 'Closure.kind',
  closure_on: 'Closure.on',
  closure_kind_for_board: 'Closure.kind',
  closure_on_for_board: 'Closure.on',
  executed_on: 'EnforcementRecord.executedOn',
  children_affected: 'EnforcementRecord.childrenAffected',
  children_count: 'EnforcementRecord.childrenCount',
  storage_ends_on: 'Storage.endsOn',
  municipality: 'Dwelling.municipality@EnforcementRecord.dwelling',
  tenure: 'Dwelling.tenure@EnforcementRecord.dwelling',
  room_count: 'Dwelling.roomCount@EnforcementRecord.dwelling',
  defendant_ids: 'Tenant.id@EnforcementRecord.defendants',
  sealed_applicant: 'EnforcementRecord.applicant',
  sealed_address: 'Dwelling.street@EnforcementRecord.dwelling',
  sealed_title: 'EnforcementTitle.kind EnforcementTitle.ground',
  sealed_defendants:
    'Tenant.name@EnforcementRecord.defendants Tenant.personalIdentityNumber@EnforcementRecord.defendants',
  sealed_defendant_contacts:
    'Tenant.postalAddress@EnforcementRecord.defendants Tenant.phone@EnforcementRecord.defendants Tenant.email@EnforcementRecord.defendants',
  sealed_stay_reasons: 'Stay.reasons',
  sealed_storage_place: 'Storage.place',
};

const RECORD_VERSION: Columns = {
  case_number: 'EnforcementRecord.history',
  version: 'EnforcementChange.version',
  recorded_at: 'EnforcementChange.recordedAt',
  status: 'EnforcementChange.status',
  applied_on: 'EnforcementRecord.history',
  eviction_on: 'EnforcementChange.evictionDate',
  eviction_at: 'EnforcementRecord.history',
  executed_on: 'EnforcementRecord.history',
  receipt_index: 'EnforcementRecord.history',
  content_index: 'EnforcementRecord.history',
  sealed_content: 'EnforcementRecord.history',
};

const TABLES: Readonly<Record<string, Columns>> = {
  'landlord.notice': NOTICE,
  'landlord.settlement': SETTLEMENT,
  'social.social_case': {
    ...VERSIONED,
    opened_at: 'SocialServicesRecord.openedAt',
    sealed_caseworker:
      'Caseworker.name@SocialServicesRecord.caseworker Caseworker.phone@SocialServicesRecord.caseworker',
    sealed_journal_reference: 'SocialServicesRecord.journalReference',
  },
  'social.household': {
    ...VERSIONED,
    adults: 'Household.adults',
    children: 'Household.children',
    elderly: 'Household.elderly',
  },
  'social.contact_attempt': {
    ...ENTRY,
    attempted_at: 'ContactAttempt.at',
    channel: 'ContactAttempt.channel',
    result: 'ContactAttempt.result',
  },
  'social.assessment': {
    ...VERSIONED,
    pattern: 'Assessment.pattern',
    cause: 'Assessment.cause',
    assessed_on: 'Assessment.assessedOn',
  },
  'social.outcome': {
    ...VERSIONED,
    kind: 'CaseOutcome.kind',
    decided_on: 'CaseOutcome.decidedOn',
  },
  'enforcement.record': RECORD,
  'enforcement.record_version': RECORD_VERSION,
};

/** Each column of the domains' tables with the coordinates whose values it holds; none for what the store needs for itself. */
export const columnCoordinates: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(TABLES).flatMap(([table, columns]) =>
    Object.entries(columns).map(([column, coordinates]) => [
      `${table}.${column}`,
      coordinates === '' ? [] : coordinates.split(' '),
    ]),
  ),
);

/** Tables of the hub that no reader's role may read. */
export const UNREADABLE_TABLES = [
  'cases."case"',
  'cases.term',
  'cases.person',
  'cases.notice_fact',
  'cases.settlement_fact',
  'cases.enforcement_fact',
  'cases.social_fact',
  'cases.idempotency',
] as const;
