import { checkChange, complete, type ValidChange } from '../cases';
import type { Problems } from '../shared';
import type { ConfirmEvictionTimeInput } from './confirm-eviction-time.input';
import { validateCaseworker, type ValidCaseworker } from './validate-caseworker';

/** A confirmation of the time that is set. */
export interface ValidConfirmation extends ValidChange {
  readonly caseworker: ValidCaseworker;
}

/**
 * Checks a confirmation: it names the responsible caseworker.
 *
 * @legalSource SOF-11-3-ACK
 */
export function validateConfirmation(
  input: ConfirmEvictionTimeInput,
  problems: Problems,
): ValidConfirmation | undefined {
  return complete<ValidConfirmation>({
    ...checkChange(input, problems),
    caseworker: validateCaseworker(input.caseworker, problems.at('caseworker')),
  });
}
