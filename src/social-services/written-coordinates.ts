import type { ChangedCase, Written } from '../cases';
import { Agency } from '../shared';

/** Fields that follow from others, by what they follow from. */
const PRIORITY = ['SocialServicesRecord.priority', 'SocialServicesRecord.priorityReasons'] as const;
const STATUS = 'SocialServicesRecord.status';
const CASEWORKER = [
  'SocialServicesRecord.caseworker',
  'Caseworker.id@SocialServicesRecord.caseworker',
  'Caseworker.name@SocialServicesRecord.caseworker',
  'Caseworker.phone@SocialServicesRecord.caseworker',
  'Caseworker.email@SocialServicesRecord.caseworker',
] as const;

/** Coordinates of the policy whose values each change of a board may move; they decide whose version of the case rises. */
export const WRITTEN = {
  opening: [
    'SocialServicesRecord.openedAt',
    STATUS,
    'SocialServicesRecord.journalReference',
    ...PRIORITY,
    ...CASEWORKER,
    'SocialServicesRecord.outcome',
    'CaseOutcome.kind',
    'CaseOutcome.decidedOn',
  ],
  household: [
    'SocialServicesRecord.household',
    'Household.adults',
    'Household.children',
    'Household.elderly',
    ...PRIORITY,
  ],
  contact: [
    'SocialServicesRecord.contacts',
    'ContactAttempt.at',
    'ContactAttempt.channel',
    'ContactAttempt.result',
    STATUS,
  ],
  assessment: [
    'SocialServicesRecord.assessment',
    'Assessment.pattern',
    'Assessment.cause',
    'Assessment.assessedOn',
    ...PRIORITY,
  ],
  outcome: ['SocialServicesRecord.outcome', 'CaseOutcome.kind', 'CaseOutcome.decidedOn', STATUS],
} as const;

/** That another caseworker is named, for those to whom consents that this board has recorded name the person. */
export function caseworkerShown({ facts, organisation }: ChangedCase): Written {
  return {
    organisations: [
      ...facts.notices.map(({ landlord }) => landlord),
      ...facts.enforcement.flatMap(({ applicant, authority }) => [applicant, authority]),
    ],
    agencies: [Agency.LANDLORD, Agency.ENFORCEMENT],
    coordinates: CASEWORKER,
    when: ({ consents }) =>
      consents.get('CASEWORKER_CONTACT')?.some(({ owner }) => owner === organisation) ?? false,
  };
}
