import { Agency, Purpose } from '../../src/shared';
import { PlanResponse } from '../../src/social-services/payment-plan.type';
import { aBoardDesk, aCaller, farsta, skarpnack } from './board-desk';

const PLAN = '{ paymentPlan { instalments { dueOn amount } proposedOn response } }';
const { ACCEPTED, DECLINED } = PlanResponse;
const landlord = { ...aCaller('landlord-key', Agency.LANDLORD), purpose: Purpose.LANDLORD_DUTY };
const stranger = { ...landlord, organisation: 'other-key', reader: 'other-key' };
const caseworker = { id: 'FA-7', name: 'Kim Påhittad', phone: null, email: null };
const instalments = [{ dueOn: '2026-12-22', amount: '500.00' }];

describe('a payment plan', () => {
  let desk: Awaited<ReturnType<typeof aBoardDesk>>;
  beforeAll(async () => {
    desk = await aBoardDesk();
  });
  afterAll(() => desk.close());

  async function aCaseOf(...boards: readonly (typeof farsta)[]) {
    const tenancy = await desk.aTenancy(...boards.map(({ organisation }) => organisation));
    for (const board of boards)
      await desk.service.openSocialCase(board, {
        ...(await desk.of(tenancy.caseId, board)),
        caseworker,
      });
    return tenancy;
  }
  const propose = async (caseId: string, board = farsta, payments = instalments) =>
    desk.support.proposePaymentPlan(board, {
      ...(await desk.of(caseId, board)),
      instalments: payments,
    });
  const answer = async (caseId: string, response = ACCEPTED, caller = landlord) =>
    desk.answers.respondToPaymentPlan(caller, { ...(await desk.of(caseId, caller)), response });
  const read = async (caseId: string, caller = landlord) =>
    (await desk.read(caller, [caseId], PLAN)).records[0];
  const status = async (caseId: string) =>
    (await desk.read(farsta, [caseId], '{ status }')).records[0];
  const plan = (response: string) => ({
    paymentPlan: { instalments, proposedOn: '2026-11-22', response },
  });
  const NOT_FOUND = { code: 'NOT_FOUND' };

  it('reaches the landlord by consent, and its answer the board', async () => {
    const tenancy = await aCaseOf(farsta);
    await propose(tenancy.caseId);
    expect(await read(tenancy.caseId)).toEqual({});
    await desk.consents(tenancy, 'farsta', 'PAYMENT_PLAN');
    expect(await read(tenancy.caseId)).toEqual(plan('PENDING'));
    expect(await answer(tenancy.caseId)).toBe(tenancy.caseId);
    expect(await read(tenancy.caseId)).toEqual(plan('ACCEPTED'));
    expect(await read(tenancy.caseId, farsta)).toEqual(plan('ACCEPTED'));
    expect(await status(tenancy.caseId)).toEqual({ status: 'PLAN_IN_PLACE' });
  });

  it('does not exist for a landlord without consent, exactly as one that is not there', async () => {
    const [hidden, none] = [await aCaseOf(farsta), await aCaseOf(farsta)];
    await propose(hidden.caseId);
    await desk.consents(none, 'farsta', 'PAYMENT_PLAN');
    await desk.consents(hidden, 'farsta', 'FINANCIAL_AID');
    const refusals = await Promise.all(
      [hidden, none].map(({ caseId }) => answer(caseId).catch((error: unknown) => error)),
    );
    expect(refusals[0]).toMatchObject(NOT_FOUND);
    expect(refusals[1]).toEqual(refusals[0]);
    await desk.consents(hidden, 'farsta', 'PAYMENT_PLAN');
    await desk.revokes(hidden);
    await expect(answer(hidden.caseId)).rejects.toEqual(refusals[0]);
    expect(await read(hidden.caseId, farsta)).toEqual(plan('PENDING'));
  });

  it('tells a landlord with an old version that and nothing else, whether or not there is a plan', async () => {
    const [hidden, none] = [await aCaseOf(farsta), await aCaseOf(farsta)];
    await propose(hidden.caseId);
    for (const { caseId } of [hidden, none]) {
      const request = { ...(await desk.of(caseId, landlord)), expectedVersion: 99 };
      await expect(
        desk.answers.respondToPaymentPlan(landlord, { ...request, response: DECLINED }),
      ).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
    }
  });

  it('is answered by no landlord who does not know the case', async () => {
    const tenancy = await aCaseOf(farsta);
    await propose(tenancy.caseId);
    await desk.consents(tenancy, 'farsta', 'PAYMENT_PLAN');
    await expect(answer(tenancy.caseId, ACCEPTED, stranger)).rejects.toMatchObject(NOT_FOUND);
  });

  it('is answered once, and anew when the board proposes another', async () => {
    const tenancy = await aCaseOf(farsta);
    await desk.consents(tenancy, 'farsta', 'PAYMENT_PLAN');
    await propose(tenancy.caseId);
    await answer(tenancy.caseId, DECLINED);
    for (const response of [DECLINED, ACCEPTED])
      await expect(answer(tenancy.caseId, response)).rejects.toMatchObject({
        code: 'ILLEGAL_TRANSITION',
        legal: ['proposePaymentPlan'],
      });
    await propose(tenancy.caseId);
    expect(await read(tenancy.caseId)).toEqual(plan('PENDING'));
    await answer(tenancy.caseId);
    await propose(tenancy.caseId);
    expect(await read(tenancy.caseId)).toEqual(plan('PENDING'));
    expect(await status(tenancy.caseId)).toEqual({ status: 'ASSIGNED' });
  });

  it('is not answered by a landlord that has not read the one that replaced it', async () => {
    const tenancy = await aCaseOf(farsta);
    await desk.consents(tenancy, 'farsta', 'PAYMENT_PLAN');
    await propose(tenancy.caseId);
    const seen = await desk.of(tenancy.caseId, landlord);
    await propose(tenancy.caseId, farsta, [{ dueOn: '2026-12-23', amount: '900.00' }]);
    await expect(
      desk.answers.respondToPaymentPlan(landlord, { ...seen, response: ACCEPTED }),
    ).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
  });

  it('gives one answer for one key, and no other for the same key', async () => {
    const tenancy = await aCaseOf(farsta);
    await desk.consents(tenancy, 'farsta', 'PAYMENT_PLAN');
    await propose(tenancy.caseId);
    const request = { ...(await desk.of(tenancy.caseId, landlord)), response: ACCEPTED };
    const calls = await Promise.allSettled(
      Array.from({ length: 4 }, () => desk.answers.respondToPaymentPlan(landlord, request)),
    );
    expect(calls.map((call) => call.status)).toEqual(calls.map(() => 'fulfilled'));
    await desk.revokes(tenancy);
    expect(await desk.answers.respondToPaymentPlan(landlord, request)).toBe(tenancy.caseId);
    await expect(
      desk.answers.respondToPaymentPlan(landlord, { ...request, response: DECLINED }),
    ).rejects.toMatchObject({ code: 'IDEMPOTENCY_CONFLICT' });
    const rows = await desk.sql('SELECT FROM social.payment_plan WHERE case_id = $1', [
      tenancy.caseId,
    ]);
    expect(rows).toHaveLength(2);
  });

  it('is answered where the landlord reads it, not at a board whose tenants have not consented', async () => {
    const tenancy = await aCaseOf(farsta, skarpnack);
    await propose(tenancy.caseId, farsta);
    await propose(tenancy.caseId, skarpnack);
    await desk.consents(tenancy, 'farsta', 'PAYMENT_PLAN');
    await answer(tenancy.caseId);
    expect(await read(tenancy.caseId, farsta)).toEqual(plan('ACCEPTED'));
    expect(await read(tenancy.caseId, skarpnack)).toEqual(plan('PENDING'));
  });

  it('raises versions of those alone who may read it', async () => {
    const tenancy = await aCaseOf(farsta, skarpnack);
    const versions = async () =>
      Object.fromEntries(
        (
          await desk.sql<{ reader: string; version: number }>(
            `SELECT agency || ' ' || organisation AS reader, version FROM cases.share WHERE case_id = $1`,
            [tenancy.caseId],
          )
        ).map(({ reader, version }) => [reader, version]),
      );
    const before = await versions();
    await propose(tenancy.caseId);
    const own = { 'SOCIAL_SERVICES farsta': (before['SOCIAL_SERVICES farsta'] ?? 0) + 1 };
    expect(await versions()).toEqual({ ...before, ...own });
    await desk.consents(tenancy, 'farsta', 'PAYMENT_PLAN');
    const consented = await versions();
    await answer(tenancy.caseId);
    expect(await versions()).toEqual({
      ...consented,
      'SOCIAL_SERVICES farsta': (consented['SOCIAL_SERVICES farsta'] ?? 0) + 1,
      'LANDLORD landlord-key': (consented['LANDLORD landlord-key'] ?? 0) + 1,
    });
  });

  it('is proposed on the civil day in Stockholm, and sent again after its first day gives its outcome', async () => {
    const { caseId } = await aCaseOf(farsta);
    const noon = desk.clock.now();
    // 00:30 on the 23rd in Stockholm.
    desk.clock.advance((Date.parse('2026-11-22T23:30:00Z') - noon.getTime()) / 1000);
    const today = [{ dueOn: '2026-11-23', amount: '500.00' }];
    const request = { ...(await desk.of(caseId)), instalments: today };
    await desk.support.proposePaymentPlan(farsta, request);
    expect(await read(caseId, farsta)).toMatchObject({ paymentPlan: { proposedOn: '2026-11-23' } });
    desk.clock.advance(86_400);
    expect(await desk.support.proposePaymentPlan(farsta, request)).toBe(caseId);
    await expect(propose(caseId, farsta, today)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    desk.clock.advance((noon.getTime() - desk.clock.now().getTime()) / 1000);
  });
});
