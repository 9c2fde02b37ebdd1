import { createECDH, randomUUID } from 'node:crypto';

/** The public half of a signing key as a JSON Web Key (RFC 7517), the form in which it is published. */
export interface PublicSigningKey {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  /** Names the key in every signature that it made: 1 to 64 of `A-Z`, `a-z`, `0-9`, `.`, `_`, `-`. Never reused. */
  readonly kid: string;
  /** Coordinates of the public point, 32 bytes each in base64url. */
  readonly x: string;
  readonly y: string;
}

/** A private key of the gateway, on the curve P-256, with which it signs what must hold as proof. */
export interface SigningKey extends PublicSigningKey {
  /** The private number, 32 bytes in base64url. */
  readonly d: string;
}

/** A new key; its name is a random one unless told. */
export function newSigningKey(kid: string = randomUUID()): SigningKey {
  const curve = createECDH(CURVE);
  const [x, y] = coordinates(curve.generateKeys());
  // The private number may be shorter by leading zeros; its form has them.
  const d = Buffer.alloc(32);
  curve.getPrivateKey().copy(d, 32 - curve.getPrivateKey().length);
  return { kty: 'EC', crv: 'P-256', kid, x, y, d: d.toString('base64url') };
}

const FORM = 'must be a JSON list of private EC P-256 keys: {"kty","crv","kid","x","y","d"}';

/**
 * What is wrong with a list of signing keys; empty when it may be used.
 *
 * No fault repeats a value. Members other than the six are refused: a key for another use must not end up here.
 */
export function signingKeyFaults(value: unknown): string[] {
  if (!Array.isArray(value) || value.length === 0 || !value.every(isSigningKey)) return [FORM];
  const faults: string[] = [];
  if (!value.every(isWhole)) faults.push('a key is not on the curve, or its halves differ');
  if (new Set(value.map(({ kid }) => kid)).size < value.length) faults.push('a kid is used twice');
  if (new Set(value.map(({ d }) => d)).size < value.length) faults.push('a key is there twice');
  return faults;
}

/** Whether a value is the public half of a signing key; `alg` and `use` may stand there if they say what is true. */
export function isPublicSigningKey(value: unknown): value is PublicSigningKey {
  if (typeof value !== 'object' || value === null) return false;
  const { kty, crv, kid, x, y, alg = 'ES256', use = 'sig', ...rest } = value as Members;
  return (
    kty === 'EC' &&
    crv === 'P-256' &&
    typeof kid === 'string' &&
    /^[\w.-]{1,64}$/.test(kid) &&
    [x, y].every(isCoordinate) &&
    alg === 'ES256' &&
    use === 'sig' &&
    Object.keys(rest).length === 0
  );
}

/** P-256, as OpenSSL names it. */
const CURVE = 'prime256v1';

type Members = Readonly<Record<string, unknown>>;

function isSigningKey(value: unknown): value is SigningKey {
  if (typeof value !== 'object' || value === null) return false;
  const { d, ...publicHalf } = value as Members;
  const isBare = Object.keys(publicHalf).length === 5;
  return isCoordinate(d) && isBare && isPublicSigningKey(publicHalf);
}

/** Strict base64url of 32 bytes: Node's decoder would take almost anything. */
function isCoordinate(value: unknown): value is string {
  if (typeof value !== 'string') return false;
  const bytes = Buffer.from(value, 'base64url');
  return bytes.length === 32 && bytes.toString('base64url') === value;
}

/** Whether the public half belongs to the private one; importing would take the halves of two keys for one key. */
function isWhole({ x, y, d }: SigningKey): boolean {
  const curve = createECDH(CURVE);
  try {
    curve.setPrivateKey(Buffer.from(d, 'base64url'));
  } catch {
    return false;
  }
  return coordinates(curve.getPublicKey()).join() === [x, y].join();
}

/** Of an uncompressed point: one byte that says so, then 32 for each coordinate. */
function coordinates(point: Buffer): readonly [string, string] {
  return [point.toString('base64url', 1, 33), point.toString('base64url', 33)];
}
