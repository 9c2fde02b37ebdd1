import { LRUCache } from 'lru-cache';
import type { BlindIndexer, Keyring } from '../persistence';
import type { Disclosure, DisclosureActor } from './disclosure';

/** Who called, as it is stored: a row of `log.actor`. */
export interface ActorRow {
  /** Blind index: equal callers have equal ids, and an id alone tells nobody who it is. */
  readonly id: Buffer;
  /** Envelope of a {@link DisclosureActor}. */
  readonly sealed: Buffer;
}

/** Most callers remembered. */
const MOST_ACTORS = 5_000;

/** The place in the store for which an actor is sealed. */
export function actorContext(id: Buffer): string {
  return `log.actor/${id.toString('hex')}`;
}

/** The actors of disclosures, each sealed once as long as it is remembered: the same caller gives the same object. */
export class Actors {
  readonly #known = new LRUCache<string, ActorRow>({ max: MOST_ACTORS });

  constructor(
    private readonly indexer: BlindIndexer,
    private readonly keyring: Keyring,
  ) {}

  of({ agency, actor }: Pick<Disclosure, 'agency' | 'actor'>): ActorRow {
    const { organisation, actingFor, client, user } = actor;
    const key = JSON.stringify([agency, organisation, actingFor, client, user]);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const id = this.indexer.blindIndex('log-actor', key);
    const plain: DisclosureActor = { organisation, actingFor, client, user };
    const row = { id, sealed: this.keyring.seal(plain, actorContext(id)) };
    this.#known.set(key, row);
    return row;
  }
}
