import type { ChangedCase } from '../cases';
import { handedOver } from '../cases';
import { Agency, IllegalTransitionError } from '../shared';

/** What is left to a board in a case that it has handed on: what it obtained from the tenant can always be taken back. */
const LEFT = ['revokeConsent'];

/**
 * Refuses a change in a case that the board has handed on, of which it keeps its own record as it was.
 *
 * @throws IllegalTransitionError with what the board may still do
 * @legalSource SOL-29-1-RESP
 */
export function refuseHandedOver({ organisation, facts }: ChangedCase): void {
  if (handedOver(Agency.SOCIAL_SERVICES, organisation, facts) !== null)
    throw new IllegalTransitionError(LEFT);
}
