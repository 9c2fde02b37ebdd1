import type { Problems } from '../../shared';

/** How many items a list may have, both inclusive. */
export interface ListRule {
  readonly min: number;
  readonly max: number;
}

/** Every item of a list checked under its own path; a list of the wrong length is not looked into. */
export function checkList<I, T>(
  problems: Problems,
  field: string,
  items: readonly I[],
  { min, max }: ListRule,
  check: (item: I, problems: Problems, index: number) => T | undefined,
): readonly T[] | undefined {
  if (items.length < min || items.length > max) {
    problems.add(field, items.length < min ? 'TOO_FEW' : 'TOO_MANY');
    return undefined;
  }
  const below = problems.at(field);
  const checked = items.map((item, index) => check(item, below.at(index), index));
  const sound = checked.filter((item) => item !== undefined);
  return sound.length === checked.length ? sound : undefined;
}
