import { complete, optionalEmail, optionalPhone, requiredText } from '../cases';
import { textLimits, type Problems } from '../shared';
import type { CaseworkerInput } from './open-social-case.input';

/** The caseworker who is responsible, as the board names that person. */
export interface ValidCaseworker {
  readonly id: string;
  readonly name: string;
  readonly phone: string | null;
  readonly email: string | null;
}

/**
 * Checks the caseworker named by the board.
 *
 * @legalSource SOF-11-3-ACK
 */
export function validateCaseworker(
  input: CaseworkerInput,
  problems: Problems,
): ValidCaseworker | undefined {
  return complete<ValidCaseworker>({
    id: requiredText(problems, 'id', input.id, { max: textLimits.reference }),
    name: requiredText(problems, 'name', input.name, { max: textLimits.name }),
    phone: optionalPhone(problems, 'phone', input.phone),
    email: optionalEmail(problems, 'email', input.email),
  });
}
