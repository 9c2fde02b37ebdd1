import { createHash, createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';

/** A key from an issuer's key set that may verify signatures. */
export interface PublishedKey {
  readonly id: string | undefined;
  /** The same for the same key with the same limits, however often it is fetched. */
  readonly fingerprint: string;
  readonly keyObject: KeyObject;
  fits(algorithm: string): boolean;
}

const MAXIMUM_KEYS = 100;
const MINIMUM_RSA_BITS = 2048;
const CURVES = new Map([
  ['ES256', 'P-256'],
  ['ES384', 'P-384'],
  ['ES512', 'P-521'],
]);

/**
 * The keys of a JSON Web Key Set (RFC 7517) that are meant for signatures; others are left out, as the standard asks.
 *
 * Throws an `Error` if the value is no key set.
 */
export function readKeySet(value: unknown): PublishedKey[] {
  const keys = (value as { keys?: unknown } | null)?.keys;
  if (!Array.isArray(keys)) throw new Error('answer is not a key set');
  if (keys.length > MAXIMUM_KEYS) throw new Error('key set has too many keys');
  return keys.map(readKey).filter((key) => key !== null);
}

function readKey(value: unknown): PublishedKey | null {
  if (typeof value !== 'object' || value === null) return null;
  const jwk = value as JsonWebKey & Record<string, unknown>;
  const { kid, alg } = jwk;
  if (!isForVerifying(jwk)) return null;
  if (kid !== undefined && (typeof kid !== 'string' || kid === '')) return null;
  if (alg !== undefined && typeof alg !== 'string') return null;
  const parameters = publicParameters(jwk);
  const keyObject = parameters && importKey(parameters);
  if (keyObject === null) return null;
  return {
    id: kid,
    fingerprint: createHash('sha256')
      .update(JSON.stringify([kid, alg, parameters]))
      .digest('base64'),
    keyObject,
    fits: (algorithm) => (alg === undefined || alg === algorithm) && keyTypeFits(jwk, algorithm),
  };
}

function isForVerifying(jwk: Record<string, unknown>): boolean {
  const { use, key_ops: operations } = jwk;
  if (use !== undefined && use !== 'sig') return false;
  return operations === undefined || (Array.isArray(operations) && operations.includes('verify'));
}

// A private key that is published is anybody's key.
function publicParameters(jwk: JsonWebKey): JsonWebKey | null {
  if (jwk.d !== undefined) return null;
  if (jwk.kty === 'RSA') return pick(jwk, ['kty', 'n', 'e']);
  if (jwk.kty === 'EC') return pick(jwk, ['kty', 'crv', 'x', 'y']);
  return null;
}

function pick(jwk: JsonWebKey, names: (keyof JsonWebKey)[]): JsonWebKey {
  return Object.fromEntries(names.map((name) => [name, jwk[name]]));
}

function importKey(jwk: JsonWebKey): KeyObject | null {
  try {
    const key = createPublicKey({ key: jwk, format: 'jwk' });
    const bits = key.asymmetricKeyDetails?.modulusLength;
    return bits !== undefined && bits < MINIMUM_RSA_BITS ? null : key;
  } catch {
    return null;
  }
}

function keyTypeFits(jwk: JsonWebKey, algorithm: string): boolean {
  if (jwk.kty === 'RSA') return /^[RP]S/.test(algorithm);
  return jwk.crv === CURVES.get(algorithm);
}
