import { validateNotice } from '../../src/landlord-notices/validate-notice';
import { textLimits } from '../../src/shared';
import { changed, problemsOf, soundOf } from '../support/input-checks';
import {
  aDwelling,
  arrearsNotice,
  aTenant,
  disturbanceNotice,
  seriousDisturbanceNotice,
} from '../support/inputs';

const kinds = {
  ARREARS: arrearsNotice,
  DISTURBANCE: disturbanceNotice,
  SERIOUS_DISTURBANCE: seriousDisturbanceNotice,
};

const parts: Readonly<Record<string, unknown>> = {
  claims: arrearsNotice.claims,
  recoveryTotal: arrearsNotice.recoveryTotal,
  paymentInstruction: arrearsNotice.paymentInstruction,
  termination: arrearsNotice.termination,
  tenantServed: arrearsNotice.tenantServed,
  disturbances: disturbanceNotice.disturbances,
  calledOnTenantOn: disturbanceNotice.calledOnTenantOn,
  terminationCopy: seriousDisturbanceNotice.terminationCopy,
};

/** What becomes of a part that is missing, and of one that is there. */
const PLACES: readonly (readonly [
  part: string,
  arrears: string,
  disturbance: string,
  serious: string,
])[] = [
  ['claims', 'required', 'not allowed', 'not allowed'],
  ['recoveryTotal', 'required', 'not allowed', 'not allowed'],
  ['paymentInstruction', 'required', 'not allowed', 'not allowed'],
  ['termination', 'required', 'not allowed', 'optional'],
  ['tenantServed', 'optional', 'not allowed', 'not allowed'],
  ['disturbances', 'not allowed', 'required', 'required'],
  ['calledOnTenantOn', 'not allowed', 'required', 'optional'],
  ['terminationCopy', 'not allowed', 'not allowed', 'required'],
];

const cells = PLACES.flatMap(([part, ...places]) =>
  (['ARREARS', 'DISTURBANCE', 'SERIOUS_DISTURBANCE'] as const).map(
    (kind, at) => [part, places[at] ?? '', kind] as const,
  ),
);

describe('SubmitNoticeInput (JB-12-25A-DISTURB, JB-12-42-DISTURB-PRE, JB-12-42-SERIOUS)', () => {
  it('for arrears comes out in normal form', () => {
    expect(soundOf(validateNotice, arrearsNotice)).toEqual({
      idempotencyKey: 'notice-1',
      kind: 'ARREARS',
      landlord: {
        name: 'Påhittade Bostäder AB',
        category: 'MUNICIPAL_COMPANY',
        postalAddress: 'Box 1, 123 45 Farsta',
        phone: '+46 8 465 004 00',
      },
      landlordReference: 'K-17',
      tenants: [aTenant],
      dwelling: {
        street: 'Exempelgatan 1',
        postalCode: '12345',
        city: 'Farsta',
        apartmentNumber: '1102',
        municipality: '0180',
        boardId: 'farsta',
        roomCount: 2.5,
        tenure: 'RENTED',
      },
      claims: [
        {
          periodStart: '2026-10-01',
          periodEnd: '2026-10-31',
          dueOn: '2026-09-30',
          amount: 985_000n,
          interest: 6550n,
        },
        {
          periodStart: '2026-11-01',
          periodEnd: '2026-11-30',
          dueOn: '2026-10-30',
          amount: 985_000n,
          interest: null,
        },
      ],
      recoveryTotal: 1_976_550n,
      paymentInstruction: { bankgiro: '5050-1055', plusgiro: null, ocr: '1230', other: null },
      termination: { on: '2026-11-16', ground: 'Obetald hyra för oktober och november.' },
      tenantServed: [
        { tenant: 0, tenantName: aTenant.name, servedOn: '2026-11-16', method: 'ORDINARY' },
      ],
      message: {
        sentAt: new Date('2026-11-17T09:00:00Z'),
        channel: 'REGISTERED_LETTER',
        proofReference: 'RR 12',
      },
      disturbances: [],
      calledOnTenantOn: null,
      terminationCopy: null,
      supersedes: 'alias-of-an-earlier-notice',
    });
  });

  it('for a disturbance has what its kind has and nothing else', () => {
    expect(soundOf(validateNotice, disturbanceNotice)).toMatchObject({
      kind: 'DISTURBANCE',
      claims: [],
      recoveryTotal: null,
      paymentInstruction: null,
      termination: null,
      tenantServed: [],
      message: null,
      disturbances: [{ occurredOn: '2026-11-14', category: 'Hög musik' }],
      calledOnTenantOn: '2026-11-15',
      terminationCopy: null,
      supersedes: null,
    });
  });

  it('for a particularly serious disturbance keeps the copy of the termination', () => {
    const notice = soundOf(validateNotice, seriousDisturbanceNotice);
    expect(notice.terminationCopy?.content.toString()).toBe('%PDF-1.7\n%%EOF\n');
    expect(notice.calledOnTenantOn).toBeNull();
  });

  it.each(cells)('%s is %s for %s', (part, place, kind) => {
    const faultsWith = (value: unknown) =>
      problemsOf(validateNotice, changed(kinds[kind], part, value)).filter(
        ([path]) => path === part,
      );
    expect({ missing: faultsWith(null), given: faultsWith(parts[part]) }).toEqual({
      missing: place === 'required' ? [[part, 'REQUIRED']] : [],
      given: place === 'not allowed' ? [[part, 'NOT_ALLOWED']] : [],
    });
  });

  it.each(['claims', 'tenantServed', 'disturbances'])(
    'takes an empty list of %s as none',
    (part) => {
      const isRequired = part === 'claims';
      const problems = problemsOf(validateNotice, changed(arrearsNotice, part, []));
      expect(problems).toEqual(isRequired ? [[part, 'REQUIRED']] : []);
    },
  );

  it.each(Object.entries(kinds))('%s may leave out every optional field', (_, notice) => {
    const bare = {
      ...notice,
      landlordReference: null,
      tenantServed: null,
      message: null,
      supersedes: null,
    };
    expect(problemsOf(validateNotice, bare)).toEqual([]);
  });

  it.each([
    ['idempotencyKey', '', 'INVALID_IDEMPOTENCY_KEY'],
    ['landlordReference', 'x'.repeat(textLimits.reference + 1), 'TOO_LONG'],
    ['landlordReference', 'a\u0000', 'CONTROL_CHARACTERS'],
    ['tenants', [], 'TOO_FEW'],
    ['tenants', Array.from({ length: 2000 }, () => aTenant), 'TOO_MANY'],
    ['supersedes', 'x'.repeat(201), 'NOT_AN_ID'],
    ['recoveryTotal', '', 'NOT_AN_AMOUNT'],
  ])('refuses %s of its kind', (field, value, code) => {
    expect(problemsOf(validateNotice, changed(arrearsNotice, field, value))).toContainEqual([
      field,
      code,
    ]);
  });

  it.each([
    ['2026-11-22', []],
    ['2026-11-23', [['calledOnTenantOn', 'IN_THE_FUTURE']]],
    ['2026-11-31', [['calledOnTenantOn', 'NOT_A_DATE']]],
  ])('has its tenant called on %s', (day, problems) => {
    const notice = changed(disturbanceNotice, 'calledOnTenantOn', day);
    expect(problemsOf(validateNotice, notice)).toEqual(problems);
  });

  it('answers all problems at once, each at its own path', () => {
    const notice = {
      ...arrearsNotice,
      idempotencyKey: ' ',
      landlord: { ...arrearsNotice.landlord, phone: '' },
      tenants: [aTenant, { ...aTenant, name: '' }],
      dwelling: { ...aDwelling, district: null },
      claims: arrearsNotice.claims?.map((claim) => ({ ...claim, amount: '0' })) ?? [],
      paymentInstruction: {},
      termination: { on: '2026-11-23', ground: '' },
      tenantServed: null,
      message: null,
      terminationCopy: seriousDisturbanceNotice.terminationCopy ?? null,
    };
    expect(problemsOf(validateNotice, notice)).toEqual([
      ['idempotencyKey', 'INVALID_IDEMPOTENCY_KEY'],
      ['landlord.phone', 'REQUIRED'],
      ['tenants.1.name', 'REQUIRED'],
      ['tenants.1.personalIdentityNumber', 'DUPLICATE'],
      ['dwelling.district', 'BOARD_REQUIRED'],
      ['claims.0.amount', 'OUT_OF_RANGE'],
      ['claims.1.amount', 'OUT_OF_RANGE'],
      ['recoveryTotal', 'SUM_MISMATCH'],
      ['paymentInstruction', 'AT_LEAST_ONE'],
      ['termination.on', 'IN_THE_FUTURE'],
      ['termination.ground', 'REQUIRED'],
      ['terminationCopy', 'NOT_ALLOWED'],
    ]);
  });
});
