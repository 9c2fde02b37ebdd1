/**
 * How many advisory locks all keys share. A call of 2 000 records holds at most this many, which fits the
 * lock table of an untuned PostgreSQL many times over.
 */
const BUCKETS = 512;

/** First half of the advisory lock's name; keeps ours apart from anybody else's in the same database. */
export const BUCKET_NAMESPACE = 0x6b76_6172;

/**
 * The buckets of some keys, each once and in rising order, so that two writers never wait for each other
 * in a circle. The bucket of a key is the key, read as one big number, modulo 512.
 */
export function lockBucketsOf(keys: readonly Buffer[]): number[] {
  const buckets = new Set(keys.map((key) => key.readUInt16BE(key.length - 2) % BUCKETS));
  return [...buckets].sort((a, b) => a - b);
}
