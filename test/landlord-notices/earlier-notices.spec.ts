import { Agency } from '../../src/shared';
import { testOrganisationNumber } from '../support/identity-numbers';
import { arrearsNotice } from '../support/inputs';
import { tenancy } from '../support/many-tenancies';
import type { LandlordDesk, ReadCase } from './landlord-desk';
import { aCaller, KRONOFOGDEN, openLandlordDesk } from './landlord-desk';

const landlord = aCaller(Agency.LANDLORD, testOrganisationNumber(1));
const other = aCaller(Agency.LANDLORD, testOrganisationNumber(2));
const board = aCaller(Agency.SOCIAL_SERVICES, 'farsta');
const otherBoard = aCaller(Agency.SOCIAL_SERVICES, 'skarpnack');
const kronofogden = aCaller(Agency.ENFORCEMENT, KRONOFOGDEN);

const CASE = `id version earlierNotices`;
const SUBMIT = `mutation ($input: SubmitNoticeInput!) { submitNotice(input: $input) { notice { receiptNumber case { ${CASE} } } } }`;
const REPORT = `mutation ($input: ReportSettlementInput!) { reportSettlement(input: $input) { case { ${CASE} } } }`;

type Counted = ReadCase & { readonly earlierNotices: number | null };

let desk: LandlordDesk;
let keys = 0;
let persons = 100;

beforeAll(async () => {
  desk = await openLandlordDesk();
});
afterAll(() => desk.close());

const nextKey = (): string => {
  keys += 1;
  return `key-${keys}`;
};

/** A tenancy of its own, in Farsta unless told. */
const aTenancy = (district = 'farsta') => {
  persons += 1;
  const { tenant, dwelling } = tenancy(persons);
  return { tenants: [tenant], dwelling: { ...dwelling, municipality: '0180', district } };
};

const submit = async (of: ReturnType<typeof aTenancy>, by = landlord) => {
  desk.clock.advance(60);
  const input = { ...arrearsNotice, ...of, supersedes: null, tenantServed: [] };
  const { submitNotice } = await desk.read(by, SUBMIT, {
    input: { ...input, idempotencyKey: nextKey() },
  });
  const { receiptNumber, case: found } = submitNotice.notice;
  return { receiptNumber, case: found as Counted };
};
const close = (of: ReadCase, by = landlord) =>
  desk.read(by, REPORT, {
    input: {
      idempotencyKey: nextKey(),
      caseId: of.id,
      expectedVersion: of.version,
      status: 'WITHDRAWN',
      on: '2026-11-21',
    },
  });
const countedBy = async (caller: typeof board, receiptNumber: string): Promise<number | null> => {
  const search = `{ receiptNumber: "${receiptNumber}" }`;
  const { cases } = await desk.read(
    caller,
    `{ cases(scope: ALL, search: ${search}) { edges { node { ${CASE} } } } }`,
  );
  const [edge] = cases.edges;
  if (!edge) throw new Error('No case was found by that receipt number.');
  return (edge.node as Counted).earlierNotices;
};

describe('earlierNotices', () => {
  it('counts the notices about the tenancy in earlier cases, and none of the case itself', async () => {
    const of = aTenancy();
    const first = await submit(of);
    const second = await submit(of);
    expect(first.case.earlierNotices).toBe(0);
    expect(second.case).toMatchObject({ id: first.case.id, earlierNotices: 0 });
    await close(second.case);
    const third = await submit(of);
    expect(third.case.id).not.toBe(first.case.id);
    expect(third.case.earlierNotices).toBe(2);
    expect(await countedBy(board, third.receiptNumber)).toBe(2);
    expect(await countedBy(landlord, first.receiptNumber)).toBe(0);
  });

  it('counts for a board only what was sent to it, and for a landlord all of its own', async () => {
    const of = aTenancy();
    const elsewhere = { ...of, dwelling: { ...of.dwelling, district: 'skarpnack' } };
    await close((await submit(elsewhere)).case);
    const { case: found, receiptNumber } = await submit(of);
    expect(found.earlierNotices).toBe(1);
    expect(await countedBy(board, receiptNumber)).toBe(0);
    await close(found);
    const again = await submit(elsewhere);
    expect(await countedBy(otherBoard, again.receiptNumber)).toBe(1);
  });

  it.each([
    ['another landlord', (of: ReturnType<typeof aTenancy>) => of, other],
    [
      'another flat',
      (of: ReturnType<typeof aTenancy>) => ({
        ...of,
        dwelling: { ...of.dwelling, apartmentNumber: '1999' },
      }),
      landlord,
    ],
    [
      'another person',
      (of: ReturnType<typeof aTenancy>) => ({ ...of, tenants: aTenancy().tenants }),
      landlord,
    ],
  ])('counts nothing of %s', async (_what, change, by) => {
    const of = aTenancy();
    await close((await submit(of)).case);
    expect((await submit(change(of), by)).case.earlierNotices).toBe(0);
  });

  it('counts a notice without identity number by name and flat', async () => {
    const of = aTenancy();
    const nameless = {
      ...of,
      tenants: of.tenants.map((one) => ({ ...one, personalIdentityNumber: null as never })),
    };
    await close((await submit(of)).case);
    expect((await submit(nameless)).case.earlierNotices).toBe(1);
  });

  it('is closed to Kronofogden', async () => {
    const { receiptNumber } = await submit(aTenancy());
    await desk.invoke(landlord.organisation, receiptNumber);
    expect(await countedBy(kronofogden, receiptNumber)).toBeNull();
  });
});
