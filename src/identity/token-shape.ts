import { UnauthenticatedError } from '../shared';

/** An access token taken apart: nothing in it is verified yet. */
export interface UnverifiedToken {
  readonly algorithm: string;
  readonly keyId: string | undefined;
  readonly payload: Readonly<Record<string, unknown>>;
}

const TYPES = new Set<unknown>(['at+jwt', 'application/at+jwt']);
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Takes a token apart as RFC 7515 and RFC 9068 write it, in the one spelling that they allow. */
export function parseToken(token: string): UnverifiedToken {
  const [header, payload, signature, ...rest] = token.split('.');
  if (header === undefined || payload === undefined || signature === undefined || rest.length > 0) {
    throw new UnauthenticatedError('token does not have three parts');
  }
  decode(signature);
  const { typ, alg, kid, crit } = parseObject(header);
  if (!TYPES.has(typ)) throw new UnauthenticatedError('token type is not at+jwt');
  if (typeof alg !== 'string') throw new UnauthenticatedError('token names no algorithm');
  if (crit !== undefined) throw new UnauthenticatedError('token has critical extensions');
  if (kid !== undefined && (typeof kid !== 'string' || kid === '')) {
    throw new UnauthenticatedError('token names its key in no readable way');
  }
  return { algorithm: alg, keyId: kid, payload: parseObject(payload) };
}

function parseObject(segment: string): Record<string, unknown> {
  const bytes = decode(segment);
  let value: unknown;
  try {
    value = JSON.parse(UTF8.decode(bytes));
  } catch {
    throw new UnauthenticatedError('token part is not JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UnauthenticatedError('token part is not an object');
  }
  return value as Record<string, unknown>;
}

// Node's decoder skips what it does not know and ignores surplus bits, so that one token would have many
// spellings: only the spelling that encoding gives back is taken.
function decode(segment: string): Buffer {
  const bytes = Buffer.from(segment, 'base64url');
  if (bytes.length === 0 || bytes.toString('base64url') !== segment) {
    throw new UnauthenticatedError('token part is not base64url');
  }
  return bytes;
}
