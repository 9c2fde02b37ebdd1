import type { Path } from './asked-places';
import type { EngineError } from './engine';

/** What a subgraph that gave no answer is told as. */
export const UNAVAILABLE = { code: 'UNAVAILABLE' };

/** Of one request. An engine takes some hundredths of a millisecond for each, in which its process does nothing else. */
const MOST_ERRORS = 10_000;

/**
 * Errors at the places that they name, or at everything that was asked for within these, one of each code at a place. Words stay
 * behind: what the front tells of an error is its place and what belongs to its code.
 *
 * Engines write null wherever a value is missing, so that no place may be left out: not even one of many alike, since only the engine
 * knows to which places of the answer the objects of one list belong. Where they are too many, the last error has no place, and
 * says so of the whole answer.
 */
export function placedErrors(
  errors: readonly EngineError[],
  places: readonly Path[],
): readonly EngineError[] {
  const within = placesWithin(places);
  const told = new Map<string, EngineError>();
  const spread = new Set<string>();
  for (const { path, extensions } of errors) {
    const code = String(extensions?.code);
    const named = nameOf(code, path);
    // Else many errors about many places would be spread over all of them again and again.
    if (spread.has(named)) continue;
    spread.add(named);
    for (const place of path ? (within.get(path.join('.')) ?? [path]) : [undefined]) {
      const name = nameOf(code, place);
      if (told.has(name)) continue;
      if (told.size === MOST_ERRORS) return [...told.values(), { extensions: UNAVAILABLE }];
      told.set(name, place ? { path: place, extensions } : { extensions });
    }
  }
  return [...told.values()];
}

function nameOf(code: string, place: Path | undefined): string {
  return place ? `${code} ${place.join('.')}` : code;
}

/** What was asked for within each place, the place itself included, by the steps to it with points between. */
function placesWithin(places: readonly Path[]): ReadonlyMap<string, readonly Path[]> {
  const within = new Map<string, Path[]>();
  for (const place of places) {
    for (let length = 0; length <= place.length; length += 1) {
      const name = place.slice(0, length).join('.');
      const known = within.get(name);
      if (known) known.push(place);
      else within.set(name, [place]);
    }
  }
  return within;
}
