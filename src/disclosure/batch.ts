import type { Position } from './plan';
import type { Reading } from './reading';

/**
 * The objects of one level of an answer that are read together: a door asks once for all of them, whoever comes first.
 */
export class Batch {
  private readonly loads = new Map<string, Promise<unknown>>();

  constructor(
    readonly reading: Reading,
    readonly position: Position,
    /** Ids of the cases at this level, each once. */
    readonly caseIds: readonly string[],
  ) {
    reading.discloses(this);
  }

  /** The one result of `load` for this level; a second caller under the same name gets the first one's promise. */
  once<T>(name: string, load: () => Promise<T>): Promise<T> {
    const known = this.loads.get(name) as Promise<T> | undefined;
    if (known) return known;
    const started = load();
    this.loads.set(name, started);
    return started;
  }
}

/** Where an answered object stands: its level, and the case that it belongs to. */
export interface Place {
  readonly batch: Batch;
  readonly caseId: string;
}

const PLACE = Symbol('place');

/** Marks an object of the answer with its place, so that the doors below it know plan, session and case. */
export function placed<T extends object>(object: T, place: Place): T {
  // An ordinary property: type-graphql may hand a door a copy of its parent (`Object.assign`), and a copy leaves out others.
  (object as { [PLACE]?: Place })[PLACE] = place;
  return object;
}

/** The place of an object that was marked, or undefined for one without doors. */
export function placeOf(object: unknown): Place | undefined {
  return (object as { [PLACE]?: Place } | null | undefined)?.[PLACE];
}
