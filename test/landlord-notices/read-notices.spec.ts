import { Agency } from '../../src/shared';
import { testOrganisationNumber } from '../support/identity-numbers';
import { aTenant, arrearsNotice, seriousDisturbanceNotice } from '../support/inputs';
import type { Answered, LandlordDesk, ReadNotice } from './landlord-desk';
import { aCaller, KRONOFOGDEN, openLandlordDesk } from './landlord-desk';

const LANDLORD = testOrganisationNumber(1);
const landlord = aCaller(Agency.LANDLORD, LANDLORD);
const board = aCaller(Agency.SOCIAL_SERVICES, 'farsta');
const kronofogden = aCaller(Agency.ENFORCEMENT, KRONOFOGDEN);
const oversight = aCaller(Agency.OVERSIGHT, 'farsta');

const FIELDS = `id receiptNumber kind status landlordReference recoveryTotal arrearsMonths calledOnTenantOn supersedes supersededBy
  landlord { name organisationNumber category postalAddress phone }
  tenants { id name postalAddress personalIdentityNumber phone email protectedIdentity }
  dwelling { street postalCode city apartmentNumber municipality roomCount tenure }
  claims { periodStart periodEnd dueOn amount interest }
  paymentInstruction { bankgiro plusgiro ocr other }
  termination { on ground }
  tenantServed { tenantName servedOn method }
  message { sentAt channel receivedByBoardAt proofReference }
  receipt { receivedAt }
  disturbances { occurredOn category description }
  terminationCopy { mediaType sha256 contentBase64 }
  warnings { code message ruleId }`;
const NOTICES = `{ cases(scope: ALL) { edges { node { id notices { ${FIELDS} } } } } }`;
const BY_ID = `query ($id: ID!) { notice(id: $id) { ${FIELDS} } }`;
const SUBMIT = `mutation ($input: SubmitNoticeInput!) { submitNotice(input: $input) { notice { id receiptNumber case { id } } } }`;

const content = seriousDisturbanceNotice.terminationCopy?.contentBase64;

const anyText: unknown = expect.any(String);
const like = (pattern: RegExp): unknown => expect.stringMatching(pattern);

/** Form 3 as the landlord that submitted it reads it. */
const whole = {
  id: anyText,
  receiptNumber: anyText,
  kind: 'ARREARS',
  status: 'RECEIVED',
  landlordReference: 'K-17',
  recoveryTotal: '19765.50',
  arrearsMonths: 2,
  calledOnTenantOn: null,
  supersedes: null,
  supersededBy: null,
  landlord: {
    name: 'Påhittade Bostäder AB',
    organisationNumber: LANDLORD,
    category: 'MUNICIPAL_COMPANY',
    postalAddress: 'Box 1, 123 45 Farsta',
    phone: '+46 8 465 004 00',
  },
  tenants: [
    {
      id: anyText,
      name: 'Alva Påhittad',
      postalAddress: 'Exempelgatan 1, 123 45 Farsta',
      personalIdentityNumber: aTenant.personalIdentityNumber,
      phone: '070-174 06 05',
      email: 'alva@example.se',
      protectedIdentity: null as boolean | null,
    },
  ],
  dwelling: {
    street: 'Exempelgatan 1',
    postalCode: '12345',
    city: 'Farsta',
    apartmentNumber: '1102',
    municipality: '0180',
    roomCount: 2.5,
    tenure: 'RENTED',
  },
  claims: [
    {
      periodStart: '2026-10-01',
      periodEnd: '2026-10-31',
      dueOn: '2026-09-30',
      amount: '9850.00',
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
  paymentInstruction: { bankgiro: '5050-1055', plusgiro: null, ocr: '1230', other: null },
  termination: { on: '2026-11-16', ground: 'Obetald hyra för oktober och november.' },
  tenantServed: [{ tenantName: 'Alva Påhittad', servedOn: '2026-11-16', method: 'ORDINARY' }],
  message: {
    sentAt: '2026-11-17T09:00:00.000Z',
    channel: 'REGISTERED_LETTER',
    receivedByBoardAt: '2026-11-22T12:00:00.000Z',
    proofReference: 'RR 12',
  },
  receipt: { receivedAt: '2026-11-22T12:00:00.000Z' },
  disturbances: null,
  terminationCopy: null,
  warnings: [],
};

const masked = {
  street: null,
  postalCode: null,
  city: null,
  apartmentNumber: null,
  municipality: null,
};

let desk: LandlordDesk;
let caseOf: Record<'arrears' | 'serious', string>;
let receiptNumber: string;

beforeAll(async () => {
  desk = await openLandlordDesk();
  const arrears = (
    await desk.read(landlord, SUBMIT, { input: { ...arrearsNotice, supersedes: null } })
  ).submitNotice.notice;
  const serious = (
    await desk.read(landlord, SUBMIT, {
      input: {
        ...seriousDisturbanceNotice,
        idempotencyKey: 'notice-2',
        tenants: [{ ...aTenant, name: 'Annan Person', personalIdentityNumber: null }],
        landlordReference: null,
      },
    })
  ).submitNotice.notice;
  caseOf = { arrears: arrears.case.id, serious: serious.case.id };
  receiptNumber = arrears.receiptNumber;
});
afterAll(() => desk.close());

const noticesOf = (data: Answered): ReadNotice[] =>
  data.cases.edges.flatMap(({ node }) => node.notices);

const arrearsIn = (data: Answered): ReadNotice => {
  const found = noticesOf(data).find(({ kind }) => kind === 'ARREARS');
  if (!found) throw new Error('No notice of arrears was read.');
  return found;
};

describe('a notice of one’s own', () => {
  it('is read by the landlord as it was submitted, without the marker of protection', async () => {
    expect(arrearsIn(await desk.read(landlord, NOTICES))).toEqual(whole);
  });

  it('is read the same by its alias', async () => {
    const listed = arrearsIn(await desk.read(landlord, NOTICES));
    expect((await desk.read(landlord, BY_ID, { id: listed.id })).notice).toEqual(listed);
  });

  it('shows the copy of a termination and what else its kind has', async () => {
    const read = await desk.read(landlord, NOTICES);
    expect(noticesOf(read).find(({ kind }) => kind !== 'ARREARS')).toMatchObject({
      claims: null,
      recoveryTotal: null,
      arrearsMonths: null,
      paymentInstruction: null,
      tenantServed: null,
      landlordReference: null,
      message: { sentAt: null, channel: 'GATEWAY', proofReference: null },
      disturbances: [
        {
          occurredOn: '2026-11-14',
          category: 'Hög musik',
          description: 'Musik till 03:00.\nÄven 04:00.',
        },
      ],
      terminationCopy: {
        mediaType: 'application/pdf',
        sha256: like(/^[0-9a-f]{64}$/),
        contentBase64: content,
      },
    });
  });
});

describe('a notice that another one sent', () => {
  it('is read whole by the board, but for the landlord’s own reference, under ids of the board', async () => {
    const own = arrearsIn(await desk.read(landlord, NOTICES));
    const read = arrearsIn(await desk.read(board, NOTICES));
    const tenants = [{ ...whole.tenants[0], protectedIdentity: true }];
    expect(read).toEqual({ ...whole, landlordReference: null, tenants });
    expect(read.id).not.toBe(own.id);
    expect(read.tenants[0]?.id).not.toBe(own.tenants[0]?.id);
  });

  it('shows oversight kind, landlord, receipt and tenure alone', async () => {
    const { id } = arrearsIn(await desk.read(landlord, NOTICES));
    expect((await desk.read(oversight, BY_ID, { id })).notice).toBeNull();
    const own = `{ cases(search: { receiptNumber: "${receiptNumber}" }) { edges { node { notices { id } } } } }`;
    expect((await desk.read(board, own)).cases.edges).toHaveLength(1);
    const boards = arrearsIn(await desk.read(board, NOTICES));
    const read = (await desk.read(oversight, BY_ID, { id: boards.id })).notice;
    expect(read).toEqual({
      ...Object.fromEntries(Object.keys(whole).map((name) => [name, null])),
      id: boards.id,
      receiptNumber,
      kind: 'ARREARS',
      landlord: {
        ...blank(whole.landlord),
        name: whole.landlord.name,
        category: whole.landlord.category,
      },
      dwelling: { ...blank(whole.dwelling), tenure: 'RENTED' },
      message: whole.message,
      receipt: whole.receipt,
    });
    const caseOfBoard = `query ($id: ID!) { notice(id: $id) { case { id dwelling { tenure street } } } }`;
    const found = await desk.read(oversight, caseOfBoard, { id: boards.id });
    expect(found.notice.case.dwelling).toEqual({ tenure: 'RENTED', street: null });
  });

  it.each([
    ['another landlord', aCaller(Agency.LANDLORD, testOrganisationNumber(2))],
    ['another board of the city', aCaller(Agency.SOCIAL_SERVICES, 'skarpnack')],
    ['another board', aCaller(Agency.SOCIAL_SERVICES, '0380')],
    ['Kronofogden, before which it is not invoked', kronofogden],
    ['another oversight', aCaller(Agency.OVERSIGHT, '0380')],
  ])('is to %s what does not exist is', async (_, caller) => {
    const own = arrearsIn(await desk.read(landlord, NOTICES));
    const asked = [own.id, 'AAAAAAAAAAAAAAAAAAAAAA', 'x'].map((id) =>
      desk.ask(caller, BY_ID, { id }),
    );
    const [found, ...absent] = await Promise.all(asked);
    expect(found?.data).toEqual({ notice: null });
    absent.forEach((answer) => {
      expect(JSON.stringify(answer)).toBe(JSON.stringify(found));
    });
  });
});

describe('the case of a notice', () => {
  it('has the persons and the dwelling of the notice', async () => {
    const query = `query ($id: ID!) { case(id: $id) {
      tenants { id name postalAddress personalIdentityNumber phone email protectedIdentity }
      dwelling { street postalCode city apartmentNumber municipality roomCount tenure } notices { tenants { id } } } }`;
    const { case: read } = await desk.read(landlord, query, { id: caseOf.arrears });
    expect(read.tenants).toEqual(whole.tenants);
    expect(read.dwelling).toEqual(whole.dwelling);
    expect(read.notices[0]?.tenants[0]?.id).toBe(read.tenants[0]?.id);
  });

  it('leads to the notice and back', async () => {
    const query = `query ($id: ID!) { case(id: $id) { id notices { case { id notices { receiptNumber } } } } }`;
    const { case: read } = await desk.read(landlord, query, { id: caseOf.arrears });
    expect(read.notices).toEqual([{ case: { id: caseOf.arrears, notices: [{ receiptNumber }] } }]);
  });
});

describe('what is fetched', () => {
  it('is one statement for all cases of a level, whatever they ask for', async () => {
    await desk.read(
      landlord,
      '{ cases { edges { node { notices { kind tenants { name } } tenants { name phone } dwelling { city } } } } }',
    );
    expect(desk.statements).toHaveLength(1);
  });

  it('is no column of a denied field', async () => {
    await desk.read(board, '{ cases { edges { node { notices { kind landlordReference } } } } }');
    expect(desk.statements.join()).not.toContain('landlord_reference');
    expect(desk.statements.join()).toContain('n.kind');
  });

  it('is no document unless its content is asked for', async () => {
    await desk.read(
      landlord,
      '{ cases { edges { node { notices { terminationCopy { sha256 mediaType } } } } } }',
    );
    expect(desk.statements.join()).not.toContain('sealed_document');
    await desk.read(
      landlord,
      '{ cases { edges { node { notices { terminationCopy { contentBase64 } } } } } }',
    );
    expect(desk.statements.join()).toContain('sealed_document');
  });
});

describe('the second wall', () => {
  const as = async (role: string, organisation: string, sql: string): Promise<unknown[]> => {
    const client = await desk.pool.connect();
    try {
      await client.query('BEGIN');
      await client.query(
        `SELECT set_config('role', $1, true), set_config('kvarbo.organisation', $2, true)`,
        [role, organisation],
      );
      return (await client.query<object>(sql)).rows;
    } finally {
      await client.query('ROLLBACK');
      client.release();
    }
  };

  it.each([
    ['kvarbo_landlord', () => desk.key(LANDLORD), 2],
    ['kvarbo_landlord', () => desk.key(testOrganisationNumber(2)), 0],
    ['kvarbo_landlord', () => '', 0],
    ['kvarbo_social_services', () => 'farsta', 2],
    ['kvarbo_social_services', () => 'skarpnack', 0],
    ['kvarbo_oversight', () => 'farsta', 2],
    ['kvarbo_enforcement', () => desk.key(KRONOFOGDEN), 0],
  ])('shows %s %# its own rows alone', async (role, organisation, expected) => {
    expect(await as(role, organisation(), 'SELECT id FROM landlord.notice')).toHaveLength(expected);
  });

  it.each([
    ['kvarbo_social_services', 'SELECT sealed_landlord_reference FROM landlord.notice'],
    ['kvarbo_enforcement', 'SELECT superseded_by FROM landlord.notice'],
    ['kvarbo_oversight', 'SELECT sealed_tenant_names FROM landlord.notice'],
    ['kvarbo_oversight', 'SELECT status FROM landlord.settlement'],
    ['kvarbo_landlord', 'SELECT value FROM cases.term'],
    ['kvarbo_landlord', `UPDATE landlord.notice SET status = 'PAID'`],
  ])('refuses %s: %s', async (role, sql) => {
    await expect(as(role, 'farsta', sql)).rejects.toMatchObject({ code: '42501' });
  });
});

describe('Kronofogden, before which the landlord invokes the notice', () => {
  const read = async (): Promise<ReadNotice[]> => noticesOf(await desk.read(kronofogden, NOTICES));
  const versionFor = async (): Promise<number | undefined> => {
    const { cases } = await desk.read(kronofogden, '{ cases { edges { node { version } } } }');
    return cases.edges[0]?.node.version;
  };

  beforeAll(() => desk.invoke(LANDLORD, receiptNumber));

  it('reads that notice alone, as party, with address, contacts and warnings masked and no chain', async () => {
    expect(await read()).toEqual([
      {
        ...whole,
        landlordReference: null,
        warnings: null,
        dwelling: { ...whole.dwelling, ...masked },
        tenants: [
          {
            ...whole.tenants[0],
            postalAddress: null,
            phone: null,
            email: null,
            protectedIdentity: true,
          },
        ],
      },
    ]);
  });

  it('sees it superseded, keeps it as quoted, and is told nothing of the later one', async () => {
    const version = await versionFor();
    const own = arrearsIn(await desk.read(landlord, NOTICES));
    await desk.read(landlord, SUBMIT, {
      input: { ...arrearsNotice, idempotencyKey: 'notice-3', supersedes: own.id, tenantServed: [] },
    });
    expect((await read()).map(({ status, supersededBy }) => [status, supersededBy])).toEqual([
      ['SUPERSEDED', null],
    ]);
    expect(await versionFor()).toBe((version ?? 0) + 1);
  });
});

describe('A notice whose envelope cannot be opened', () => {
  it('costs its own case its notices, and no other case of the list', async () => {
    const tenants = [{ ...aTenant, name: 'Berit Påhittad', personalIdentityNumber: null }];
    const input = {
      ...arrearsNotice,
      tenants,
      supersedes: null,
      idempotencyKey: 'damaged',
      tenantServed: [],
    };
    const { submitNotice } = await desk.read(landlord, SUBMIT, { input });
    await desk.alter(
      `UPDATE landlord.notice SET sealed_landlord_name = '\\x00'
        WHERE receipt_number = '${submitNotice.notice.receiptNumber}'`,
    );
    const list = '{ cases(scope: ALL) { edges { node { id notices { landlord { name } } } } } }';
    const { data, errors } = await desk.ask(landlord, list);
    const edges = (
      data as { cases: { edges: { node: { id: string; notices: unknown } }[] } } | null
    )?.cases.edges;
    const nodes = (edges ?? []).map(({ node }) => node);
    const index = nodes.findIndex(({ id }) => id === submitNotice.notice.case.id);
    expect(nodes.length).toBeGreaterThan(1);
    expect(nodes.map(({ notices }) => notices === null)).toEqual(
      nodes.map((_, at) => at === index),
    );
    expect(errors?.map(({ path }) => path)).toEqual([['cases', 'edges', index, 'node', 'notices']]);
  });
});

function blank(object: object): Record<string, null> {
  return Object.fromEntries(Object.keys(object).map((name) => [name, null]));
}
