import { PushOutcome } from './push-eviction-records.type';

/** A version that is held, by number and blind content. */
export interface HeldVersion {
  readonly version: number;
  readonly contentIndex: Buffer;
}

/**
 * What becomes of one pushed version beside those that are held; the number alone decides, never the order of arrival.
 *
 * @param held - versions of the same record, in any order
 * @legalSource UF-16-2-NOTIFY
 */
export function pushOutcome(held: readonly HeldVersion[], pushed: HeldVersion): PushOutcome {
  if (held.length === 0) return PushOutcome.CREATED;
  const same = held.find(({ version }) => version === pushed.version);
  if (same && !same.contentIndex.equals(pushed.contentIndex)) return PushOutcome.REJECTED;
  if (held.some(({ version }) => version > pushed.version)) return PushOutcome.STALE;
  return same ? PushOutcome.UNCHANGED : PushOutcome.UPDATED;
}
