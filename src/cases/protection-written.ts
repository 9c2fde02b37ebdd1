import { Agency } from '../shared';
import type { LocalDate } from '../shared';
import { caseFactsFor, ordinaryPurpose, personsKnownTo } from './case-facts';
import type { Written } from './written';
import type { HubFacts, ProtectionFact } from './hub-facts';
import { isProtected } from './protected-identity';

/** Where protection shows by itself. */
export const MARKER = [
  'Tenant.protectedIdentity@Case.tenants',
  'Tenant.protectedIdentity@Notice.tenants',
  'Tenant.protectedIdentity@EnforcementRecord.defendants',
] as const;

/**
 * Who sees that a board has stated whether a person is protected: the board itself, and Kronofogden where the marker that it reads,
 * or what is masked for it, changes by the statement. To landlords and auditors nothing of it shows.
 *
 * @legalSource OSL-22-2
 * @legalSource OSL-21-3A
 */
export function writtenByProtection(
  facts: HubFacts,
  stated: ProtectionFact,
  today: LocalDate,
): readonly Written[] {
  const others = facts.protections.filter(
    ({ personId, boardId }) => personId !== stated.personId || boardId !== stated.boardId,
  );
  const after = { ...facts, protections: [...others, stated] };
  const authorities = [...new Set(facts.enforcement.map(({ authority }) => authority))];
  const seeing = authorities.filter(
    (authority) =>
      protectionSeenBy(authority, facts, today) !== protectionSeenBy(authority, after, today),
  );
  return [
    {
      organisations: [stated.boardId],
      agencies: [Agency.SOCIAL_SERVICES],
      coordinates: MARKER,
    },
    { organisations: seeing, agencies: [Agency.ENFORCEMENT], coordinates: MARKER },
  ];
}

/** What an authority reads that rests on statements: the marker of everybody whom it knows, and whether addresses are masked. */
export function protectionSeenBy(organisation: string, facts: HubFacts, today: LocalDate): string {
  const agency = Agency.ENFORCEMENT;
  const reader = { agency, organisation, purpose: ordinaryPurpose(agency) };
  const known = caseFactsFor(reader, facts, today);
  const persons = personsKnownTo(agency, organisation, facts).toSorted();
  return JSON.stringify([known.unprotected, persons.filter((id) => isProtected(id, known))]);
}
