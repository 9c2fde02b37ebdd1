import { ArrearsCause, ArrearsPattern } from '../../src/social-services/assessment.type';
import type { RecordAssessmentInput } from '../../src/social-services/record-assessment.input';
import { validateAssessment } from '../../src/social-services/validate-assessment';
import { problemsOf, soundOf, type Plain } from '../support/input-checks';

const assessment: Plain<RecordAssessmentInput> = {
  idempotencyKey: 'assessment-1',
  caseId: 'alias',
  expectedVersion: 1,
  pattern: ArrearsPattern.ONE_OFF,
  cause: ArrearsCause.FORGOTTEN,
  assessedOn: '2026-11-22',
};

describe('RecordAssessmentInput', () => {
  it('comes out as it is', () => {
    expect(soundOf(validateAssessment, assessment)).toEqual({
      idempotencyKey: 'assessment-1',
      expectedVersion: 1,
      pattern: 'ONE_OFF',
      cause: 'FORGOTTEN',
      assessedOn: '2026-11-22',
    });
  });

  it.each([
    ['2026-11-23', 'IN_THE_FUTURE'],
    ['2026-02-30', 'NOT_A_DATE'],
    ['2026-11-22T12:00:00Z', 'NOT_A_DATE'],
    ['', 'NOT_A_DATE'],
  ])('is refused on %j', (assessedOn, code) => {
    expect(problemsOf(validateAssessment, { ...assessment, assessedOn })).toEqual([
      ['assessedOn', code],
    ]);
  });

  it('answers all problems at once', () => {
    const input = { ...assessment, idempotencyKey: '', expectedVersion: -1, assessedOn: 'x' };
    expect(problemsOf(validateAssessment, input)).toHaveLength(3);
  });
});
