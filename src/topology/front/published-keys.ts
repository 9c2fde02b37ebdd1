import type { SubgraphAddress } from '../../config';
import type { KeySet } from '../../persistence';
import { UnavailableError } from '../../shared';

const PATH = '/.well-known/jwks.json';
const LONGEST_WAIT_MS = 5_000;

/**
 * The keys with which anybody checks what subgraphs signed, all in one set. A subgraph that publishes none signs nothing.
 *
 * @throws UnavailableError where one cannot be asked: a set without its keys would make its signatures look false
 */
export async function publishedKeys(subgraphs: Iterable<SubgraphAddress>): Promise<KeySet> {
  const sets = await Promise.all([...subgraphs].map(({ url }) => keysAt(new URL(PATH, url))));
  const byId = new Map(sets.flat().map((key) => [key.kid, key]));
  return { keys: [...byId.values()] };
}

async function keysAt(url: URL): Promise<KeySet['keys']> {
  const response = await fetch(url, { signal: AbortSignal.timeout(LONGEST_WAIT_MS) }).catch(() => {
    throw new UnavailableError();
  });
  if (response.status >= 500) throw new UnavailableError();
  const set = (await response.json().catch(() => null)) as KeySet | null;
  return response.ok ? (set?.keys ?? []) : [];
}
