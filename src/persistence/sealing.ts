import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { SealingError } from './store.errors';

/** One AES-256 key of the keyring: a short name that stands in every envelope, and 32 bytes in base64. */
export interface SealingKey {
  readonly id: string;
  readonly key: string;
}

const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const TAG_LENGTH = { authTagLength: TAG_BYTES };
/** Behind version and length of the key id. */
const HEADER_START = 2;
const NONCES_A_DRAW = 256;

/**
 * Seals personal data for the store and opens it again (AES-256-GCM).
 *
 * An envelope is: 1 byte version, 1 byte length of the key id, key id, 12 bytes nonce, ciphertext,
 * 16 bytes tag. The first key seals, all of them open; to rotate, put a new key first, seal anew
 * what {@link Keyring.needsRotation} names, and drop the old key when nothing names it any longer.
 */
export class Keyring {
  readonly #keys: ReadonlyMap<string, KeyObject>;
  readonly #header: Buffer;
  readonly #sealingId: string;
  readonly #sealingKey: KeyObject;
  readonly #nonces = new Nonces();

  /** @throws TypeError when there is no key, an id is unusable or twice there, or a key is not 32 bytes. */
  constructor(keys: readonly SealingKey[]) {
    const [first] = keys;
    if (first === undefined) throw new TypeError('A keyring needs at least one sealing key.');
    this.#keys = new Map(keys.map(({ id, key }) => [checkedId(id), checkedKey(key)]));
    if (this.#keys.size !== keys.length) throw new TypeError('Two sealing keys have one id.');
    this.#sealingKey = this.#keyOf(first.id);
    this.#sealingId = first.id;
    this.#header = Buffer.from(headerOf(first.id), 'latin1');
  }

  /**
   * Seals a JSON value for one place in the store.
   *
   * @param context - where the envelope lies, such as `landlord.notice/<uuid>/tenant_names`; it opens nowhere else
   * @throws SealingError when the value is not JSON
   */
  seal(value: unknown, context: string): Buffer {
    const text = JSON.stringify(value) as string | undefined;
    if (text === undefined) throw new SealingError('NOT_JSON');
    const nonce = this.#nonces.next();
    const cipher = createCipheriv('aes-256-gcm', this.#sealingKey, nonce, TAG_LENGTH);
    cipher.setAAD(boundTo(this.#sealingId, context));
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([this.#header, nonce, body, cipher.getAuthTag()]);
  }

  /**
   * Opens an envelope that was sealed for the same context.
   *
   * @throws SealingError when the envelope is malformed, its key is not here, or it was altered or moved
   */
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller states what it sealed
  open<T>(envelope: Buffer, context: string): T {
    const id = keyIdOf(envelope);
    const nonceStart = HEADER_START + id.length;
    const bodyStart = nonceStart + NONCE_BYTES;
    const bodyEnd = envelope.length - TAG_BYTES;
    if (bodyEnd < bodyStart) throw new SealingError('MALFORMED');
    const decipher = createDecipheriv(
      'aes-256-gcm',
      this.#keyOf(id),
      envelope.subarray(nonceStart, bodyStart),
      TAG_LENGTH,
    );
    decipher.setAAD(boundTo(id, context));
    decipher.setAuthTag(envelope.subarray(bodyEnd));
    const body = decipher.update(envelope.subarray(bodyStart, bodyEnd));
    try {
      decipher.final();
    } catch {
      throw new SealingError('NOT_AUTHENTIC');
    }
    return JSON.parse(body.toString('utf8')) as T;
  }

  /**
   * Whether an envelope was sealed with another key than the one that seals now.
   *
   * @throws SealingError when the envelope is malformed
   */
  needsRotation(envelope: Buffer): boolean {
    return keyIdOf(envelope) !== this.#sealingId;
  }

  #keyOf(id: string): KeyObject {
    const key = this.#keys.get(id);
    if (key === undefined) throw new SealingError('UNKNOWN_KEY');
    return key;
  }
}

/** Random nonces, each given once; drawn many at a time, since every draw costs as much as a seal. */
class Nonces {
  #drawn = Buffer.alloc(0);
  #used = 0;

  next(): Buffer {
    if (this.#used === this.#drawn.length) {
      this.#drawn = randomBytes(NONCES_A_DRAW * NONCE_BYTES);
      this.#used = 0;
    }
    const start = this.#used;
    this.#used += NONCE_BYTES;
    return this.#drawn.subarray(start, this.#used);
  }
}

/** @throws SealingError when the envelope has no header of ours */
function keyIdOf(envelope: Buffer): string {
  const length = envelope[1];
  if (envelope[0] !== VERSION || length === undefined || envelope.length < HEADER_START + length) {
    throw new SealingError('MALFORMED');
  }
  return envelope.toString('latin1', HEADER_START, HEADER_START + length);
}

function headerOf(id: string): string {
  return String.fromCharCode(VERSION, id.length) + id;
}

/** The header is authenticated too, so that no envelope can be made to name another key or version. */
function boundTo(id: string, context: string): Buffer {
  // A header is ASCII, the same bytes in UTF-8.
  return Buffer.from(headerOf(id) + context, 'utf8');
}

function checkedId(id: string): string {
  if (!/^[\x21-\x7e]{1,32}$/.test(id)) {
    throw new TypeError('The id of a sealing key has 1 to 32 visible ASCII characters.');
  }
  return id;
}

function checkedKey(base64: string): KeyObject {
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length !== 32 || bytes.toString('base64') !== base64) {
    throw new TypeError('A sealing key is 32 bytes in base64.');
  }
  return createSecretKey(bytes);
}
