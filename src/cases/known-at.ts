import type { Clock } from '../shared';
import { Problems } from '../shared';
import { checkContext, requiredPastInstant } from './checks';

/** The argument in the API, the same wherever it is taken. */
export const KNOWN_AT =
  'As the caller’s own domain knew it at that instant, which is not to come: fields of other domains are null. What the caller may not read today it reads of no earlier day either.';

/**
 * The instant of an argument `knownAt`; null where it is not given.
 *
 * @throws BadUserInputError for what is no instant, or one that is still to come
 */
export function knownAtOf(text: string | null | undefined, clock: Clock): Date | null {
  if (text === null || text === undefined) return null;
  const problems = new Problems();
  const instant = requiredPastInstant(problems, 'knownAt', text, checkContext(clock.now()));
  problems.throwIfAny();
  return instant ?? null;
}
