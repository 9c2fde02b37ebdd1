import { checkChange, complete, optionalText, type ValidChange } from '../cases';
import { textLimits, type Problems } from '../shared';
import type { OpenSocialCaseInput } from './open-social-case.input';
import { validateCaseworker, type ValidCaseworker } from './validate-caseworker';

/** The opening of a board's case: who is responsible, and the board's own reference to its file. */
export interface ValidOpening extends ValidChange {
  readonly caseworker: ValidCaseworker;
  readonly journalReference: string | null;
}

/**
 * Checks the opening of a case at the board.
 *
 * @legalSource SOL-14-2-OPEN
 */
export function validateOpenSocialCase(
  input: OpenSocialCaseInput,
  problems: Problems,
): ValidOpening | undefined {
  return complete<ValidOpening>({
    ...checkChange(input, problems),
    caseworker: validateCaseworker(input.caseworker, problems.at('caseworker')),
    journalReference: optionalText(problems, 'journalReference', input.journalReference, {
      max: textLimits.reference,
    }),
  });
}
