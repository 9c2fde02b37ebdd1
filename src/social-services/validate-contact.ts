import {
  checkChange,
  complete,
  requiredPastInstant,
  type CheckContext,
  type ValidChange,
} from '../cases';
import type { Problems } from '../shared';
import type { RecordContactInput } from './record-contact.input';

/** One attempt of the board to reach the tenant. */
export interface ValidContact extends ValidChange {
  readonly at: Date;
  readonly channel: RecordContactInput['channel'];
  readonly result: RecordContactInput['result'];
}

/**
 * Checks an attempt of contact: one that has been made.
 *
 * @legalSource SOL-14-3-DOC
 */
export function validateContact(
  input: RecordContactInput,
  problems: Problems,
  context: CheckContext,
): ValidContact | undefined {
  return complete<ValidContact>({
    ...checkChange(input, problems),
    at: requiredPastInstant(problems, 'at', input.at, context),
    channel: input.channel,
    result: input.result,
  });
}
