import { SettlementStatus } from '../../src/cases';
import type { ReportSettlementInput } from '../../src/landlord-notices/report-settlement.input';
import { validateSettlement } from '../../src/landlord-notices/validate-settlement';
import { changed, problemsOf, soundOf, type Plain } from '../support/input-checks';

const settlement: Plain<ReportSettlementInput> = {
  idempotencyKey: 'settlement-1',
  caseId: 'alias',
  expectedVersion: 3,
  status: SettlementStatus.PAID,
  amount: '19765.50',
  on: '2026-11-22',
};

describe('ReportSettlementInput (BFL-22-WITHDRAW)', () => {
  it('comes out in normal form', () => {
    expect(soundOf(validateSettlement, settlement)).toEqual({
      idempotencyKey: 'settlement-1',
      expectedVersion: 3,
      status: 'PAID',
      amount: 1_976_550n,
      on: '2026-11-22',
    });
  });

  it.each([
    ['PAID', '100', []],
    ['PAID', null, []],
    ['PAID', undefined, []],
    ['PARTLY_PAID', '100', []],
    ['PARTLY_PAID', null, [['amount', 'REQUIRED_FOR_STATUS']]],
    ['PARTLY_PAID', undefined, [['amount', 'REQUIRED_FOR_STATUS']]],
    ['PARTLY_PAID', '0', [['amount', 'OUT_OF_RANGE']]],
    ['PAID', '-1', [['amount', 'NOT_AN_AMOUNT']]],
    ['PAID', '', [['amount', 'NOT_AN_AMOUNT']]],
    ['PLAN_AGREED', null, []],
    ['PLAN_AGREED', '100', [['amount', 'NOT_ALLOWED']]],
    ['WITHDRAWN', undefined, []],
    ['WITHDRAWN', '100', [['amount', 'NOT_ALLOWED']]],
  ])('%s with the amount %j', (status, amount, problems) => {
    expect(
      problemsOf(validateSettlement, {
        ...changed(settlement, 'status', status),
        amount: amount ?? null,
      }),
    ).toEqual(problems);
  });

  it('answers all problems at once', () => {
    const input = {
      ...settlement,
      idempotencyKey: '',
      expectedVersion: -1,
      amount: 'x',
      on: '2026-11-23',
    };
    expect(problemsOf(validateSettlement, input)).toEqual([
      ['idempotencyKey', 'INVALID_IDEMPOTENCY_KEY'],
      ['expectedVersion', 'OUT_OF_RANGE'],
      ['amount', 'NOT_AN_AMOUNT'],
      ['on', 'IN_THE_FUTURE'],
    ]);
  });
});
