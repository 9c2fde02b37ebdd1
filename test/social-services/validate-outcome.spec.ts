import { OutcomeKind } from '../../src/social-services/case-outcome.type';
import type { RecordOutcomeInput } from '../../src/social-services/record-outcome.input';
import { validateOutcome } from '../../src/social-services/validate-outcome';
import { problemsOf, soundOf, type Plain } from '../support/input-checks';

const outcome: Plain<RecordOutcomeInput> = {
  idempotencyKey: 'outcome-1',
  caseId: 'alias',
  expectedVersion: 1,
  kind: OutcomeKind.TENANCY_RECOVERED,
  decidedOn: '2026-11-22',
};

describe('RecordOutcomeInput', () => {
  it('comes out as it is', () => {
    expect(soundOf(validateOutcome, outcome)).toEqual({
      idempotencyKey: 'outcome-1',
      expectedVersion: 1,
      kind: 'TENANCY_RECOVERED',
      decidedOn: '2026-11-22',
    });
  });

  it.each([
    ['2026-11-23', 'IN_THE_FUTURE'],
    ['2026-11-00', 'NOT_A_DATE'],
    ['22 november', 'NOT_A_DATE'],
  ])('is refused on %j', (decidedOn, code) => {
    expect(problemsOf(validateOutcome, { ...outcome, decidedOn })).toEqual([['decidedOn', code]]);
  });

  it('answers all problems at once', () => {
    const input = { ...outcome, idempotencyKey: '', expectedVersion: -1, decidedOn: 'x' };
    expect(problemsOf(validateOutcome, input)).toHaveLength(3);
  });
});
