import { addDays, civilDay } from '../../src/shared';
import { arrearsNotice, anEvictionRecord, seriousDisturbanceNotice } from '../support/inputs';
import { testPersonalNumber } from '../support/identity-numbers';
import type { TestGateway } from '../support/gateway';

const today = civilDay(new Date());
let key = 0;
const aKey = (): string => `subject-${(key += 1)}`;

interface Person {
  readonly name: string;
  readonly postalAddress: string;
  readonly personalIdentityNumber: string | null;
  readonly phone: string | null;
  readonly email: string | null;
}

const person = (name: string, birthDate: string, serial: number): Person => ({
  name,
  postalAddress: `${name.split(' ')[0] ?? ''}gatan ${serial}, 123 45 Farsta`,
  personalIdentityNumber: testPersonalNumber(birthDate),
  phone: `070-174 06 ${serial}`,
  email: `${(name.split(' ')[0] ?? '').toLowerCase()}@example.se`,
});

/** The person who asks. */
export const ALVA = person('Alva Frågare', '1985-04-12', 21);
/** Lives with her. */
export const BO = person('Bo Medboende', '1984-03-11', 22);
/** Whose number Kronofogden alone knows, at a stage that the board may not know of. */
export const DORA = person('Dora Nummerlös', '1979-02-10', 23);
/** About whom nothing is held. */
export const NOBODY = testPersonalNumber('1990-09-09');

/** Texts that may stand in no report to Alva, whoever draws it up. */
export const NEVER_TOLD = [
  ...[BO, DORA].flatMap((one) => [one.name, one.personalIdentityNumber, one.phone, one.email]),
  BO.postalAddress,
  'Medboende',
  'Greta Granne',
  'Klagande grannar',
  'Sonen Sixten',
  'Lina Handläggare-Telefon',
  '070-174 99 99',
  'handlaggare@example.se',
  'Cecilia Okänd',
  'Disa Okänd',
].filter((text): text is string => text !== null);

/** Texts that stand in one controller's rows about Alva, and may stand in no other's report. */
export const OWN_TEXTS = {
  '559900-0014': ['REF-BOSTADEN'],
  '559900-0022': ['REF-HYRBO'],
  farsta: ['J-FARSTA', 'Lina Handläggare', 'Samtal i Farsta', 'Hotad enligt Farsta'],
  '0380': ['J-UPPSALA', 'Ulf Uppsalahandläggare', 'MÖTE-UPPSALA'],
  '202100-5448': ['KFM-MAGASIN', 'Brev till Kronofogden', 'U-3003-26'],
} as const;
export type Controller = keyof typeof OWN_TEXTS;
export const CONTROLLERS = Object.keys(OWN_TEXTS) as Controller[];

const FARSTA = {
  street: 'Provgatan 7',
  postalCode: '123 45',
  city: 'Farsta',
  apartmentNumber: '1102',
  municipality: '0180',
  district: 'farsta',
  roomCount: 2.5,
  tenure: 'RENTED',
};
const UPPSALA = { ...FARSTA, street: 'Uppsalagatan 3', municipality: '0380', district: null };
const flat = (street: string) => ({ ...FARSTA, street });

/** Receipt numbers of notices that carry no number of Alva. */
export interface SubjectWorld {
  /** Her own, alone on the lease. */
  readonly numberless: string;
  /** Two tenants, neither with a number. */
  readonly ambiguous: string;
  /** Of tenants who all have other numbers. */
  readonly ofOthers: string;
  /** Of Hyrbo, in Uppsala, without a number. */
  readonly ofHyrbo: string;
  /** Of Dora. */
  readonly ofDora: string;
}

/** Two landlords, two boards and Kronofogden, each with rows about Alva, about others, and about her together with others. */
export async function buildSubjectWorld(gateway: TestGateway): Promise<SubjectWorld> {
  const call = async <T>(client: string, operation: string, input: object, selection: string) => {
    const type = `${operation.charAt(0).toUpperCase()}${operation.slice(1)}Input!`;
    const query = `mutation ($input: ${type}) { ${operation}(input: $input) ${selection} }`;
    const data = await gateway.data<Record<string, T>>(client, query, {
      input: { idempotencyKey: aKey(), ...input },
    });
    return data[operation] as T;
  };
  interface Notice {
    readonly id: string;
    readonly receiptNumber: string;
    readonly case: { readonly id: string; readonly version: number };
  }
  const submit = async (client: string, input: object): Promise<Notice> => {
    const { notice } = await call<{ notice: Notice }>(
      client,
      'submitNotice',
      input,
      '{ notice { id receiptNumber case { id version } } }',
    );
    return notice;
  };
  const push = async (...records: object[]): Promise<void> => {
    const { results } = await call<{ results: { outcome: string }[] }>(
      'kronofogden',
      'pushEvictionRecords',
      { records },
      '{ results { outcome } }',
    );
    if (results.some(({ outcome }) => outcome === 'REJECTED')) throw new Error('rejected');
  };
  /** A change of a case as the caller sees it now. */
  const change = async (client: string, receipt: string, operation: string, input: object) => {
    const found = await gateway.data<{
      cases: {
        edges: { node: { id: string; version: number; tenants: { id: string; name: string }[] } }[];
      };
    }>(
      client,
      'query ($r: String!) { cases(scope: ALL, search: { receiptNumber: $r }) { edges { node { id version tenants { id name } } } } }',
      { r: receipt },
    );
    const node = found.cases.edges[0]?.node;
    if (!node) throw new Error(`${client} does not find ${receipt}.`);
    const { tenantName, ...rest } = input as { tenantName?: string };
    const tenantId = node.tenants.find(({ name }) => name === tenantName)?.id;
    await call(
      client,
      operation,
      {
        caseId: node.id,
        ...(operation !== 'addMeetingInput' && { expectedVersion: node.version }),
        ...(tenantName !== undefined && { tenantId }),
        ...rest,
      },
      '{ case { version } }',
    );
  };

  const arrears = (tenants: readonly object[], dwelling: object, reference: string) => ({
    ...arrearsNotice,
    idempotencyKey: aKey(),
    landlordReference: reference,
    tenants,
    dwelling,
    tenantServed: tenants.map((tenant) => ({
      tenantName: (tenant as Person).name,
      servedOn: addDays(today, -1),
      method: 'PROCESS_SERVER',
    })),
    termination: { on: addDays(today, -1), ground: 'Obetald hyra för två månader.' },
    claims: [
      {
        periodStart: '2026-01-01',
        periodEnd: '2026-01-31',
        dueOn: '2025-12-30',
        amount: '9850.00',
        interest: '65.50',
      },
    ],
    recoveryTotal: '9915.50',
    paymentInstruction: {
      bankgiro: '5050-1055',
      plusgiro: '4-2',
      ocr: '1230',
      other: 'I kassan på kontoret.',
    },
    message: null,
    supersedes: null as string | null,
  });
  const withoutNumber = (one: Person): Person => ({ ...one, personalIdentityNumber: null });

  const first = await submit('landlord-bostaden', arrears([ALVA, BO], FARSTA, 'REF-BOSTADEN-1'));
  await submit('landlord-bostaden', {
    ...arrears([ALVA, BO], FARSTA, 'REF-BOSTADEN-2'),
    supersedes: first.id,
  });
  await submit('landlord-bostaden', {
    ...seriousDisturbanceNotice,
    idempotencyKey: aKey(),
    landlordReference: 'REF-BOSTADEN-3',
    tenants: [BO, ALVA],
    dwelling: FARSTA,
    disturbances: [
      {
        occurredOn: addDays(today, -5),
        category: 'Klagande grannar',
        description: 'Greta Granne hörde musik. Sonen Sixten skrek.',
      },
    ],
    calledOnTenantOn: addDays(today, -4),
    termination: { on: addDays(today, -2), ground: 'Greta Granne har klagat.' },
  });
  // An undertaking comes before payment.
  await change('board-farsta', first.receiptNumber, 'openSocialCase', {
    caseworker: { id: 'cw-0', name: 'Lina Handläggare', phone: null, email: null },
  });
  await change('board-farsta', first.receiptNumber, 'issueRentUndertaking', {});
  for (const status of ['PARTLY_PAID', 'PAID']) {
    await change('landlord-bostaden', first.receiptNumber, 'reportSettlement', {
      status,
      amount: status === 'PAID' ? '9915.50' : '1000.00',
      on: today,
    });
  }
  for (const days of [30, 60]) {
    await change('landlord-bostaden', first.receiptNumber, 'grantDeferral', {
      until: addDays(today, days),
    });
  }
  const numberless = await submit(
    'landlord-bostaden',
    arrears([withoutNumber(ALVA)], flat('Ensamgatan 1'), 'REF-BOSTADEN-4'),
  );
  const ambiguous = await submit(
    'landlord-bostaden',
    arrears(
      [
        { ...withoutNumber(ALVA), name: 'Cecilia Okänd', phone: null, email: null },
        { ...withoutNumber(ALVA), name: 'Disa Okänd', phone: null, email: null },
      ],
      flat('Tvåsamgatan 2'),
      'REF-BOSTADEN-5',
    ),
  );
  const ofOthers = await submit(
    'landlord-bostaden',
    arrears([BO], flat('Bosgatan 3'), 'Medboende'),
  );
  const ofDora = await submit(
    'landlord-bostaden',
    arrears([withoutNumber(DORA)], flat('Dorasgatan 4'), 'Dora Nummerlös'),
  );
  const inUppsala = await submit('landlord-hyrbo', arrears([ALVA], UPPSALA, 'REF-HYRBO-1'));
  const ofHyrbo = await submit(
    'landlord-hyrbo',
    arrears([withoutNumber(ALVA)], { ...UPPSALA, street: 'Hemliga gatan 9' }, 'REF-HYRBO-2'),
  );
  await submit('landlord-hyrbo', arrears([BO], flat('Bosgatan 5'), 'Bo Medboende'));

  const record = (number: string, defendants: readonly object[], dwelling: object) => ({
    ...anEvictionRecord,
    caseNumber: number,
    version: 1,
    noticeReceiptNumber: null as string | null,
    dwelling,
    applicant: '559900-0014',
    defendants,
    appliedOn: addDays(today, -20),
    documentsReceivedOn: addDays(today, -20),
    evictionTime: { date: addDays(today, 30), time: '09:30' } as object | null,
    stay: {
      decidedOn: addDays(today, -5),
      until: addDays(today, 20),
      exceptional: false,
      reasons: 'Sonen Sixten är sjuk.',
    },
    storage: { place: 'KFM-MAGASIN 3', endsOn: addDays(today, 90) },
    closure: null as object | null,
    executedOn: null as string | null,
    childrenAffected: true,
    childrenCount: 7,
  });
  const together = {
    ...record('U-1001-26', [ALVA, BO], FARSTA),
    noticeReceiptNumber: first.receiptNumber,
  };
  await push(together);
  const onTheDay = (operation: string, input: object) =>
    change('board-farsta', first.receiptNumber, operation, input);
  for (const name of ['Lina Handläggare', 'Lina Handläggare-Ny'])
    await onTheDay('confirmEvictionTime', {
      caseworker: { id: 'cw-1', name, phone: '070-174 99 99', email: 'handlaggare@example.se' },
    });
  await onTheDay('setAttendance', {
    status: 'ATTENDING',
    contactName: 'Lina Handläggare',
    contactPhone: '070-174 99 99',
  });
  await onTheDay('setAttendance', { status: 'UNDECIDED' });
  await push({ ...together, version: 2, evictionTime: null });
  await push({ ...together, version: 3, defendants: [BO, withoutNumber(ALVA)] });
  const onceHers = record('U-3003-26', [ALVA], flat('Flyttgatan 6'));
  await push(onceHers);
  await push({ ...onceHers, version: 2, defendants: [BO] });
  const summary = {
    status: 'SUMMARY_PENDING',
    appliedOn: null,
    documentsReceivedOn: null,
    title: null,
    heardOn: null,
    evictionTime: null,
    stay: null,
    storage: null,
  };
  await push({ ...record('U-4004-26', [ALVA], flat('Summagatan 8')), ...summary });
  await push({
    ...record('U-5005-26', [DORA], flat('Dorasgatan 4')),
    ...summary,
    noticeReceiptNumber: ofDora.receiptNumber,
  });
  await push(record('U-6006-26', [BO], flat('Bosgatan 3')));

  const caseworker = (name: string) => ({
    caseworker: { id: 'cw-1', name, phone: '070-174 99 99', email: 'handlaggare@example.se' },
  });
  const farsta = (operation: string, input: object) =>
    change('board-farsta', first.receiptNumber, operation, input);
  await farsta('openSocialCase', {
    ...caseworker('Lina Handläggare'),
    journalReference: 'J-FARSTA-1',
  });
  await farsta('openSocialCase', {
    ...caseworker('Lina Handläggare-Ny'),
    journalReference: 'J-FARSTA-2',
  });
  await farsta('recordHousehold', { adults: 2, children: 6, elderly: true });
  await farsta('recordHousehold', { adults: 2, children: 7, elderly: true });
  await farsta('recordContact', {
    at: `${addDays(today, -1)}T09:00:00Z`,
    channel: 'PHONE',
    result: 'REACHED',
  });
  await farsta('recordAssessment', { pattern: 'ONE_OFF', cause: 'INCOME_LOSS', assessedOn: today });
  await farsta('recordAssessment', {
    pattern: 'REPEATED',
    cause: 'INCOME_LOSS',
    assessedOn: today,
  });
  await farsta('recordFinancialAid', { status: 'APPLIED' });
  await farsta('recordFinancialAid', { status: 'GRANTED', amount: '4321.00', decidedOn: today });
  for (const amount of ['765.00', '654.00'])
    await farsta('proposePaymentPlan', { instalments: [{ dueOn: addDays(today, 30), amount }] });
  await farsta('recordOutcome', { kind: 'PAYMENT_PLAN', decidedOn: today });
  for (const [tenantName, text] of [
    [ALVA.name, 'Farsta'],
    [BO.name, 'Medboende'],
  ] as const) {
    await farsta('recordConsent', {
      tenantName,
      fieldGroup: 'CASEWORKER_CONTACT',
      recipient: 'LANDLORD',
      purpose: 'LANDLORD_DUTY',
      validFrom: today,
      validTo: addDays(today, 30),
      evidence: `Samtal i ${text}.`,
    });
    await farsta('markProtectedIdentity', {
      tenantName,
      protected: tenantName === ALVA.name,
      reason: `Hotad enligt ${text}.`,
    });
  }
  await farsta('markProtectedIdentity', {
    tenantName: ALVA.name,
    protected: false,
    reason: 'Hotad enligt Farsta förut.',
  });
  // A case that went to another board: Farsta keeps its own record of it and no notice.
  const handedOn = await submit(
    'landlord-bostaden',
    arrears([ALVA], flat('Fel Nämndsgata 9'), 'REF-BOSTADEN-8'),
  );
  await change('board-farsta', handedOn.receiptNumber, 'openSocialCase', {
    ...caseworker('Lina Handläggare'),
    journalReference: 'J-FARSTA-3',
  });
  await change('board-farsta', handedOn.receiptNumber, 'rerouteCase', {
    board: 'skarpnack',
    reason: 'Bostaden ligger enligt J-FARSTA-3 i Skarpnäck.',
  });
  await change('board-uppsala', inUppsala.receiptNumber, 'openSocialCase', {
    ...caseworker('Ulf Uppsalahandläggare'),
    journalReference: 'J-UPPSALA-1',
  });
  const month = today.slice(0, 7);
  // In a case of hers alone, in one with somebody else, and about somebody else.
  for (const [client, receipt, text] of [
    ['board-uppsala', inUppsala.receiptNumber, 'MÖTE-UPPSALA'],
    ['board-uppsala', inUppsala.receiptNumber, 'Sonen Sixten behöver ett rum.'],
    ['landlord-hyrbo', inUppsala.receiptNumber, 'Mötet kan ta upp skulden.'],
    ['board-farsta', first.receiptNumber, 'Bo Medboende har flyttat.'],
    ['kronofogden', first.receiptNumber, 'Bo Medboende ska ut.'],
    ['landlord-bostaden', ofOthers.receiptNumber, 'Medboende.'],
  ] as const)
    await change(client, receipt, 'addMeetingInput', { month, text });
  await change('kronofogden', first.receiptNumber, 'recordConsent', {
    tenantName: ALVA.name,
    fieldGroup: 'STORAGE',
    recipient: 'SOCIAL_SERVICES',
    purpose: 'CASE_HANDLING',
    validFrom: today,
    validTo: addDays(today, 30),
    evidence: 'Brev till Kronofogden.',
  });
  return {
    numberless: numberless.receiptNumber,
    ambiguous: ambiguous.receiptNumber,
    ofOthers: ofOthers.receiptNumber,
    ofHyrbo: ofHyrbo.receiptNumber,
    ofDora: ofDora.receiptNumber,
  };
}
