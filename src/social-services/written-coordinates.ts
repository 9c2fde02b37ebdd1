import type { ChangedCase, Written } from '../cases';
import type { ConsentGroup, Opening } from '../disclosure';
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
  financialAid: [
    'SocialServicesRecord.financialAid',
    'FinancialAid.status',
    'FinancialAid.amount',
    'FinancialAid.decidedOn',
  ],
  paymentPlan: [
    'SocialServicesRecord.paymentPlan',
    'PaymentPlan.instalments',
    'Instalment.dueOn',
    'Instalment.amount',
    'PaymentPlan.proposedOn',
    'PaymentPlan.response',
    STATUS,
  ],
  evictionConfirmation: [
    'SocialServicesRecord.evictionConfirmation',
    'EvictionConfirmation.confirmedAt',
    'EvictionConfirmation.dueOn',
    'EvictionConfirmation.onTime',
    'EvictionConfirmation.caseworker',
    'Caseworker.id@EvictionConfirmation.caseworker',
    'Caseworker.name@EvictionConfirmation.caseworker',
    'Caseworker.phone@EvictionConfirmation.caseworker',
    'Caseworker.email@EvictionConfirmation.caseworker',
  ],
  attendance: [
    'SocialServicesRecord.attendance',
    'Attendance.status',
    'Attendance.contactName',
    'Attendance.contactPhone',
  ],
  planAnswer: ['SocialServicesRecord.paymentPlan', 'PaymentPlan.response', STATUS],
} as const;

/** That another caseworker is named, for those to whom consents that this board has recorded name the person. */
export function caseworkerShown(changed: ChangedCase): Written {
  return shownByConsent(changed, 'CASEWORKER_CONTACT', CASEWORKER);
}

/**
 * What a board has written, for those to whom consents that this very board has recorded open it.
 *
 * @legalSource OSL-12-2
 */
export function shownByConsent(
  { facts, organisation }: ChangedCase,
  group: ConsentGroup,
  coordinates: readonly string[],
): Written {
  return {
    organisations: [
      ...facts.notices.map(({ landlord }) => landlord),
      ...facts.enforcement.flatMap(({ applicant, authority }) => [applicant, authority]),
    ],
    agencies: [Agency.LANDLORD, Agency.ENFORCEMENT],
    coordinates,
    when: ({ consents }) => isOpenedBy(organisation, consents.get(group)),
  };
}

/**
 * What a board has said of its attendance, for the authorities to which that very board's decision or its tenants open it.
 *
 * @legalSource OSL-10-2
 */
export function attendanceShown(
  { organisation }: ChangedCase,
  authorities: readonly string[],
): Written {
  return {
    organisations: authorities,
    agencies: [Agency.ENFORCEMENT],
    coordinates: WRITTEN.attendance,
    when: ({ switches, consents }) =>
      isOpenedBy(organisation, switches.get('ATTENDANCE_TO_ENFORCEMENT')) ||
      isOpenedBy(organisation, consents.get('ATTENDANCE')),
  };
}

function isOpenedBy(board: string, openings: readonly Opening[] | undefined): boolean {
  return openings?.some(({ owner }) => owner === board) ?? false;
}
