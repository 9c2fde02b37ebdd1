import type { CaseFacts, Opening } from './facts';

/**
 * The facts as they decide about the data of one owner: what another owner's consents or standing decisions open stays closed.
 * The very same facts where nobody opens anything.
 *
 * @param owner - as the store names it
 * @legalSource OSL-12-2
 */
export function factsOfOwner(facts: CaseFacts, owner: string): CaseFacts {
  const { named, consents, switches } = facts;
  if (named.length === 0 && consents.size === 0 && switches.size === 0) return facts;
  return {
    ...facts,
    named: named.filter((opening) => opening.owner === owner),
    consents: ofOwner(consents, owner),
    switches: ofOwner(switches, owner),
  };
}

function ofOwner<Name>(
  openings: ReadonlyMap<Name, readonly Opening[]>,
  owner: string,
): ReadonlyMap<Name, readonly Opening[]> {
  const own = new Map<Name, readonly Opening[]>();
  for (const [name, all] of openings) {
    const kept = all.filter((opening) => opening.owner === owner);
    if (kept.length > 0) own.set(name, kept);
  }
  return own;
}
