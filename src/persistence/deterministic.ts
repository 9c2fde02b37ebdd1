import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  timingSafeEqual,
} from 'node:crypto';
import { LRUCache } from 'lru-cache';

const BLOCK = 16;
const ALIAS_LENGTH = 22;
/** Longer tokens are not ours; refused before anything is computed. */
const LONGEST_TOKEN = 4096;

interface Schedule {
  readonly permute: (block: Buffer) => Buffer;
  readonly unpermute: (block: Buffer) => Buffer;
  readonly macKey: Buffer;
  readonly tokenKey: Buffer;
}

/**
 * The ids and cursors that a reading organisation sees: other ones for every organisation, so that two
 * of them cannot join their data by id, and the same ones every time, so that caches work.
 */
export class Aliases {
  readonly #secret: Buffer;
  readonly #schedules = new LRUCache<string, Schedule>({ max: 4096 });
  /** The one that was asked for last: a list asks for one again and again. */
  #last: { kind: string; organisation: string; schedule: Schedule } | null = null;

  /** @throws TypeError when the key is not 32 bytes */
  constructor(key: Buffer) {
    if (key.length !== 32) throw new TypeError('The key of the aliases is 32 bytes.');
    this.#secret = key;
  }

  /**
   * What an organisation reads for a stored uuid: 22 characters of base64url, one AES-256 permutation of
   * its 16 bytes under a key of kind and organisation.
   *
   * @throws TypeError when `uuid` is not one
   */
  alias(kind: string, organisation: string, uuid: string): string {
    if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(uuid)) {
      throw new TypeError('Only a uuid has an alias.');
    }
    const block = Buffer.from(uuid.replaceAll('-', ''), 'hex');
    return this.#schedule(kind, organisation).permute(block).toString('base64url');
  }

  /**
   * The uuid behind an alias, in lower case; null when the text has not the form of one.
   *
   * An alias of another kind or organisation, or an invented one, gives a uuid that nothing has.
   */
  resolve(kind: string, organisation: string, alias: string): string | null {
    if (alias.length !== ALIAS_LENGTH) return null;
    const block = canonicalBytes(alias);
    if (block?.length !== BLOCK) return null;
    const hex = this.#schedule(kind, organisation).unpermute(block).toString('hex');
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  }

  /**
   * Seals a JSON value into a token that only the same kind and organisation opens; equal values give
   * equal tokens (synthetic IV: HMAC-SHA256 of the text, then AES-256-CTR).
   */
  sealToken(kind: string, organisation: string, json: unknown): string {
    const text = Buffer.from(JSON.stringify(json), 'utf8');
    const { macKey, tokenKey } = this.#schedule(kind, organisation);
    const iv = syntheticIv(macKey, text);
    const cipher = createCipheriv('aes-256-ctr', tokenKey, iv);
    return Buffer.concat([iv, cipher.update(text), cipher.final()]).toString('base64url');
  }

  /** The value in a token; null when it is not a token of this kind and organisation, or was altered. */
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller states what it sealed
  openToken<T>(kind: string, organisation: string, token: string): T | null {
    if (token.length > LONGEST_TOKEN) return null;
    const bytes = canonicalBytes(token);
    if (bytes === null || bytes.length <= BLOCK) return null;
    const { macKey, tokenKey } = this.#schedule(kind, organisation);
    const iv = bytes.subarray(0, BLOCK);
    const decipher = createDecipheriv('aes-256-ctr', tokenKey, iv);
    const text = Buffer.concat([decipher.update(bytes.subarray(BLOCK)), decipher.final()]);
    if (!timingSafeEqual(syntheticIv(macKey, text), iv)) return null;
    return JSON.parse(text.toString('utf8')) as T;
  }

  #schedule(kind: string, organisation: string): Schedule {
    const last = this.#last;
    if (last?.kind === kind && last.organisation === organisation) return last.schedule;
    const schedule = this.#scheduleNamed(JSON.stringify([kind, organisation]));
    this.#last = { kind, organisation, schedule };
    return schedule;
  }

  #scheduleNamed(name: string): Schedule {
    const known = this.#schedules.get(name);
    if (known !== undefined) return known;
    const derive = (use: string): Buffer =>
      Buffer.from(hkdfSync('sha256', this.#secret, '', `kvarbo ${use} ${name}`, 32));
    const permutationKey = derive('alias');
    const forward = createCipheriv('aes-256-ecb', permutationKey, null).setAutoPadding(false);
    const backward = createDecipheriv('aes-256-ecb', permutationKey, null).setAutoPadding(false);
    const schedule = {
      // One block without padding carries nothing over to the next, so both ciphers are kept and used again.
      permute: (block: Buffer) => forward.update(block),
      unpermute: (block: Buffer) => backward.update(block),
      macKey: derive('token authenticity'),
      tokenKey: derive('token'),
    };
    this.#schedules.set(name, schedule);
    return schedule;
  }
}

function syntheticIv(key: Buffer, text: Buffer): Buffer {
  return createHmac('sha256', key).update(text).digest().subarray(0, BLOCK);
}

/** Node skips characters that are not base64url and ignores spare bits; one value has one spelling here. */
function canonicalBytes(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : null;
}
