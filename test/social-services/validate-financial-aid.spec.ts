import { FinancialAidStatus } from '../../src/social-services/financial-aid.type';
import type { RecordFinancialAidInput } from '../../src/social-services/record-financial-aid.input';
import { validateFinancialAid } from '../../src/social-services/validate-financial-aid';
import { problemsOf, soundOf, type Plain } from '../support/input-checks';

const { APPLIED, GRANTED, PARTLY_GRANTED, REFUSED } = FinancialAidStatus;
const granted: Plain<RecordFinancialAidInput> = {
  idempotencyKey: 'aid-1',
  caseId: 'alias',
  expectedVersion: 1,
  status: GRANTED,
  amount: '4000.5',
  decidedOn: '2026-11-22',
};
const [amount, decidedOn] = ['4000.5', '2026-11-22'];

describe('RecordFinancialAidInput', () => {
  it('comes out with its amount in öre', () => {
    expect(soundOf(validateFinancialAid, granted)).toEqual({
      idempotencyKey: 'aid-1',
      expectedVersion: 1,
      status: 'GRANTED',
      amount: 400_050n,
      decidedOn: '2026-11-22',
    });
  });

  it.each([
    [APPLIED, { amount: null, decidedOn: null }],
    [GRANTED, { amount, decidedOn }],
    [PARTLY_GRANTED, { amount, decidedOn }],
    [REFUSED, { amount: null, decidedOn }],
  ])('is sound as %s with what that status tells', (status, values) => {
    expect(problemsOf(validateFinancialAid, { ...granted, status, ...values })).toEqual([]);
  });

  it.each([
    [APPLIED, { amount, decidedOn }, ['amount NOT_ALLOWED', 'decidedOn NOT_ALLOWED']],
    [GRANTED, {}, ['amount REQUIRED_FOR_STATUS', 'decidedOn REQUIRED_FOR_STATUS']],
    [PARTLY_GRANTED, { decidedOn }, ['amount REQUIRED_FOR_STATUS']],
    [REFUSED, { amount, decidedOn }, ['amount NOT_ALLOWED']],
    [REFUSED, { amount: '' }, ['amount NOT_ALLOWED', 'decidedOn REQUIRED_FOR_STATUS']],
    [GRANTED, { amount: '0', decidedOn }, ['amount OUT_OF_RANGE']],
    [GRANTED, { amount: '-1', decidedOn }, ['amount NOT_AN_AMOUNT']],
    [GRANTED, { amount: '１００', decidedOn }, ['amount NOT_AN_AMOUNT']],
    [GRANTED, { amount: '9'.repeat(100_000), decidedOn }, ['amount NOT_AN_AMOUNT']],
    [GRANTED, { amount, decidedOn: '2026-11-23' }, ['decidedOn IN_THE_FUTURE']],
    [REFUSED, { decidedOn: '' }, ['decidedOn NOT_A_DATE']],
  ])('is refused as %s with %j', (status, values, problems) => {
    const input = { ...granted, amount: null, decidedOn: null, status, ...values };
    expect(problemsOf(validateFinancialAid, input).map((found) => found.join(' '))).toEqual(
      problems,
    );
  });

  it('answers all problems at once', () => {
    const input = {
      ...granted,
      idempotencyKey: '',
      expectedVersion: -1,
      amount: 'x',
      decidedOn: '',
    };
    expect(problemsOf(validateFinancialAid, input)).toHaveLength(4);
  });
});
