import { randomBytes } from 'node:crypto';
import { contentHash } from './content-hash';

/** The board's written word to a landlord, as it is signed: whoever holds the signature holds the text. */
export interface UndertakingContent {
  /** The board that answers for the rent. */
  readonly board: { readonly id: string; readonly name: string };
  /** Receipt numbers of the landlord's notices that it answers, in order. */
  readonly receiptNumbers: readonly string[];
  /** Instant at which the landlord was told, RFC 3339 in UTC, and its civil day in Sweden. */
  readonly issuedAt: string;
  readonly issuedOn: string;
  /** What is undertaken, in Swedish, as the law has it. */
  readonly statement: string;
}

/** What the signature attests: the whole text, its salt, and the hash of the one with the other. */
export interface UndertakingClaims extends UndertakingContent {
  readonly salt: string;
  readonly contentSha256: string;
}

/** The header `typ` of such a signature. */
export const UNDERTAKING_TYPE = 'kvarbo-rent-undertaking+jws';

/**
 * The claims of an undertaking. The salt stands in the signature: who may read the hash alone cannot try boards against it.
 *
 * @legalSource JB-12-44-UNDERTAKING
 */
export function undertakingClaims(content: UndertakingContent): UndertakingClaims {
  const salt = randomBytes(16).toString('base64url');
  return { ...content, salt, contentSha256: contentHash(salt, content) };
}
