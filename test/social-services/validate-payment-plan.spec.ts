import { PlanResponse } from '../../src/social-services/payment-plan.type';
import type { ProposePaymentPlanInput } from '../../src/social-services/propose-payment-plan.input';
import { validatePaymentPlan } from '../../src/social-services/validate-payment-plan';
import { validatePlanAnswer } from '../../src/social-services/validate-plan-answer';
import { addDays } from '../../src/shared';
import { changed, problemsOf, soundOf, type Plain } from '../support/input-checks';

const instalment = (dueOn: string, amount = '500.00') => ({ dueOn, amount });
const proposal: Plain<ProposePaymentPlanInput> = {
  idempotencyKey: 'plan-1',
  caseId: 'alias',
  expectedVersion: 1,
  instalments: [instalment('2026-11-22'), instalment('2026-12-22', '499.5')],
};
const many = (count: number) =>
  Array.from({ length: count }, (_, at) => instalment(addDays('2026-11-22', 30 * at)));

describe('ProposePaymentPlanInput', () => {
  it('comes out with its amounts in öre, the first payment perhaps today', () => {
    expect(soundOf(validatePaymentPlan, proposal)).toEqual({
      idempotencyKey: 'plan-1',
      expectedVersion: 1,
      instalments: [
        { dueOn: '2026-11-22', amount: 50_000n },
        { dueOn: '2026-12-22', amount: 49_950n },
      ],
    });
  });

  it.each([
    ['one payment', many(1)],
    ['sixty payments', many(60)],
    ['a payment in five years', [instalment('2031-11-22')]],
  ])('is sound with %s', (_what, instalments) => {
    expect(problemsOf(validatePaymentPlan, { ...proposal, instalments })).toEqual([]);
  });

  it.each([
    [[], ['instalments TOO_FEW']],
    [many(61), ['instalments TOO_MANY']],
    [[instalment('2026-11-21')], ['instalments.0.dueOn IN_THE_PAST']],
    [[instalment('2031-11-23')], ['instalments.0.dueOn TOO_LATE']],
    [[instalment('2026-12-01'), instalment('2026-12-01')], ['instalments.1.dueOn DUPLICATE']],
    [[instalment('2026-12-02'), instalment('2026-12-01')], ['instalments.1.dueOn INCONSISTENT']],
    [[instalment('2026-12-01', '0.00')], ['instalments.0.amount OUT_OF_RANGE']],
    [[instalment('2026-12-01', '-1')], ['instalments.0.amount NOT_AN_AMOUNT']],
    [[instalment('2026-12-01', '１００')], ['instalments.0.amount NOT_AN_AMOUNT']],
    [[instalment('2026-12-01', '9'.repeat(100_000))], ['instalments.0.amount NOT_AN_AMOUNT']],
    [[instalment('')], ['instalments.0.dueOn NOT_A_DATE']],
  ])('is refused with %j', (instalments, problems) => {
    const found = problemsOf(validatePaymentPlan, { ...proposal, instalments });
    expect(found.map((one) => one.join(' '))).toEqual(problems);
  });

  it('answers all problems at once, each at its place', () => {
    const instalments = [instalment('x', 'y'), instalment('2026-12-01', '0')];
    const input = { ...changed(proposal, 'idempotencyKey', ''), instalments };
    expect(problemsOf(validatePaymentPlan, input).map(([path]) => path)).toEqual([
      'idempotencyKey',
      'instalments.0.dueOn',
      'instalments.0.amount',
      'instalments.1.amount',
    ]);
  });
});

describe('RespondToPaymentPlanInput', () => {
  const answer = {
    idempotencyKey: 'answer-1',
    caseId: 'alias',
    expectedVersion: 1,
    response: PlanResponse.ACCEPTED,
  };

  it.each([PlanResponse.ACCEPTED, PlanResponse.DECLINED])('is sound as %s', (response) => {
    expect(soundOf(validatePlanAnswer, { ...answer, response })).toMatchObject({ response });
  });

  it('is no answer while it leaves the plan open, told with every other problem', () => {
    const input = { ...answer, response: PlanResponse.PENDING, expectedVersion: -1 };
    expect(
      problemsOf(validatePlanAnswer, input)
        .map((one) => one.join(' '))
        .sort(),
    ).toEqual(['expectedVersion OUT_OF_RANGE', 'response NOT_ALLOWED']);
  });
});
