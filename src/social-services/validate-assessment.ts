import {
  checkChange,
  complete,
  requiredPastDate,
  type CheckContext,
  type ValidChange,
} from '../cases';
import type { LocalDate, Problems } from '../shared';
import type { RecordAssessmentInput } from './record-assessment.input';

/** The board's assessment, by fixed values. */
export interface ValidAssessment extends ValidChange {
  readonly pattern: RecordAssessmentInput['pattern'];
  readonly cause: RecordAssessmentInput['cause'];
  readonly assessedOn: LocalDate;
}

/**
 * Checks an assessment: one that has been made.
 *
 * @legalSource SOL-14-3-DOC
 */
export function validateAssessment(
  input: RecordAssessmentInput,
  problems: Problems,
  context: CheckContext,
): ValidAssessment | undefined {
  return complete<ValidAssessment>({
    ...checkChange(input, problems),
    pattern: input.pattern,
    cause: input.cause,
    assessedOn: requiredPastDate(problems, 'assessedOn', input.assessedOn, context),
  });
}
