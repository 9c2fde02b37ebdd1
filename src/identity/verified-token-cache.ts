import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Clock } from '../shared';
import type { Caller } from './caller';
import type { KeySet } from './key-set';

/** What is known of a token that was verified: a caller for each purpose that it grants. */
export interface VerifiedToken {
  readonly callers: readonly Caller[];
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly expiresAt: number;
  readonly keySet: KeySet;
  readonly keyFingerprint: string;
}

const MAXIMUM_TOKENS = 10_000;

/**
 * Remembers verified tokens by their SHA-256, never the tokens themselves.
 *
 * An entry counts only until the token expires and as long as its key is published: a key that an issuer
 * withdraws takes its tokens along.
 */
export class VerifiedTokenCache {
  private readonly tokens: LRUCache<string, VerifiedToken>;

  constructor(
    private readonly clock: Clock,
    max: number = MAXIMUM_TOKENS,
  ) {
    this.tokens = new LRUCache({ max });
  }

  get size(): number {
    return this.tokens.size;
  }

  get(token: string): VerifiedToken | undefined {
    const key = digest(token);
    const verified = this.tokens.get(key);
    if (verified === undefined) return undefined;
    const current =
      verified.expiresAt > this.clock.now().getTime() &&
      verified.keySet.holds(verified.keyFingerprint);
    if (current) return verified;
    this.tokens.delete(key);
    return undefined;
  }

  set(token: string, verified: VerifiedToken): void {
    this.tokens.set(digest(token), verified);
  }
}

function digest(token: string): string {
  return createHash('sha256').update(token).digest('base64');
}
