import { createHash } from 'node:crypto';
import { canonical } from '../idempotency';

/**
 * The hash by which a signature is tied to a content: SHA-256 over salt, line feed and the content's one canonical text (RFC 8785,
 * members that are null left out), in lower-case hexadecimal.
 *
 * @param salt - what no reader of the hash can guess, so that nobody tries contents against it
 * @param content - a JSON value
 */
export function contentHash(salt: string, content: unknown): string {
  return createHash('sha256')
    .update(`${salt}\n${canonical(content)}`, 'utf8')
    .digest('hex');
}
