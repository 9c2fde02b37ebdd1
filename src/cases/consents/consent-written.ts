import { CONSENT_GROUP_OWNERS } from '../../disclosure';
import { Agency } from '../../shared';
import type { Written } from '../written';
import type { ConsentFact, HubFacts } from '../hub-facts';
import { sharesOf } from '../shares';

const FIELDS = [
  'id',
  'tenantId',
  'fieldGroup',
  'recipient',
  'purpose',
  'validFrom',
  'validTo',
  'revokedAt',
  'evidence',
] as const;

/** Coordinates of the policy that show a consent, by the agency whose record it stands in. */
export const CONSENT_COORDINATES: Readonly<Partial<Record<Agency, readonly string[]>>> = {
  [Agency.SOCIAL_SERVICES]: [
    'SocialServicesRecord.consents',
    ...FIELDS.map((field) => `Consent.${field}`),
  ],
  [Agency.ENFORCEMENT]: [
    'EnforcementRecord.consents',
    ...FIELDS.map((field) => `Consent.${field}@EnforcementRecord.consents`),
  ],
};

/**
 * Who sees that a consent was recorded or taken back: its owner and that owner's auditors, and the recipient if the consent is in
 * force at that moment. Before and after, the recipient cannot see it, so that its version tells nothing.
 *
 * @legalSource OSL-12-2
 */
export function writtenByConsent(facts: HubFacts, consent: ConsentFact): readonly Written[] {
  const { consentId, owner, recipient, fieldGroup } = consent;
  const holder = CONSENT_GROUP_OWNERS[fieldGroup];
  const coordinates = CONSENT_COORDINATES[holder] ?? [];
  return [
    { organisations: [owner], agencies: [holder, Agency.OVERSIGHT], coordinates },
    {
      organisations: sharesOf(facts).map(({ organisation }) => organisation),
      agencies: [recipient],
      coordinates,
      when: ({ named }) => named.some(({ ids }) => ids.includes(consentId)),
    },
  ];
}
