import { Tenure, type DwellingInput, type TenantInput } from '../../src/cases';
import { ClosureKind } from '../../src/enforcement/closure.type';
import { EnforcementStatus } from '../../src/enforcement/enforcement-status.type';
import type { EvictionRecordInput } from '../../src/enforcement/push-eviction-records.input';
import { LandlordCategory } from '../../src/landlord-notices/landlord-party.type';
import { MessageChannel } from '../../src/landlord-notices/message-proof.type';
import { NoticeKind } from '../../src/landlord-notices/notice-kind.type';
import type { SubmitNoticeInput } from '../../src/landlord-notices/submit-notice.input';
import { ServiceMethod } from '../../src/landlord-notices/termination.type';
import { testOrganisationNumber, testPersonalNumber } from './identity-numbers';
import type { Plain } from './input-checks';

/** An invented person with every field. */
export const aTenant: Plain<TenantInput> = {
  name: 'Alva Påhittad',
  postalAddress: 'Exempelgatan 1, 123 45 Farsta',
  personalIdentityNumber: testPersonalNumber('1985-04-12'),
  phone: '070-174 06 05',
  email: 'alva@example.se',
};

/** An invented flat in Farsta with every field. */
export const aDwelling: Plain<DwellingInput> = {
  street: 'Exempelgatan 1',
  postalCode: '123 45',
  city: 'Farsta',
  apartmentNumber: '1102',
  municipality: '0180',
  district: 'farsta',
  roomCount: 2.5,
  tenure: Tenure.RENTED,
};

const common = {
  idempotencyKey: 'notice-1',
  landlord: {
    name: 'Påhittade Bostäder AB',
    category: LandlordCategory.MUNICIPAL_COMPANY,
    postalAddress: 'Box 1, 123 45 Farsta',
    phone: '+46 8 465 004 00',
  },
  landlordReference: 'K-17',
  tenants: [aTenant],
  dwelling: aDwelling,
};

/** Form 3 with every field that it can have, two months in arrears. */
export const arrearsNotice: Plain<SubmitNoticeInput> = {
  ...common,
  kind: NoticeKind.ARREARS,
  claims: [
    {
      periodStart: '2026-10-01',
      periodEnd: '2026-10-31',
      dueOn: '2026-09-30',
      amount: '9850',
      interest: '65.50',
    },
    {
      periodStart: '2026-11-01',
      periodEnd: '2026-11-30',
      dueOn: '2026-10-30',
      amount: '9850.00',
      interest: null,
    },
  ],
  recoveryTotal: '19765.50',
  paymentInstruction: { bankgiro: '5050-1055', plusgiro: null, ocr: '1230', other: null },
  termination: { on: '2026-11-16', ground: 'Obetald hyra för oktober och november.' },
  tenantServed: [
    { tenantName: aTenant.name, servedOn: '2026-11-16', method: ServiceMethod.ORDINARY },
  ],
  message: {
    sentAt: '2026-11-17T09:00:00Z',
    channel: MessageChannel.REGISTERED_LETTER,
    proofReference: 'RR 12',
  },
  supersedes: 'alias-of-an-earlier-notice',
};

const disturbances = [
  {
    occurredOn: '2026-11-14',
    category: 'Hög musik',
    description: 'Musik till 03:00.\nÄven 04:00.',
  },
];

/** A disturbance message with what it needs. */
export const disturbanceNotice: Plain<SubmitNoticeInput> = {
  ...common,
  kind: NoticeKind.DISTURBANCE,
  disturbances,
  calledOnTenantOn: '2026-11-15',
};

/** The message that goes with a termination for particularly serious disturbances. */
export const seriousDisturbanceNotice: Plain<SubmitNoticeInput> = {
  ...common,
  kind: NoticeKind.SERIOUS_DISTURBANCE,
  disturbances,
  termination: { on: '2026-11-16', ground: 'Särskilt allvarliga störningar.' },
  terminationCopy: {
    mediaType: 'application/pdf',
    contentBase64: Buffer.from('%PDF-1.7\n%%EOF\n').toString('base64'),
  },
};

/** An eviction record with every field. */
export const anEvictionRecord: Plain<EvictionRecordInput> = {
  caseNumber: 'U-12345-26',
  version: 3,
  noticeReceiptNumber: null,
  dwelling: aDwelling,
  applicant: testOrganisationNumber(1),
  defendants: [aTenant],
  status: EnforcementStatus.DATE_SET,
  appliedOn: '2026-11-02',
  documentsReceivedOn: '2026-11-02',
  summaryCase: {
    appliedOn: '2026-08-03',
    contested: false,
    contestationSentOn: null,
    decidedOn: '2026-10-01',
  },
  title: {
    kind: 'Utslag',
    decidedOn: '2026-10-01',
    ground: 'Förverkad hyresrätt, obetald hyra',
    claim: '19765.50',
  },
  heardOn: '2026-11-05',
  defendantAbroad: false,
  evictionTime: { date: '2026-12-01', time: '09:30' },
  stay: { decidedOn: '2026-11-20', until: '2026-12-01', exceptional: false, reasons: 'Sjukdom.' },
  closure: { kind: ClosureKind.NEW_AGREEMENT, on: '2026-11-20' },
  executedOn: '2026-11-20',
  childrenAffected: true,
  childrenCount: 2,
  storage: { place: 'Lager 3', endsOn: '2027-02-20' },
};
