import { testPersonalNumber } from '../support/identity-numbers';

/** The tenant of the story, an invented person with a number from the test series. */
export const TENANT = {
  name: 'Testina Provsson',
  number: testPersonalNumber('1980-01-01'),
};

/** The landlord's notice about one month of rent for a flat in Farsta. */
export const NOTICE = {
  idempotencyKey: 'story-notice',
  kind: 'ARREARS',
  landlord: {
    name: 'Exempelbostaden AB',
    category: 'MUNICIPAL_COMPANY',
    postalAddress: 'Box 1, 100 00 Stockholm',
    phone: '+46 8 000 00 00',
  },
  landlordReference: 'Hyra 2026-10',
  tenants: [
    {
      name: TENANT.name,
      postalAddress: 'Exempelvägen 12, 123 45 Farsta',
      personalIdentityNumber: TENANT.number,
      phone: '+46 70 000 00 00',
      email: 'testina@example.org',
    },
  ],
  dwelling: {
    street: 'Exempelvägen 12',
    postalCode: '123 45',
    city: 'Farsta',
    apartmentNumber: '1103',
    municipality: '0180',
    district: 'farsta',
    roomCount: 2.5,
    tenure: 'RENTED',
  },
  claims: [
    {
      periodStart: '2026-10-01',
      periodEnd: '2026-10-31',
      dueOn: '2026-09-30',
      amount: '7450.00',
      interest: '35.50',
    },
  ],
  recoveryTotal: '7485.50',
  paymentInstruction: { bankgiro: '5050-1055', ocr: '1234566' },
  termination: { on: '2026-10-20', ground: 'Obetald hyra för oktober' },
  tenantServed: [{ tenantName: TENANT.name, servedOn: '2026-10-20', method: 'PROCESS_SERVER' }],
};

/** Kronofogden's record of the same tenancy in one of its versions. */
export function record(version: number, changes: object): object {
  return {
    caseNumber: 'U-4711-26',
    version,
    dwelling: {
      street: 'Exempelvägen 12',
      postalCode: '123 45',
      city: 'Farsta',
      apartmentNumber: '1103',
      municipality: '0180',
      district: 'farsta',
      tenure: 'RENTED',
    },
    applicant: '559900-0014',
    defendants: [
      {
        name: TENANT.name,
        postalAddress: 'Annan väg 5, 123 46 Farsta',
        personalIdentityNumber: TENANT.number,
        phone: '+46 70 111 11 11',
      },
    ],
    status: 'OPEN',
    appliedOn: '2026-11-10',
    documentsReceivedOn: '2026-11-10',
    title: {
      kind: 'UTSLAG',
      decidedOn: '2026-11-05',
      ground: 'Förverkad hyresrätt',
      claim: '7450.00',
    },
    childrenAffected: true,
    childrenCount: 2,
    ...changes,
  };
}
