import { createHmac, hkdfSync } from 'node:crypto';
import { LRUCache } from 'lru-cache';

const INDEX_BYTES = 16;

/**
 * Makes blind indexes: equal values of one kind get equal indexes, and nobody without the secret can
 * tell which value an index stands for.
 *
 * HMAC-SHA256 cut to 16 bytes, with a key of its own for each kind, so that an identity number and an
 * equal-looking receipt number never meet. The caller normalises values before.
 */
export class BlindIndexer {
  readonly #secret: Buffer;
  readonly #keys = new LRUCache<string, Buffer>({ max: 64 });

  /** @throws TypeError when the secret is not 32 bytes */
  constructor(secret: Buffer) {
    if (secret.length !== 32) throw new TypeError('The secret of the blind indexes is 32 bytes.');
    this.#secret = secret;
  }

  /**
   * The index of a normalised value.
   *
   * @param kind - what the value is, such as `personal-identity-number`
   */
  blindIndex(kind: string, value: string): Buffer {
    return createHmac('sha256', this.#keyOf(kind)).update(value).digest().subarray(0, INDEX_BYTES);
  }

  #keyOf(kind: string): Buffer {
    const known = this.#keys.get(kind);
    if (known !== undefined) return known;
    const key = Buffer.from(hkdfSync('sha256', this.#secret, '', `kvarbo blind index ${kind}`, 32));
    this.#keys.set(kind, key);
    return key;
  }
}
