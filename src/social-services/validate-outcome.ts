import {
  checkChange,
  complete,
  requiredPastDate,
  type CheckContext,
  type ValidChange,
} from '../cases';
import type { LocalDate, Problems } from '../shared';
import type { RecordOutcomeInput } from './record-outcome.input';

/** How a case ended. */
export interface ValidOutcome extends ValidChange {
  readonly kind: RecordOutcomeInput['kind'];
  readonly decidedOn: LocalDate;
}

/**
 * Checks an outcome: one that has come about.
 *
 * @legalSource SPF-12-PURPOSE
 */
export function validateOutcome(
  input: RecordOutcomeInput,
  problems: Problems,
  context: CheckContext,
): ValidOutcome | undefined {
  return complete<ValidOutcome>({
    ...checkChange(input, problems),
    kind: input.kind,
    decidedOn: requiredPastDate(problems, 'decidedOn', input.decidedOn, context),
  });
}
