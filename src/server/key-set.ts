import type { KeySet } from '../persistence';
import type { Answer, Part } from './exchange';
import { RequestRefusedError } from './protocol-errors';

/** Where key sets are looked for by convention. */
const PATH = '/.well-known/jwks.json';

/** How long a key set may be kept, in seconds: a key is published before it signs, so that nobody meets an unknown one. */
const KEPT_SECONDS = 300;

/** What is published, or how it is found out. */
export type PublicKeys = KeySet | (() => Promise<KeySet>);

/** Answers `/.well-known/jwks.json`: the public keys with which anybody checks what the gateway signed. */
export function answerKeySet(keys: PublicKeys): Part {
  return async ({ request, path }): Promise<Answer | undefined> => {
    if (path !== PATH) return undefined;
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      throw new RequestRefusedError(405, 'Keys are asked for with GET.', { Allow: 'GET, HEAD' });
    }
    return {
      status: 200,
      headers: {
        'Content-Type': 'application/jwk-set+json',
        'Cache-Control': `public, max-age=${KEPT_SECONDS}`,
      },
      body: JSON.stringify(typeof keys === 'function' ? await keys() : keys),
    };
  };
}
