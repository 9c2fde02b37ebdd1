import { Agency } from '../shared';
import type { ChangedCase } from './case-change';
import type { Written } from './written';
import { CONSENT_COORDINATES } from './consents/consent-written';
import { factsAfterHandover } from './handover';
import { MARKER, protectionSeenBy } from './protection-written';
import { sharesOf } from './shares';

/**
 * Who sees, beside the two boards, that a case was handed on: whom a consent names that the board recorded and that opens nothing from
 * now on, and Kronofogden where what it reads of protection rested on that board's statements.
 *
 * @legalSource OSL-12-2
 * @legalSource OSL-21-3A
 */
export function writtenByReroute(
  { facts, organisation, today }: ChangedCase,
  toBoard: string,
): readonly Written[] {
  const after = factsAfterHandover(facts, organisation, toBoard);
  const authorities = [...new Set(facts.enforcement.map(({ authority }) => authority))];
  return [
    {
      organisations: sharesOf(facts).map((share) => share.organisation),
      agencies: [Agency.LANDLORD, Agency.ENFORCEMENT],
      coordinates: CONSENT_COORDINATES[Agency.SOCIAL_SERVICES] ?? [],
      when: ({ named }) => named.some(({ owner }) => owner === organisation),
    },
    {
      organisations: authorities.filter(
        (one) => protectionSeenBy(one, facts, today) !== protectionSeenBy(one, after, today),
      ),
      agencies: [Agency.ENFORCEMENT],
      coordinates: MARKER,
    },
  ];
}
