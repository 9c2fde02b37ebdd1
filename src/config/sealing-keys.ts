import { isKey, type Settings } from './settings';

/** One key that seals personal data at rest. */
export interface SealingKey {
  /** Names the key inside every value that it sealed: 1 to 32 of `a-z`, `0-9`, `-`. Never reused. */
  readonly id: string;
  /** 32 random bytes in base64. */
  readonly key: string;
}

/** The keys of a parsed setting; none when it is malformed, which is noted as a fault. */
export function readSealingKeys(settings: Settings, value: unknown): SealingKey[] {
  const name = 'KVARBO_SEALING_KEYS';
  if (!Array.isArray(value) || value.length === 0 || !value.every(isSealingKey)) {
    settings.fault(name, 'must be a JSON list of {"id","key"}, the key being 32 bytes in base64');
    return [];
  }
  if (new Set(value.map(({ id }) => id)).size < value.length) {
    settings.fault(name, 'an id is used twice');
  }
  return value;
}

function isSealingKey(value: unknown): value is SealingKey {
  if (typeof value !== 'object' || value === null) return false;
  const { id, key, ...rest } = value as Record<string, unknown>;
  if (typeof id !== 'string' || typeof key !== 'string') return false;
  return /^[a-z0-9-]{1,32}$/.test(id) && isKey(key) && Object.keys(rest).length === 0;
}
