import { addDays, addMonths, civilDay } from '../shared';
import type { LocalDate } from '../shared';

/** Sends one operation as a demo client and gives its data. */
export type DemoCall = <T>(clientId: string, query: string, variables: object) => Promise<T>;

const COUNT = '{ cases(scope: ALL) { totalCount } }';
const SUBMIT = `mutation ($input: SubmitNoticeInput!) {
  submitNotice(input: $input) { notice { receiptNumber } } }`;
const BOARD_CASES = '{ cases { edges { node { id version } } } }';
const OPEN =
  'mutation ($input: OpenSocialCaseInput!) { openSocialCase(input: $input) { case { version } } }';
const HOUSEHOLD =
  'mutation ($input: RecordHouseholdInput!) { recordHousehold(input: $input) { case { version } } }';
const PUSH = `mutation ($input: PushEvictionRecordsInput!) {
  pushEvictionRecords(input: $input) { results { outcome } } }`;

/** Persons and flats are invented; the identity numbers are from the published test series. */
const TENANCIES = [
  {
    landlord: 'landlord-bostaden',
    name: 'Testina Provsson',
    personalIdentityNumber: '19800101-9804',
    street: 'Exempelvägen 12',
    flat: '1103',
    municipality: '0180',
    district: 'farsta',
    city: 'Farsta',
    postalCode: '123 45',
    rent: '7450.00',
  },
  {
    landlord: 'landlord-bostaden',
    name: 'Provia Exempelqvist',
    personalIdentityNumber: null,
    street: 'Påhittade gränd 3',
    flat: '1001',
    municipality: '0180',
    district: 'skarpnack',
    city: 'Skarpnäck',
    postalCode: '128 00',
    rent: '8120.50',
  },
  {
    landlord: 'landlord-hyrbo',
    name: 'Demo Testmark',
    personalIdentityNumber: null,
    street: 'Låtsasgatan 7',
    flat: '1202',
    municipality: '0380',
    district: null,
    city: 'Uppsala',
    postalCode: '753 00',
    rent: '6900.00',
  },
] as const;

/** Fills an empty store with a few invented tenancies; does nothing where the landlord already has cases. */
export async function loadDemoData(call: DemoCall, now: Date): Promise<void> {
  const { cases } = await call<{ cases: { totalCount: number } }>('landlord-bostaden', COUNT, {});
  if (cases.totalCount > 0) return;
  const today = civilDay(now);
  const receipts: string[] = [];
  for (const [index, tenancy] of TENANCIES.entries()) {
    const { submitNotice } = await call<{ submitNotice: { notice: { receiptNumber: string } } }>(
      tenancy.landlord,
      SUBMIT,
      { input: noticeFor(tenancy, index, today) },
    );
    receipts.push(submitNotice.notice.receiptNumber);
  }
  await workOfFarsta(call);
  await call('kronofogden', PUSH, { input: pushFor(receipts[0], today) });
}

function noticeFor(tenancy: (typeof TENANCIES)[number], index: number, today: LocalDate) {
  const periodStart = `${addMonths(today, -1).slice(0, 7)}-01`;
  const dueOn = addDays(periodStart, -3);
  return {
    idempotencyKey: `demo-notice-${index}`,
    kind: 'ARREARS',
    landlord: {
      name: tenancy.landlord === 'landlord-hyrbo' ? 'Exempelhyrbo AB' : 'Exempelbostaden AB',
      category: 'PRIVATE',
      postalAddress: 'Box 1, 100 00 Stockholm',
      phone: '+46 8 000 00 00',
    },
    tenants: [
      {
        name: tenancy.name,
        postalAddress: `${tenancy.street}, ${tenancy.postalCode} ${tenancy.city}`,
        personalIdentityNumber: tenancy.personalIdentityNumber,
        phone: '+46 70 000 00 00',
      },
    ],
    dwelling: {
      street: tenancy.street,
      postalCode: tenancy.postalCode,
      city: tenancy.city,
      apartmentNumber: tenancy.flat,
      municipality: tenancy.municipality,
      district: tenancy.district,
      roomCount: 2,
      tenure: 'RENTED',
    },
    claims: [
      {
        periodStart,
        periodEnd: addDays(addMonths(periodStart, 1), -1),
        dueOn,
        amount: tenancy.rent,
      },
    ],
    recoveryTotal: tenancy.rent,
    paymentInstruction: { bankgiro: '5050-1055' },
    termination: { on: addDays(today, -2), ground: 'Obetald hyra' },
    tenantServed: [
      { tenantName: tenancy.name, servedOn: addDays(today, -2), method: 'PROCESS_SERVER' },
    ],
  };
}

async function workOfFarsta(call: DemoCall): Promise<void> {
  interface Versioned {
    readonly id: string;
    readonly version: number;
  }
  const { cases } = await call<{ cases: { edges: { node: Versioned }[] } }>(
    'board-farsta',
    BOARD_CASES,
    {},
  );
  const found = cases.edges[0]?.node;
  if (!found) return;
  const { openSocialCase } = await call<{ openSocialCase: { case: { version: number } } }>(
    'board-farsta',
    OPEN,
    {
      input: {
        idempotencyKey: 'demo-open-1',
        caseId: found.id,
        expectedVersion: found.version,
        caseworker: { id: 'cw-1', name: 'Handa Läggarsson', phone: '+46 8 000 00 01' },
      },
    },
  );
  await call('board-farsta', HOUSEHOLD, {
    input: {
      idempotencyKey: 'demo-household-1',
      caseId: found.id,
      expectedVersion: openSocialCase.case.version,
      adults: 1,
      children: 2,
      elderly: false,
    },
  });
}

function pushFor(noticeReceiptNumber: string | undefined, today: LocalDate) {
  const [tenancy] = TENANCIES;
  return {
    idempotencyKey: 'demo-push-1',
    records: [
      {
        caseNumber: 'U-1001-26',
        version: 1,
        noticeReceiptNumber,
        dwelling: {
          street: tenancy.street,
          postalCode: tenancy.postalCode,
          city: tenancy.city,
          apartmentNumber: tenancy.flat,
          municipality: tenancy.municipality,
          district: tenancy.district,
          tenure: 'RENTED',
        },
        applicant: '559900-0014',
        defendants: [
          {
            name: tenancy.name,
            postalAddress: `${tenancy.street}, ${tenancy.postalCode} ${tenancy.city}`,
            personalIdentityNumber: tenancy.personalIdentityNumber,
          },
        ],
        status: 'DATE_SET',
        appliedOn: addDays(today, -1),
        documentsReceivedOn: addDays(today, -1),
        evictionTime: { date: addDays(today, 25), time: '09:30' },
      },
    ],
  };
}
