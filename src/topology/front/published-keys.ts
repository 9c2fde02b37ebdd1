import { isDeepStrictEqual } from 'node:util';
import type { SubgraphAddress } from '../../config';
import { readKeySet } from '../../persistence';
import type { KeySet } from '../../persistence';
import type { Clock } from '../../shared';
import { UnavailableError } from '../../shared';

const PATH = '/.well-known/jwks.json';
const LONGEST_WAIT_MS = 5_000;
const KEPT_MS = 60_000;
/** A fault is kept shorter, so that it is over soon and nobody makes us ask all the time. */
const FAULT_KEPT_MS = 5_000;
/** Characters; a key is about 200 of them. */
const LONGEST_SET = 64 * 1024;

/** What {@link publishedKeys} needs. */
export interface PublishedKeysOptions {
  readonly subgraphs: Iterable<SubgraphAddress>;
  readonly clock: Clock;
  /** Told why there is no set. */
  readonly onFault: (fault: unknown) => void;
}

/**
 * The keys with which anybody checks what subgraphs of ours signed, all in one set. A foreign subgraph has no say in what receipts
 * are judged by.
 *
 * Anybody may ask, so that subgraphs are asked once a minute at most.
 *
 * @returns what rejects with an UnavailableError where one cannot be asked, since a set without its keys would make its signatures
 * look false, and where two publish different keys under one id
 */
export function publishedKeys({
  subgraphs,
  clock,
  onFault,
}: PublishedKeysOptions): () => Promise<KeySet> {
  const ours = [...subgraphs].filter((address) => address.ours);
  let kept: Promise<KeySet> | null = null;
  let until = Infinity;
  const keepFor = (ms: number): void => {
    until = clock.now().getTime() + ms;
  };
  const asked = async (): Promise<KeySet> => {
    try {
      const sets = await Promise.all(ours.map(({ url }) => keysAt(new URL(PATH, url))));
      const keys = together(sets.flat());
      keepFor(KEPT_MS);
      return { keys };
    } catch (fault) {
      keepFor(FAULT_KEPT_MS);
      onFault(fault);
      throw new UnavailableError();
    }
  };
  return () => {
    if (kept && clock.now().getTime() < until) return kept;
    until = Infinity;
    return (kept = asked());
  };
}

function together(keys: KeySet['keys']): KeySet['keys'] {
  const byId = new Map<string, KeySet['keys'][number]>();
  for (const key of keys) {
    const known = byId.get(key.kid);
    if (known && !isDeepStrictEqual(known, key)) {
      throw new Error('Two subgraphs publish different keys under one kid.');
    }
    byId.set(key.kid, key);
  }
  return [...byId.values()];
}

/** @throws Error where there is no set of signing keys */
async function keysAt(url: URL): Promise<KeySet['keys']> {
  const signal = AbortSignal.timeout(LONGEST_WAIT_MS);
  const response = await fetch(url, { signal, redirect: 'error' });
  if (!response.ok || !response.body) throw new Error('A subgraph does not publish its keys.');
  let text = '';
  for await (const part of response.body.pipeThrough(new TextDecoderStream())) {
    text += part;
    if (text.length > LONGEST_SET) throw new Error('The keys of a subgraph are too long.');
  }
  return readKeySet(JSON.parse(text)).keys;
}
