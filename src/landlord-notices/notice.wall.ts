import type { WallTable } from '../disclosure';
import { carries, own, READER } from '../disclosure';
import { Agency } from '../shared';

const { LANDLORD, SOCIAL_SERVICES, ENFORCEMENT, OVERSIGHT } = Agency;

/**
 * Who is handed which part of a notice by the store itself.
 *
 * @legalSource JB-12-44-RECOVERY
 * @legalSource BFL-14-GROUNDS
 */
export const NOTICE_WALL: WallTable = {
  name: 'landlord.notice',
  rows: {
    [LANDLORD]: `landlord = ${READER}`,
    [SOCIAL_SERVICES]: `board_id = ${READER}`,
    // There is one enforcement authority: what is invoked is laid before whoever reads as it, and before nobody else.
    [ENFORCEMENT]: `invoked AND ${READER} <> ''`,
    [OVERSIGHT]: `${READER} IN (landlord, board_id)`,
  },
  columns: {
    id: carries('Notice.id'),
    case_id: carries('Notice.case'),
    // For whose notices are laid before Kronofogden.
    landlord: own(ENFORCEMENT),
    board_id: own(),
    // For what a notice was at an instant; a landlord knows to whom it wrote.
    addressed_board: own(LANDLORD),
    invoked: own(),
    receipt_number: carries('Notice.receiptNumber'),
    receipt_jws: carries('Receipt.jws@Notice.receipt'),
    receipt_sha256: carries('Receipt.contentSha256@Notice.receipt'),
    kind: carries('Notice.kind'),
    category: carries('LandlordParty.category'),
    tenure: carries('Dwelling.tenure'),
    municipality: carries('Dwelling.municipality'),
    room_count: carries('Dwelling.roomCount'),
    claims: carries('Notice.claims'),
    recovery_total: carries('Notice.recoveryTotal'),
    arrears_months: carries('Notice.arrearsMonths'),
    terminated_on: carries('Termination.on'),
    tenant_served: carries('Notice.tenantServed'),
    message_sent_at: carries('MessageProof.sentAt'),
    message_channel: carries('MessageProof.channel'),
    received_at: carries('MessageProof.receivedByBoardAt'),
    called_on_tenant_on: carries('Notice.calledOnTenantOn'),
    document_sha256: carries('Document.sha256'),
    status: carries('Notice.status'),
    warnings: carries('Notice.warnings'),
    tenant_ids: carries('Notice.tenants'),
    supersedes: carries('Notice.supersedes'),
    superseded_by: carries('Notice.supersededBy'),
    // For what a notice was at an instant.
    superseded_at: own(LANDLORD, OVERSIGHT),
    sealed_landlord_name: carries('LandlordParty.name'),
    sealed_landlord_contact: carries(
      'LandlordParty.postalAddress',
      'LandlordParty.phone',
      'LandlordParty.organisationNumber',
    ),
    sealed_landlord_reference: carries('Notice.landlordReference'),
    sealed_tenant_names: carries('Tenant.name@Notice.tenants'),
    sealed_tenant_contacts: carries(
      'Tenant.postalAddress@Notice.tenants',
      'Tenant.phone@Notice.tenants',
      'Tenant.email@Notice.tenants',
    ),
    sealed_tenant_numbers: carries('Tenant.personalIdentityNumber@Notice.tenants'),
    sealed_address: carries(
      'Dwelling.street',
      'Dwelling.postalCode',
      'Dwelling.city',
      'Dwelling.apartmentNumber',
    ),
    sealed_payment: carries('Notice.paymentInstruction'),
    sealed_ground: carries('Termination.ground'),
    sealed_proof: carries('MessageProof.proofReference'),
    sealed_disturbances: carries('Notice.disturbances'),
    sealed_document: carries('Document.contentBase64'),
  },
};
