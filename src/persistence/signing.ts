import { CompactSign, compactVerify, importJWK, type CryptoKey } from 'jose';
import { SignatureError } from './signature.error';
import { isPublicSigningKey, signingKeyFaults } from './signing-key';
import type { PublicSigningKey, SigningKey } from './signing-key';

/** The public keys with which anybody can check what the gateway signed: a JSON Web Key Set (RFC 7517). */
export interface KeySet {
  readonly keys: readonly (PublicSigningKey & { readonly alg: 'ES256'; readonly use: 'sig' })[];
}

const ALGORITHM = 'ES256';

/** Longer signatures are not ours; refused before anything is computed. */
const LONGEST_JWS = 16 * 1_048_576;

/**
 * Signs what must hold as proof outside the gateway: a compact JWS (RFC 7515) with ES256.
 *
 * The first key signs, all are published. To rotate, put a new key first and leave the old one: what it signed stays
 * provable for as long as somebody holds its public half.
 */
export class SigningKeys {
  readonly #keys: readonly SigningKey[];
  readonly #signing: SigningKey;
  #imported: Promise<CryptoKey> | null = null;

  /** @throws TypeError when the list is not what {@link signingKeyFaults} lets pass */
  constructor(keys: readonly SigningKey[]) {
    const [first] = keys;
    const [fault] = signingKeyFaults(keys);
    if (fault !== undefined || !first) throw new TypeError(`The list of signing keys ${fault}.`);
    this.#keys = keys;
    this.#signing = first;
  }

  /**
   * A compact JWS over a JSON value.
   *
   * @param type - the header `typ`, one for each use, so that what was signed for one never passes for another
   */
  async sign(payload: unknown, type: string): Promise<string> {
    this.#imported ??= imported(this.#signing);
    return new CompactSign(Buffer.from(JSON.stringify(payload), 'utf8'))
      .setProtectedHeader({ alg: ALGORITHM, kid: this.#signing.kid, typ: type })
      .sign(await this.#imported);
  }

  /** The public halves of all keys, as they are published at `/.well-known/jwks.json`. */
  publicKeys(): KeySet {
    return {
      keys: this.#keys.map(({ kty, crv, kid, x, y }) => {
        return { kty, crv, kid, x, y, alg: ALGORITHM, use: 'sig' };
      }),
    };
  }
}

/** Checks signatures of the gateway against public keys that the checking side holds. */
export class SignatureVerifier {
  readonly #keys: ReadonlyMap<string, PublicSigningKey>;
  readonly #imported = new Map<string, Promise<CryptoKey>>();

  constructor({ keys }: KeySet) {
    this.#keys = new Map(keys.map((key) => [key.kid, key]));
  }

  /**
   * The JSON value that was signed.
   *
   * @param type - the header `typ` that the signature must have
   * @throws SignatureError when it is no JWS of that type, its key is unknown or it does not fit
   */
  async verify(jws: string, type: string): Promise<unknown> {
    if (jws.length > LONGEST_JWS || !isSpelledOnce(jws)) throw new SignatureError('MALFORMED');
    const { payload } = await compactVerify(
      jws,
      ({ kid, typ, b64 }) => {
        if (typ !== type || b64 !== undefined) throw new SignatureError('MALFORMED');
        return this.#keyOf(kid);
      },
      { algorithms: [ALGORITHM] },
    ).catch((error: unknown) => {
      throw error instanceof SignatureError ? error : new SignatureError(faultOf(error));
    });
    try {
      return JSON.parse(Buffer.from(payload).toString('utf8')) as unknown;
    } catch {
      throw new SignatureError('MALFORMED');
    }
  }

  #keyOf(kid: string | undefined): Promise<CryptoKey> {
    const key = kid === undefined ? undefined : this.#keys.get(kid);
    if (!key) throw new SignatureError('UNKNOWN_KEY');
    let known = this.#imported.get(key.kid);
    if (!known) this.#imported.set(key.kid, (known = imported(key)));
    return known;
  }
}

/**
 * Reads a key set that somebody kept, such as the answer of `/.well-known/jwks.json`.
 *
 * @throws TypeError in one line for people when it is none of ours, or holds a private key
 */
export function readKeySet(value: unknown): KeySet {
  const keys = (value as { keys?: unknown } | null)?.keys;
  if (!Array.isArray(keys) || keys.length === 0 || !keys.every(isPublicSigningKey)) {
    throw new TypeError('A key set is {"keys":[…]} with public EC P-256 keys, each with a kid.');
  }
  if (new Set(keys.map(({ kid }) => kid)).size < keys.length) {
    throw new TypeError('Two keys of the key set have one kid.');
  }
  return { keys: keys.map((key) => ({ ...key, alg: ALGORITHM, use: 'sig' })) };
}

/** Decoders skip stray characters and spare bits at the end; a signature has one spelling, and another one is refused. */
function isSpelledOnce(jws: string): boolean {
  const signature = jws.slice(jws.lastIndexOf('.') + 1);
  return Buffer.from(signature, 'base64url').toString('base64url') === signature;
}

async function imported(key: SigningKey | PublicSigningKey): Promise<CryptoKey> {
  const result = await importJWK({ ...key }, ALGORITHM);
  if (result instanceof Uint8Array) throw new TypeError('An EC key became a secret.');
  return result;
}

function faultOf(error: unknown): 'MALFORMED' | 'NOT_AUTHENTIC' {
  const { code } = error as { code?: unknown };
  return code === 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED' ? 'NOT_AUTHENTIC' : 'MALFORMED';
}
