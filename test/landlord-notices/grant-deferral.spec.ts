import { Agency } from '../../src/shared';
import { testOrganisationNumber } from '../support/identity-numbers';
import { aTenant, arrearsNotice } from '../support/inputs';
import type { LandlordDesk, ReadCase, ReadNotice } from './landlord-desk';
import { aCaller, KRONOFOGDEN, openLandlordDesk } from './landlord-desk';

const LANDLORD = testOrganisationNumber(1);
const landlord = aCaller(Agency.LANDLORD, LANDLORD);
const board = aCaller(Agency.SOCIAL_SERVICES, 'farsta');
const kronofogden = aCaller(Agency.ENFORCEMENT, KRONOFOGDEN);

const CASE = `id version stage deferral { grantedOn until }`;
const SUBMIT = `mutation ($input: SubmitNoticeInput!) { submitNotice(input: $input) { notice { id receiptNumber case { ${CASE} } } } }`;
const GRANT = `mutation ($input: GrantDeferralInput!) { grantDeferral(input: $input) { case { ${CASE} } } }`;
const REPORT = `mutation ($input: ReportSettlementInput!) { reportSettlement(input: $input) { case { ${CASE} } } }`;

let desk: LandlordDesk;
let keys = 0;

beforeAll(async () => {
  desk = await openLandlordDesk();
});
afterAll(() => desk.close());

const nextKey = (): string => {
  keys += 1;
  return `key-${keys}`;
};

/** A case about a person of its own. */
async function aCase(district = 'farsta', of = landlord): Promise<ReadNotice> {
  const tenants = [{ ...aTenant, name: `Person ${nextKey()}`, personalIdentityNumber: null }];
  const dwelling = { ...arrearsNotice.dwelling, district };
  const { submitNotice } = await desk.read(of, SUBMIT, {
    input: {
      ...arrearsNotice,
      tenants,
      dwelling,
      supersedes: null,
      idempotencyKey: nextKey(),
      tenantServed: [],
    },
  });
  return submitNotice.notice;
}

const inputFor = (of: ReadCase, until: string, key = nextKey()) => ({
  idempotencyKey: key,
  caseId: of.id,
  expectedVersion: of.version,
  until,
});
const grant = async (of: ReadCase, until: string, key?: string): Promise<ReadCase> =>
  (await desk.read(landlord, GRANT, { input: inputFor(of, until, key) })).grantDeferral.case;

const readBy = async (caller: typeof board, receiptNumber: string): Promise<ReadCase> => {
  const search = `{ receiptNumber: "${receiptNumber}" }`;
  const { cases } = await desk.read(
    caller,
    `{ cases(scope: ALL, search: ${search}) { edges { node { ${CASE} } } } }`,
  );
  const [edge] = cases.edges;
  if (!edge) throw new Error('No case was found by that receipt number.');
  return edge.node;
};

describe('grantDeferral (UB-16-5-DEFERRAL)', () => {
  it('is seen by landlord and board, and leaves the stage as it is', async () => {
    const { case: before, receiptNumber } = await aCase();
    const known = await readBy(board, receiptNumber);
    const deferral = { grantedOn: '2026-11-22', until: '2026-12-31' };
    expect(await grant(before, '2026-12-31')).toEqual({
      ...before,
      version: before.version + 1,
      deferral,
    });
    expect(await readBy(board, receiptNumber)).toEqual({
      ...known,
      version: known.version + 1,
      deferral,
    });
  });

  it('takes the place of the former one, which is kept', async () => {
    const { case: before } = await aCase();
    const first = await grant(before, '2027-03-01');
    desk.clock.advance(60);
    const second = await grant(first, '2026-12-15');
    expect(second.deferral).toEqual({ grantedOn: '2026-11-22', until: '2026-12-15' });
    const own = `case_id = (SELECT case_id FROM landlord.deferral ORDER BY granted_at DESC LIMIT 1)`;
    expect(await desk.count('landlord.deferral', own)).toBe(2);
    expect(await desk.count('landlord.deferral', `${own} AND superseded_at IS NULL`)).toBe(1);
  });

  it('is shown to Kronofogden once the landlord invokes its notice there, and moves its version', async () => {
    const { case: before, receiptNumber } = await aCase();
    await desk.invoke(LANDLORD, receiptNumber, '2026-11-02');
    const known = await readBy(kronofogden, receiptNumber);
    expect(known.deferral).toBeNull();
    const seen = await readBy(landlord, receiptNumber);
    await grant({ ...before, version: seen.version }, '2027-05-02');
    expect(await readBy(kronofogden, receiptNumber)).toEqual({
      ...known,
      version: known.version + 1,
      deferral: { grantedOn: '2026-11-22', until: '2027-05-02' },
    });
  });

  it('granted before the application, is shown to Kronofogden when the notice is invoked', async () => {
    const { case: before, receiptNumber } = await aCase();
    await grant(before, '2026-12-31');
    await desk.invoke(LANDLORD, receiptNumber, '2026-11-22');
    expect((await readBy(kronofogden, receiptNumber)).deferral).toEqual({
      grantedOn: '2026-11-22',
      until: '2026-12-31',
    });
  });

  it('may not outlast six months from the landlord’s application', async () => {
    const { receiptNumber } = await aCase();
    await desk.invoke(LANDLORD, receiptNumber, '2026-11-02');
    const of = await readBy(landlord, receiptNumber);
    await expect(grant(of, '2027-05-03')).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      problems: [{ path: 'input.until', code: 'TOO_LATE' }],
    });
    expect((await grant(of, '2027-05-02')).deferral).toMatchObject({ until: '2027-05-02' });
  });

  it('is refused where the case is closed for the landlord', async () => {
    const { case: before } = await aCase();
    const { reportSettlement } = await desk.read(landlord, REPORT, {
      input: {
        idempotencyKey: nextKey(),
        caseId: before.id,
        expectedVersion: before.version,
        status: 'WITHDRAWN',
        on: '2026-11-21',
      },
    });
    await expect(grant(reportSettlement.case, '2026-12-31')).rejects.toMatchObject({
      code: 'ILLEGAL_TRANSITION',
      legal: ['submitNotice', 'reportSettlement'],
    });
  });

  it('answers an unknown case, an old version and a key with another day by their codes', async () => {
    const { case: before } = await aCase();
    const stranger = aCaller(Agency.LANDLORD, testOrganisationNumber(2));
    const key = nextKey();
    await expect(
      desk.read(stranger, GRANT, { input: inputFor(before, '2026-12-31') }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(
      grant({ ...before, version: before.version + 1 }, '2026-12-31'),
    ).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
    await grant(before, '2026-12-31', key);
    await expect(grant(before, '2026-12-30', key)).rejects.toMatchObject({
      code: 'IDEMPOTENCY_CONFLICT',
    });
  });

  it('gives the first outcome again for the same key, also after the day has passed', async () => {
    const { case: before } = await aCase();
    const key = nextKey();
    const first = await grant(before, '2026-11-23', key);
    const then = desk.clock.now();
    desk.clock.advance(3 * 86_400);
    try {
      expect(await grant(before, '2026-11-23', key)).toEqual(first);
      await expect(grant(first, '2026-11-24')).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    } finally {
      desk.clock.advance((then.getTime() - desk.clock.now().getTime()) / 1000);
    }
  });

  it('makes one row of a hundred calls with one key', async () => {
    const { case: before } = await aCase();
    const rows = await desk.count('landlord.deferral');
    const key = nextKey();
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => grant(before, '2026-12-31', key)),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await desk.count('landlord.deferral')).toBe(rows + 1);
  });
});
