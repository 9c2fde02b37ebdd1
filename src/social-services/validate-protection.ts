import { checkChange, complete, requiredText, type ValidChange } from '../cases';
import { textLimits, type Problems } from '../shared';
import type { MarkProtectedIdentityInput } from './mark-protected-identity.input';

/** A statement about protection; the alias of the person is resolved elsewhere. */
export interface ValidProtection extends ValidChange {
  readonly protected: boolean;
  readonly reason: string;
}

/**
 * Checks a statement about protection: never without a reason.
 *
 * @legalSource OSL-22-2
 */
export function validateProtection(
  input: MarkProtectedIdentityInput,
  problems: Problems,
): ValidProtection | undefined {
  return complete<ValidProtection>({
    ...checkChange(input, problems),
    protected: input.protected,
    reason: requiredText(problems, 'reason', input.reason, {
      max: textLimits.protectionReason,
      lines: true,
    }),
  });
}
