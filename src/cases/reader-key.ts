import type { BlindIndexer } from '../persistence';

/**
 * How the store names an organisation: a board by its public id, every other organisation by a blind index.
 *
 * The number of a landlord who is a private person is that person's identity number, and those are never stored in the clear.
 *
 * @legalSource DSL-3-10
 */
export function readerKey(indexer: BlindIndexer, organisation: string): string {
  return /^\d{6}-\d{4}$/.test(organisation)
    ? indexer.blindIndex('organisation', organisation).toString('hex')
    : organisation;
}
