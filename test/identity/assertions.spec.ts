import { createAuthenticator, type Authenticator, type Caller } from '../../src/identity';
import { Agency, fixedClock, ForbiddenError } from '../../src/shared';
import { startTestIssuer, type Claims, type TestIssuer } from '../support/tokens';

const clock = fixedClock('2026-03-02T09:00:00Z');
const log = { info: () => undefined, warn: () => undefined };

const LANDLORD = '559900-0014';
const PRINCIPAL = '559900-0022';
const KRONOFOGDEN = '202100-5448';

let landlords: TestIssuer;
let city: TestIssuer;
let state: TestIssuer;
let authenticator: Authenticator;

beforeAll(async () => {
  [landlords, city, state] = await Promise.all([
    startTestIssuer({ clock }),
    startTestIssuer({ clock }),
    startTestIssuer({ clock }),
  ]);
  authenticator = createAuthenticator({
    issuers: [
      landlords.config({
        agencies: [Agency.LANDLORD],
        organisations: [LANDLORD.replace('-', ''), PRINCIPAL],
        boards: [],
        representatives: { [LANDLORD]: [PRINCIPAL] },
      }),
      city.config({
        agencies: [Agency.SOCIAL_SERVICES, Agency.OVERSIGHT],
        organisations: [],
        boards: ['farsta', '0380'],
        representatives: {},
      }),
      state.config({
        agencies: [Agency.ENFORCEMENT, Agency.OVERSIGHT],
        organisations: [KRONOFOGDEN],
        boards: [],
      }),
    ],
    clock,
    log,
  });
  await authenticator.start();
});

afterAll(async () => {
  authenticator.stop();
  await Promise.all([landlords.stop(), city.stop(), state.stop()]);
});

function call(issuer: TestIssuer, claims: Claims): Promise<Caller> {
  const scope = `purpose:${dailyWork.get(claims.agency as Agency) ?? 'audit'}`;
  const token = issuer.token({ scope, ...claims });
  return authenticator.authenticate({ authorization: `Bearer ${token}` });
}

const dailyWork = new Map([
  [Agency.LANDLORD, 'landlord_duty'],
  [Agency.SOCIAL_SERVICES, 'case_handling'],
  [Agency.ENFORCEMENT, 'execution'],
]);

type Row = [string, () => TestIssuer, Claims];
const theLandlords = () => landlords;
const theCity = () => city;
const theState = () => state;

describe('an issuer may assert', () => {
  const rows: Row[] = [
    ['a landlord of its list', theLandlords, { agency: 'LANDLORD', organisation: LANDLORD }],
    [
      'a principal of its representative',
      theLandlords,
      { agency: 'LANDLORD', organisation: LANDLORD, acting_for: PRINCIPAL },
    ],
    ['a district board', theCity, { agency: 'SOCIAL_SERVICES', organisation: 'farsta' }],
    ['the board of a municipality', theCity, { agency: 'SOCIAL_SERVICES', organisation: '0380' }],
    ['the auditor of a board', theCity, { agency: 'OVERSIGHT', organisation: 'farsta' }],
    ['Kronofogden', theState, { agency: 'ENFORCEMENT', organisation: KRONOFOGDEN }],
    ['the auditor of Kronofogden', theState, { agency: 'OVERSIGHT', organisation: KRONOFOGDEN }],
  ];
  it.each(rows)('%s', async (_, issuer, claims) => {
    await expect(call(issuer(), claims)).resolves.toMatchObject({
      agency: claims.agency,
      organisation: claims.organisation,
      actingFor: claims.acting_for ?? null,
    });
  });

  it('a number in any usual spelling, and the caller has the one spelling', async () => {
    const claims = { agency: 'LANDLORD', organisation: '165599000014' };
    await expect(call(landlords, claims)).resolves.toMatchObject({ organisation: LANDLORD });
  });
});

describe('an issuer may not assert', () => {
  const rows: Row[] = [
    [
      'Kronofogden, if it is for landlords',
      theLandlords,
      { agency: 'ENFORCEMENT', organisation: LANDLORD },
    ],
    [
      'Kronofogden by its own number',
      theLandlords,
      { agency: 'ENFORCEMENT', organisation: KRONOFOGDEN },
    ],
    [
      'a board, if it is for landlords',
      theLandlords,
      { agency: 'SOCIAL_SERVICES', organisation: 'farsta' },
    ],
    ['a landlord, if it is for boards', theCity, { agency: 'LANDLORD', organisation: LANDLORD }],
    ['another landlord', theLandlords, { agency: 'LANDLORD', organisation: '559900-0030' }],
    ['another board', theCity, { agency: 'SOCIAL_SERVICES', organisation: 'skarpnack' }],
    ['the auditor of another board', theCity, { agency: 'OVERSIGHT', organisation: 'skarpnack' }],
    [
      'the auditor of another authority',
      theCity,
      { agency: 'OVERSIGHT', organisation: KRONOFOGDEN },
    ],
    ['a board as Kronofogden', theState, { agency: 'ENFORCEMENT', organisation: 'farsta' }],
    ['a number as board', theCity, { agency: 'SOCIAL_SERVICES', organisation: KRONOFOGDEN }],
    ['a board as landlord', theLandlords, { agency: 'LANDLORD', organisation: 'farsta' }],
    [
      'a number with a wrong check digit',
      theLandlords,
      { agency: 'LANDLORD', organisation: '559900-0015' },
    ],
    ['an agency that does not exist', theState, { agency: 'POLICE', organisation: KRONOFOGDEN }],
    ['an agency in small letters', theState, { agency: 'enforcement', organisation: KRONOFOGDEN }],
    ['several agencies', theState, { agency: ['ENFORCEMENT'], organisation: KRONOFOGDEN }],
    ['no agency', theState, { agency: undefined, organisation: KRONOFOGDEN }],
    ['no organisation', theState, { agency: 'ENFORCEMENT', organisation: undefined }],
    ['several organisations', theState, { agency: 'ENFORCEMENT', organisation: [KRONOFOGDEN] }],
    [
      'a principal of nobody',
      theLandlords,
      { agency: 'LANDLORD', organisation: LANDLORD, acting_for: '559900-0030' },
    ],
    [
      'its representative for itself',
      theLandlords,
      { agency: 'LANDLORD', organisation: LANDLORD, acting_for: LANDLORD },
    ],
    [
      'the principal for its representative',
      theLandlords,
      { agency: 'LANDLORD', organisation: PRINCIPAL, acting_for: LANDLORD },
    ],
    [
      'two principals in one call',
      theLandlords,
      { agency: 'LANDLORD', organisation: LANDLORD, acting_for: [PRINCIPAL, PRINCIPAL] },
    ],
    [
      'no principal by name',
      theLandlords,
      { agency: 'LANDLORD', organisation: LANDLORD, acting_for: null },
    ],
    [
      'a board that represents somebody',
      theCity,
      { agency: 'SOCIAL_SERVICES', organisation: 'farsta', acting_for: PRINCIPAL },
    ],
    [
      'an authority that represents somebody, even if it may name anyone',
      theState,
      { agency: 'ENFORCEMENT', organisation: KRONOFOGDEN, acting_for: PRINCIPAL },
    ],
  ];
  it.each(rows)('%s', async (_, issuer, claims) => {
    const error: unknown = await call(issuer(), claims).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ForbiddenError);
    const { code, message, reason } = error as ForbiddenError;
    expect(code).toBe('FORBIDDEN');
    for (const value of [claims.organisation, claims.acting_for]) {
      if (typeof value === 'string') expect(message + reason).not.toContain(value);
    }
  });
});

describe('representation', () => {
  it('is nobody’s if the configuration names none', async () => {
    const { representatives, ...config } = landlords.config();
    expect(representatives).toBe('*');
    const strict = createAuthenticator({ issuers: [config], clock, log });
    const token = landlords.token({ acting_for: PRINCIPAL });
    await expect(strict.authenticate({ authorization: `Bearer ${token}` })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });
});
