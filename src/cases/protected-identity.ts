import type { CaseFacts, Position } from '../disclosure';

/**
 * The marker of one person: protected, unless the boards by which this reader goes have stated otherwise.
 *
 * @swedish skyddade personuppgifter
 * @legalSource OSL-22-2
 */
export function isProtected(personId: string, { unprotectedPersons }: CaseFacts): boolean {
  return !unprotectedPersons.has(personId);
}

/**
 * Whether the marker is asked for here or further down, or a document that names the board: their values follow from the facts even
 * where their cells rest on none.
 */
export function asksForProtection(position: Position): boolean {
  return (
    position.has('protectedIdentity') ||
    position.type === 'RentUndertaking' ||
    [...position.fields.values()].some(({ position: below }) => below && asksForProtection(below))
  );
}
