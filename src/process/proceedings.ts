import type { Region } from './move';
import { fromEach } from './move';

/** States of the proceedings at Kronofogden and in court, from the application to the end of the case. */
export type ProceedingsState =
  | 'SUMMARY_PENDING'
  | 'SUMMARY_CONTESTED'
  | 'COURT_PENDING'
  | 'DECIDED'
  | 'ENFORCEMENT_OPEN'
  | 'DEFENDANT_HEARD'
  | 'DATE_SET'
  | 'DEFERRED'
  | 'STAYED'
  | 'EXECUTED'
  | 'STORAGE'
  | 'CLOSED_WITHDRAWN'
  | 'CLOSED_LAPSED'
  | 'CLOSED_VACATED'
  | 'CLOSED_NEW_AGREEMENT';

const AT_SUMMARY_STAGE = [
  'SUMMARY_PENDING',
  'SUMMARY_CONTESTED',
  'COURT_PENDING',
  'DECIDED',
] as const;
const BEFORE_EXECUTION = [
  'ENFORCEMENT_OPEN',
  'DEFENDANT_HEARD',
  'DATE_SET',
  'DEFERRED',
  'STAYED',
] as const;

/**
 * The proceedings: they run beside the tenancy, since a landlord may apply before the three weeks have started or ended.
 *
 * @legalSource BFL-3-EVICTION
 * @legalSource UF-16-2-NOTIFY
 */
export const PROCEEDINGS: Region<ProceedingsState> = {
  name: 'Proceedings',
  states: {
    SUMMARY_PENDING: 'Assistance has been applied for.',
    SUMMARY_CONTESTED: 'The tenant has contested in time.',
    COURT_PENDING: 'The dispute is before a court.',
    DECIDED: 'A decision or judgment orders the tenant to move.',
    ENFORCEMENT_OPEN: 'There is an enforcement case.',
    DEFENDANT_HEARD: 'The tenant has had the opportunity to comment.',
    DATE_SET: 'A time is set and notified.',
    DEFERRED: 'The applicant agrees to wait.',
    STAYED: 'Kronofogden has granted a stay.',
    EXECUTED: 'The eviction has been carried out.',
    STORAGE: 'The tenant’s property is in store.',
    CLOSED_WITHDRAWN: 'The applicant has withdrawn.',
    CLOSED_LAPSED: 'The application has lapsed.',
    CLOSED_VACATED: 'The tenant has moved.',
    CLOSED_NEW_AGREEMENT: 'Landlord and tenant have made a new agreement.',
  },
  moves: [
    {
      from: 'SUMMARY_PENDING',
      to: 'SUMMARY_CONTESTED',
      event: 'CONTESTED',
      actor: 'TENANT',
      rules: ['BFL-25-ANSWER', 'BFL-33-TRANSFER'],
    },
    ...fromEach(['SUMMARY_PENDING', 'SUMMARY_CONTESTED'], 'COURT_PENDING', {
      event: 'TRANSFERRED_TO_COURT',
      actor: 'LANDLORD',
      rules: ['BFL-33-TRANSFER'],
      condition: 'asked for within four weeks',
    }),
    {
      from: 'SUMMARY_PENDING',
      to: 'DECIDED',
      event: 'DECISION_GIVEN',
      actor: 'ENFORCEMENT',
      rules: ['BFL-42-DECISION', 'BFL-14-GROUNDS', 'JB-12-44-DECISION-WAIT'],
      condition: 'for late rent not before two further weekdays after the recovery period',
    },
    {
      from: 'COURT_PENDING',
      to: 'DECIDED',
      event: 'JUDGMENT_GIVEN',
      actor: 'COURT',
      rules: ['JB-12-44-DECISION-WAIT', 'JB-12-44-EXCUSE'],
      condition: 'for late rent not before two further weekdays after the recovery period',
    },
    {
      from: 'DECIDED',
      to: 'COURT_PENDING',
      event: 'REOPENED',
      actor: 'TENANT',
      rules: ['BFL-53-REOPEN'],
      condition: 'asked for within one month',
    },
    {
      from: 'DECIDED',
      to: 'ENFORCEMENT_OPEN',
      event: 'ENFORCEMENT_APPLIED_FOR',
      actor: 'LANDLORD',
      rules: ['UB-2-1-AUTO', 'UB-3-12-ENFORCEABLE', 'UF-16-2-NOTIFY'],
    },
    ...fromEach(['ENFORCEMENT_OPEN', 'DEFERRED', 'STAYED'], 'DEFENDANT_HEARD', {
      event: 'OPPORTUNITY_TO_COMMENT_GIVEN',
      actor: 'ENFORCEMENT',
      rules: ['UB-16-2-HEARD', 'UF-16-3-PREPARE'],
    }),
    ...fromEach(BEFORE_EXECUTION, 'DATE_SET', {
      event: 'TIME_SET',
      actor: 'ENFORCEMENT',
      rules: ['UF-16-2-NOTIFY', 'UF-16-4-TIME', 'UB-16-3-TIMES', 'SOF-11-3-ACK'],
      condition: 'a moved time is notified and confirmed anew',
    }),
    ...fromEach(['DATE_SET'], 'DEFENDANT_HEARD', {
      event: 'TIME_CLEARED',
      actor: 'ENFORCEMENT',
      rules: ['UF-16-2-NOTIFY'],
      condition: 'what a set time opened is hidden again',
    }),
    ...fromEach(['DATE_SET', 'DEFERRED', 'STAYED'], 'ENFORCEMENT_OPEN', {
      event: 'WAIT_OVER_OR_TIME_CLEARED',
      actor: 'ENFORCEMENT',
      rules: ['UF-16-2-NOTIFY', 'UB-16-3-TIMES'],
    }),
    ...fromEach(['ENFORCEMENT_OPEN', 'DEFENDANT_HEARD', 'DATE_SET', 'STAYED'], 'DEFERRED', {
      event: 'APPLICANT_AGREES_TO_WAIT',
      actor: 'LANDLORD',
      operation: 'grantDeferral',
      rules: ['UB-16-5-DEFERRAL'],
      condition:
        'the deferral shows with its last day at once; the state is Kronofogden’s to record',
    }),
    ...fromEach(['ENFORCEMENT_OPEN', 'DEFENDANT_HEARD', 'DATE_SET', 'DEFERRED'], 'STAYED', {
      event: 'STAY_GRANTED',
      actor: 'ENFORCEMENT',
      rules: ['UB-16-4-STAY'],
    }),
    {
      from: 'DATE_SET',
      to: 'EXECUTED',
      event: 'EVICTION_CARRIED_OUT',
      actor: 'ENFORCEMENT',
      rules: ['UB-16-3-TIMES', 'UF-16-6-PROTOCOL', 'UF-16-7-AFTER'],
    },
    {
      from: 'EXECUTED',
      to: 'STORAGE',
      event: 'PROPERTY_STORED',
      actor: 'ENFORCEMENT',
      rules: ['UB-16-6-STORAGE'],
    },
    ...fromEach([...AT_SUMMARY_STAGE, ...BEFORE_EXECUTION], 'CLOSED_WITHDRAWN', {
      event: 'WITHDRAWN',
      actor: 'LANDLORD',
      rules: ['BFL-22-WITHDRAW'],
    }),
    ...fromEach(['SUMMARY_CONTESTED', ...BEFORE_EXECUTION], 'CLOSED_LAPSED', {
      event: 'LAPSED',
      actor: 'CALENDAR',
      rules: ['UB-16-5-DEFERRAL', 'BFL-33-TRANSFER'],
    }),
    ...fromEach([...AT_SUMMARY_STAGE, ...BEFORE_EXECUTION], 'CLOSED_VACATED', {
      event: 'VACATED',
      actor: 'TENANT',
      rules: ['BFL-22-WITHDRAW', 'UB-16-3-TIMES'],
    }),
    ...fromEach([...AT_SUMMARY_STAGE, ...BEFORE_EXECUTION], 'CLOSED_NEW_AGREEMENT', {
      event: 'NEW_AGREEMENT',
      actor: 'LANDLORD',
      rules: ['BFL-22-WITHDRAW'],
    }),
  ],
};
