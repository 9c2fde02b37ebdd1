import { Agency } from '../../src/shared';
import { changed } from '../support/input-checks';
import { testOrganisationNumber, testPersonalNumber } from '../support/identity-numbers';
import {
  aTenant,
  arrearsNotice,
  disturbanceNotice,
  seriousDisturbanceNotice,
} from '../support/inputs';
import { ServiceMethod } from '../../src/landlord-notices/termination.type';
import type { SubmitNoticeInput } from '../../src/landlord-notices/submit-notice.input';
import type { LandlordDesk, ReadNotice } from './landlord-desk';
import { aCaller, openLandlordDesk, withChanges } from './landlord-desk';

const LANDLORD = testOrganisationNumber(1);
const landlord = aCaller(Agency.LANDLORD, LANDLORD);
const other = aCaller(Agency.LANDLORD, testOrganisationNumber(2));
const board = aCaller(Agency.SOCIAL_SERVICES, 'farsta');

const SUBMIT = `mutation ($input: SubmitNoticeInput!) {
  submitNotice(input: $input) { notice { id receiptNumber status supersedes supersededBy case { id version stage } } }
}`;

const anyText: unknown = expect.any(String);
const like = (pattern: RegExp): unknown => expect.stringMatching(pattern);
const having = (part: object): unknown => expect.objectContaining(part);

let desk: LandlordDesk;
let keys = 0;

beforeAll(async () => {
  desk = await openLandlordDesk();
});
afterAll(() => desk.close());

/** A notice of a tenancy of its own, unless told otherwise. */
function notice(overrides: Partial<SubmitNoticeInput> = {}): SubmitNoticeInput {
  keys += 1;
  const name = `Person Nummer ${keys}`;
  return withChanges(arrearsNotice, {
    idempotencyKey: `key-${keys}`,
    tenants: [{ ...aTenant, name, personalIdentityNumber: null }],
    tenantServed: [{ tenantName: name, servedOn: '2026-11-16', method: ServiceMethod.ORDINARY }],
    supersedes: null,
    ...overrides,
  });
}

async function submit(input: SubmitNoticeInput, caller = landlord): Promise<ReadNotice> {
  return (await desk.read(caller, SUBMIT, { input })).submitNotice.notice;
}

const countOf = (table: string, where?: string): Promise<number> => desk.count(table, where);

describe('submitNotice', () => {
  it('opens a case whose recovery runs from the registered letter, and joins it with the next notice', async () => {
    const input = notice();
    const first = await submit(input);
    expect(first).toEqual({
      id: like(/^[\w-]{22}$/),
      receiptNumber: like(/^KB-\w{4}-\w{4}-\w$/),
      status: 'RECEIVED',
      supersedes: null,
      supersededBy: null,
      case: { id: anyText, version: 1, stage: 'RECOVERY_RUNNING' },
    });
    const second = await submit(notice({ tenants: input.tenants, tenantServed: [] }));
    expect(second.case).toEqual({ ...first.case, version: 2 });
  });

  it('joins by identity number although name and spelling differ, and never across landlords or flats', async () => {
    const number = testPersonalNumber('1990-01-02');
    const person = { ...aTenant, name: 'Bo Ett', personalIdentityNumber: number };
    const one = await submit(notice({ tenants: [person], tenantServed: [] }));
    const respelt = {
      ...person,
      name: 'Bo Två',
      personalIdentityNumber: `${number.slice(2, 8)}-${number.slice(8)}`,
    };
    const two = await submit(notice({ tenants: [respelt], tenantServed: [] }));
    expect(two.case.id).toBe(one.case.id);

    const named = { ...aTenant, name: 'Cia Namn', personalIdentityNumber: null };
    const flat = await submit(notice({ tenants: [named], tenantServed: [] }));
    const elsewhere = changed(
      notice({ tenants: [named], tenantServed: [] }),
      'dwelling.street',
      'Annangatan 2',
    );
    expect((await submit(elsewhere)).case.id).not.toBe(flat.case.id);
    const before = await countOf('cases."case"');
    await submit(notice({ tenants: [named], tenantServed: [] }), other);
    expect(await countOf('cases."case"')).toBe(before + 1);
  });

  it('tells every problem at once and stores nothing', async () => {
    const before = await countOf('landlord.notice');
    const input = changed(changed(notice(), 'recoveryTotal', '1'), 'dwelling.municipality', '9999');
    await expect(submit(input)).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      problems: [
        having({ path: 'input.dwelling.municipality' }),
        having({ path: 'input.recoveryTotal', code: 'SUM_MISMATCH' }),
      ],
    });
    expect(await countOf('landlord.notice')).toBe(before);
  });

  it('answers a retry with the first notice, another input under the key with a conflict', async () => {
    const input = notice();
    const first = await submit(input);
    expect(await submit(input)).toEqual(first);
    await expect(submit(withChanges(input, { landlordReference: 'other' }))).rejects.toMatchObject({
      code: 'IDEMPOTENCY_CONFLICT',
    });
  });

  it('keeps the keys of a representative apart by principal', async () => {
    const agent = testOrganisationNumber(3);
    const input = notice();
    const forOne = await submit(input, aCaller(Agency.LANDLORD, agent, LANDLORD));
    const forOther = await submit(input, aCaller(Agency.LANDLORD, agent, other.organisation));
    expect(forOther.receiptNumber).not.toBe(forOne.receiptNumber);
  });

  it('draws another receipt number when the first is taken', async () => {
    const { receiptNumber } = await submit(notice());
    desk.drawn.push(receiptNumber, receiptNumber);
    const next = await submit(notice());
    expect(desk.drawn).toEqual([]);
    expect(next.receiptNumber).not.toBe(receiptNumber);
  });
});

describe('supersession (NJA 1985 s. 586)', () => {
  it('chains notices in one case, overwrites nothing and shows both', async () => {
    const input = notice();
    const first = await submit(input);
    const corrected = changed(notice({ supersedes: first.id }), 'tenants.0.name', 'Rättat Namn');
    const second = await submit(withChanges(corrected, { tenantServed: [] }));
    // Nobody is served the corrected notice yet, and the clock of the first one no longer counts.
    expect(second).toMatchObject({
      supersedes: first.id,
      case: { id: first.case.id, version: 2, stage: 'NOTICE_RECEIVED' },
    });
    const read = await desk.read(
      landlord,
      `query ($id: ID!) { case(id: $id) {
         tenants { name } notices { id status supersedes supersededBy tenants { name } warnings { code } } } }`,
      { id: first.case.id },
    );
    expect(read.case).toEqual({
      tenants: [{ name: 'Rättat Namn' }],
      notices: [
        {
          id: first.id,
          status: 'SUPERSEDED',
          supersedes: null,
          supersededBy: second.id,
          tenants: [{ name: input.tenants[0]?.name }],
          warnings: [],
        },
        {
          id: second.id,
          status: 'RECEIVED',
          supersedes: first.id,
          supersededBy: null,
          tenants: [{ name: 'Rättat Namn' }],
          warnings: [having({ code: 'TENANT_NOT_SERVED' })],
        },
      ],
    });
  });

  it('refuses to supersede twice and names the last notice of the chain', async () => {
    const first = await submit(notice());
    const second = await submit(notice({ supersedes: first.id }));
    await expect(submit(notice({ supersedes: first.id }))).rejects.toMatchObject({
      code: 'ILLEGAL_TRANSITION',
      legal: [`submitNotice(supersedes: "${second.id}")`],
    });
  });

  it('makes one row of a hundred calls with one key', async () => {
    const input = notice();
    const rows = await countOf('landlord.notice');
    const answers = await Promise.all(Array.from({ length: 100 }, () => submit(input)));
    expect(new Set(answers.map(({ receiptNumber }) => receiptNumber)).size).toBe(1);
    expect(await countOf('landlord.notice')).toBe(rows + 1);
  });

  it('lets one of two that supersede the same notice at once through', async () => {
    const first = await submit(notice());
    const results = await Promise.allSettled(
      [1, 2].map(() => submit(notice({ supersedes: first.id }))),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'ILLEGAL_TRANSITION' },
    });
  });

  it.each([
    ['an unknown alias', () => 'AAAAAAAAAAAAAAAAAAAAAA'],
    ['what is no alias', () => 'x'],
    ['the alias of another landlord', async () => (await submit(notice(), other)).id],
  ])('answers %s as not found', async (_, alias) => {
    await expect(submit(notice({ supersedes: await alias() }))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('names no notice of another board’s', async () => {
    const first = await submit(notice());
    const moved = changed(notice({ supersedes: first.id }), 'dwelling.district', 'skarpnack');
    await submit(moved);
    const skarpnack = aCaller(Agency.SOCIAL_SERVICES, 'skarpnack');
    const query = `{ cases(search: { tenantName: "${moved.tenants[0]?.name ?? ''}" }) {
      edges { node { notices { status supersedes supersededBy } } } } }`;
    const read = await desk.read(skarpnack, query);
    expect(read.cases.edges).toEqual([
      { node: { notices: [{ status: 'RECEIVED', supersedes: null, supersededBy: null }] } },
    ]);
  });
});

describe('at the same time', () => {
  it('opens one case for twenty notices about one tenancy', async () => {
    const { tenants } = notice();
    const inputs = Array.from({ length: 20 }, () => notice({ tenants, tenantServed: [] }));
    const submitted = await Promise.all(inputs.map((input) => submit(input)));
    expect(new Set(submitted.map((one) => one.case.id)).size).toBe(1);
    expect(new Set(submitted.map((one) => one.receiptNumber)).size).toBe(20);
    const { case: found } = await desk.read(
      landlord,
      'query ($id: ID!) { case(id: $id) { version notices { message { receivedByBoardAt } } tenants { name } } }',
      { id: submitted[0]?.case.id },
    );
    expect(found.version).toBe(20);
    expect(found.tenants).toHaveLength(1);
    const instants = found.notices.map((one) => one.message.receivedByBoardAt);
    expect(new Set(instants).size).toBe(20);
  });

  it('records one notice for twenty submissions under one key', async () => {
    const input = notice();
    const submitted = await Promise.all(Array.from({ length: 20 }, () => submit(input)));
    expect(new Set(submitted.map(({ id }) => id)).size).toBe(1);
    expect(
      await countOf('landlord.notice', `receipt_number = '${submitted[0]?.receiptNumber ?? ''}'`),
    ).toBe(1);
  });
});

describe('the facts that a notice leaves in the hub', () => {
  it.each<[string, SubmitNoticeInput, Partial<SubmitNoticeInput>, string | null]>([
    ['form 3 by registered letter', arrearsNotice, {}, '2026-12-08'],
    ['form 3 through the gateway alone', arrearsNotice, { message: null }, '2026-12-14'],
    ['form 3 without service', arrearsNotice, { tenantServed: [] }, null],
    ['a disturbance', disturbanceNotice, {}, null],
    ['a serious disturbance', seriousDisturbanceNotice, {}, null],
  ])('%s', async (_, input, overrides, endsOn) => {
    const { tenants, idempotencyKey, tenantServed } = notice();
    const served = input === arrearsNotice ? { tenantServed: tenantServed ?? null } : {};
    const { receiptNumber } = await submit(
      withChanges(input, { tenants, idempotencyKey, supersedes: null, ...served, ...overrides }),
    );
    const ends = endsOn === null ? 'IS NULL' : `= '${endsOn}'`;
    const found = await countOf(
      'cases.notice_fact f JOIN landlord.notice n ON n.id = f.notice_id AND n.case_id = f.case_id',
      `f.received_at = n.received_at AND f.person_ids = n.tenant_ids AND f.standing AND f.recovery_ends_on ${ends}
       AND n.receipt_number = '${receiptNumber}'`,
    );
    expect(found).toBe(1);
  });
});

describe('what lies in the store', () => {
  it('has no name, number, address or reference in the clear', async () => {
    const secret = { ...aTenant, name: 'Zacharias Hemlig', postalAddress: 'Gömda vägen 9' };
    await submit(notice({ tenants: [secret], tenantServed: [], landlordReference: 'REF-HEMLIG' }));
    const shown = `(SELECT (SELECT string_agg(n::text, ' ') FROM landlord.notice n)
      || (SELECT string_agg(t::text, ' ') FROM cases.term t) AS t) x`;
    const secrets = [
      'Zacharias',
      'Gömda',
      'Exempelgatan',
      '850412',
      LANDLORD,
      'REF-HEMLIG',
      '5050-1055',
    ];
    for (const word of secrets) {
      const hex = Buffer.from(word).toString('hex');
      expect(await countOf(shown, `t LIKE '%${word}%' OR t LIKE '%${hex}%'`)).toBe(0);
    }
    expect(await countOf(shown, `t LIKE '%farsta%'`)).toBe(1);
  });
});

describe('a board', () => {
  it('finds the notice that was routed to it, and another board does not', async () => {
    const input = notice();
    const { receiptNumber } = await submit(input);
    const search = `{ cases(search: { receiptNumber: "${receiptNumber}" }) { totalCount edges { node { notices { receiptNumber } } } } }`;
    expect((await desk.read(board, search)).cases).toEqual({
      totalCount: 1,
      edges: [{ node: { notices: [{ receiptNumber }] } }],
    });
    const uppsala = aCaller(Agency.SOCIAL_SERVICES, '0380');
    expect((await desk.read(uppsala, search)).cases).toEqual({ totalCount: 0, edges: [] });
  });
});
