/** Fields that follow from others, by what they follow from. */
const PRIORITY = ['SocialServicesRecord.priority', 'SocialServicesRecord.priorityReasons'] as const;
const STATUS = 'SocialServicesRecord.status';

/** Coordinates of the policy whose values each change of a board may move; they decide whose version of the case rises. */
export const WRITTEN = {
  opening: [
    'SocialServicesRecord.openedAt',
    STATUS,
    'SocialServicesRecord.journalReference',
    ...PRIORITY,
    'SocialServicesRecord.caseworker',
    'Caseworker.id@SocialServicesRecord.caseworker',
    'Caseworker.name@SocialServicesRecord.caseworker',
    'Caseworker.phone@SocialServicesRecord.caseworker',
    'Caseworker.email@SocialServicesRecord.caseworker',
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
