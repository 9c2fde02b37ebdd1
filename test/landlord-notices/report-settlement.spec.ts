import { Agency } from '../../src/shared';
import { testOrganisationNumber } from '../support/identity-numbers';
import { aTenant, arrearsNotice, disturbanceNotice } from '../support/inputs';
import type { LandlordDesk, ReadCase, ReadNotice } from './landlord-desk';
import { aCaller, KRONOFOGDEN, openLandlordDesk } from './landlord-desk';

const LANDLORD = testOrganisationNumber(1);
const landlord = aCaller(Agency.LANDLORD, LANDLORD);
const board = aCaller(Agency.SOCIAL_SERVICES, 'farsta');
const kronofogden = aCaller(Agency.ENFORCEMENT, KRONOFOGDEN);

const CASE = `id version stage settlement { status amount on } notices { kind status }`;
const SUBMIT = `mutation ($input: SubmitNoticeInput!) { submitNotice(input: $input) { notice { id receiptNumber case { ${CASE} } } } }`;
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

/** A case with form 3 and a message about disturbances, about a person of its own. */
async function aCase(): Promise<ReadNotice> {
  const tenants = [{ ...aTenant, name: `Person ${nextKey()}`, personalIdentityNumber: null }];
  const common = { tenants, supersedes: null };
  await desk.read(landlord, SUBMIT, {
    input: { ...disturbanceNotice, ...common, idempotencyKey: nextKey() },
  });
  const { submitNotice } = await desk.read(landlord, SUBMIT, {
    input: { ...arrearsNotice, ...common, idempotencyKey: nextKey(), tenantServed: [] },
  });
  return submitNotice.notice;
}

const report = async (of: ReadCase, settlement: object, caller = landlord): Promise<ReadCase> => {
  const input = {
    idempotencyKey: nextKey(),
    caseId: of.id,
    expectedVersion: of.version,
    on: '2026-11-21',
    ...settlement,
  };
  return (await desk.read(caller, REPORT, { input })).reportSettlement.case;
};

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

describe('reportSettlement', () => {
  it.each([
    ['PAID', { status: 'PAID', amount: '100.5' }, '100.50', 'RECOVERED', ['RECEIVED', 'PAID']],
    [
      'PARTLY_PAID',
      { status: 'PARTLY_PAID', amount: '50' },
      '50.00',
      'NOTICE_RECEIVED',
      ['RECEIVED', 'RECEIVED'],
    ],
    ['PLAN_AGREED', { status: 'PLAN_AGREED' }, null, 'NOTICE_RECEIVED', ['RECEIVED', 'RECEIVED']],
    ['WITHDRAWN', { status: 'WITHDRAWN' }, null, 'CLOSED', ['WITHDRAWN', 'WITHDRAWN']],
  ])(
    '%s is seen on case and notices by landlord and board',
    async (status, given, amount, stage, statuses) => {
      const { case: before, receiptNumber } = await aCase();
      const known = await readBy(board, receiptNumber);
      const after = await report(before, given);
      const expected = {
        stage,
        settlement: { status, amount, on: '2026-11-21' },
        notices: [
          { kind: 'DISTURBANCE', status: statuses[0] },
          { kind: 'ARREARS', status: statuses[1] },
        ],
      };
      expect(after).toEqual({ id: before.id, version: before.version + 1, ...expected });
      expect(await readBy(board, receiptNumber)).toEqual({
        id: known.id,
        version: known.version + 1,
        ...expected,
      });
    },
  );

  it('shows the latest report and keeps the earlier one', async () => {
    const { case: before } = await aCase();
    const first = await report(before, { status: 'PARTLY_PAID', amount: '50' });
    desk.clock.advance(60);
    const second = await report(first, { status: 'PAID', amount: null });
    expect(second.settlement).toEqual({ status: 'PAID', amount: null, on: '2026-11-21' });
    const own = `case_id = (SELECT case_id FROM landlord.settlement ORDER BY reported_at DESC LIMIT 1)`;
    expect(await desk.count('landlord.settlement', own)).toBe(2);
    expect(await desk.count('landlord.settlement', `${own} AND superseded_at IS NULL`)).toBe(1);
  });

  it.each([
    ['WITHDRAWN', 'PARTLY_PAID', ['RECEIVED', 'RECEIVED']],
    ['WITHDRAWN', 'PAID', ['RECEIVED', 'PAID']],
    ['PAID', 'PLAN_AGREED', ['RECEIVED', 'RECEIVED']],
  ])(
    '%s corrected to %s gives the notices the status of the correction',
    async (first, then, statuses) => {
      const { case: before } = await aCase();
      const amount = (status: string) => (status === 'PARTLY_PAID' ? '50' : null);
      const wrong = await report(before, { status: first, amount: amount(first) });
      desk.clock.advance(60);
      const corrected = await report(wrong, { status: then, amount: amount(then) });
      expect(corrected.notices.map(({ status }) => status)).toEqual(statuses);
    },
  );

  it('leaves settled what was settled before a later notice came', async () => {
    const { id, case: before } = await aCase();
    await report(before, { status: 'WITHDRAWN' });
    desk.clock.advance(60);
    const input = { ...arrearsNotice, idempotencyKey: nextKey(), supersedes: id, tenantServed: [] };
    const { submitNotice } = await desk.read(landlord, SUBMIT, { input });
    desk.clock.advance(60);
    const after = await report(submitNotice.notice.case, { status: 'PARTLY_PAID', amount: '50' });
    expect(after.notices.map(({ status }) => status)).toEqual([
      'WITHDRAWN',
      'SUPERSEDED',
      'RECEIVED',
    ]);
  });

  it('corrects what was settled before a later notice to another board came, of which the board is not told', async () => {
    const { id, case: before } = await aCase();
    await report(before, { status: 'WITHDRAWN' });
    desk.clock.advance(60);
    const input = { ...arrearsNotice, idempotencyKey: nextKey(), supersedes: id, tenantServed: [] };
    const { submitNotice } = await desk.read(landlord, SUBMIT, { input });
    const { receiptNumber, case: then } = submitNotice.notice;
    await desk.alter(
      `UPDATE landlord.notice SET addressed_board = 'uppsala' WHERE receipt_number = '${receiptNumber}'`,
    );
    desk.clock.advance(60);
    const after = await report(then, { status: 'PARTLY_PAID', amount: '50' });
    expect(after.notices.map(({ status }) => status)).toEqual([
      'RECEIVED',
      'SUPERSEDED',
      'RECEIVED',
    ]);
  });

  it('leaves a superseded notice as it is', async () => {
    const { id, case: before } = await aCase();
    const input = { ...arrearsNotice, idempotencyKey: nextKey(), supersedes: id, tenantServed: [] };
    const { submitNotice } = await desk.read(landlord, SUBMIT, { input });
    const after = await report(submitNotice.notice.case, { status: 'WITHDRAWN' });
    expect(after.id).toBe(before.id);
    expect(after.notices.map(({ status }) => status)).toEqual([
      'WITHDRAWN',
      'SUPERSEDED',
      'WITHDRAWN',
    ]);
  });

  it('refuses an old version, a case of another one, and other input under a used key', async () => {
    const { case: before } = await aCase();
    const paid = { status: 'PAID', idempotencyKey: nextKey() };
    const after = await report(before, paid);
    expect(await report(before, paid)).toEqual(after);
    await expect(report(before, { status: 'WITHDRAWN' })).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
    });
    await expect(report(before, { ...paid, on: '2026-11-20' })).rejects.toMatchObject({
      code: 'IDEMPOTENCY_CONFLICT',
    });
    const stranger = aCaller(Agency.LANDLORD, testOrganisationNumber(2));
    await expect(report(after, { status: 'PAID' }, stranger)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(
      report(after, { status: 'PLAN_AGREED', amount: '1', on: 'x' }),
    ).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      problems: [{ path: 'input.amount' }, { path: 'input.on' }],
    });
  });

  it('takes one of two reports made at once on the same version', async () => {
    const { case: before } = await aCase();
    const results = await Promise.allSettled([1, 2].map(() => report(before, { status: 'PAID' })));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'VERSION_CONFLICT' },
    });
  });

  it.each([['before'], ['after']])(
    'is read by Kronofogden as party, also when it was reported %s the notice was invoked',
    async (order) => {
      const { case: before, receiptNumber } = await aCase();
      if (order === 'after') {
        await desk.invoke(LANDLORD, receiptNumber);
        const { version } = await readBy(landlord, receiptNumber);
        await report({ ...before, version }, { status: 'PAID' });
      } else {
        await report(before, { status: 'PAID' });
        await desk.invoke(LANDLORD, receiptNumber);
      }
      expect(await readBy(kronofogden, receiptNumber)).toMatchObject({
        settlement: { status: 'PAID', amount: null, on: '2026-11-21' },
        notices: [{ kind: 'ARREARS', status: 'PAID' }],
      });
    },
  );
});
