import { LRUCache } from 'lru-cache';
import type { BlindIndexer } from '../persistence';

/** Most organisations remembered by their names; each request names its own several times. */
const MOST_ORGANISATIONS = 4_096;

const known = new WeakMap<BlindIndexer, LRUCache<string, string>>();

/**
 * How the store names an organisation: a board by its public id, every other organisation by a blind index.
 *
 * The number of a landlord who is a private person is that person's identity number, and those are never stored in the clear.
 *
 * @legalSource DSL-3-10
 */
export function readerKey(indexer: BlindIndexer, organisation: string): string {
  if (!/^\d{6}-\d{4}$/.test(organisation)) return organisation;
  const names = known.get(indexer) ?? new LRUCache<string, string>({ max: MOST_ORGANISATIONS });
  known.set(indexer, names);
  const before = names.get(organisation);
  if (before !== undefined) return before;
  const name = indexer.blindIndex('organisation', organisation).toString('hex');
  names.set(organisation, name);
  return name;
}
