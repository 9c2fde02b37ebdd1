import { searchableName } from '../shared';
import type { SealedDefendant } from './record-seals';

/** The names, as they are searched by, under which defendants with this number are named. */
export function namesOf(defendants: readonly SealedDefendant[], number: string): readonly string[] {
  return defendants
    .filter(({ personalIdentityNumber }) => personalIdentityNumber === number)
    .map(({ name }) => searchableName(name));
}

/**
 * Where a person stands among defendants: by number or, where none is given, by a name that another version of the same record
 * gives beside the number. Two namesakes without a number are nobody's.
 */
export function positionsOf(
  defendants: readonly SealedDefendant[],
  number: string,
  names: ReadonlySet<string> = new Set(),
): readonly number[] {
  const where = (is: (defendant: SealedDefendant) => boolean) =>
    defendants.flatMap((defendant, position) => (is(defendant) ? position : []));
  const numbered = where(({ personalIdentityNumber }) => personalIdentityNumber === number);
  if (numbered.length > 0) return numbered;
  const named = where(
    ({ personalIdentityNumber, name }) =>
      personalIdentityNumber === null && names.has(searchableName(name)),
  );
  return named.length === 1 ? named : [];
}
