import type { Region } from './move';
import { fromEach } from './move';

/**
 * States of the tenancy, from arrears or disturbance to the end of the recovery period.
 *
 * `NOTICE_WITHDRAWN` and `CURED` are ends that the law implies and gives no name.
 */
export type TenancyState =
  | 'IN_ARREARS'
  | 'FORFEITABLE'
  | 'CURED'
  | 'TERMINATED'
  | 'RECOVERY_NOT_STARTED'
  | 'RECOVERY_RUNNING'
  | 'RECOVERED_PAID'
  | 'RECOVERED_UNDERTAKING'
  | 'RECOVERED_EXCUSED'
  | 'RECOVERY_LAPSED'
  | 'DISTURBANCE_REPORTED'
  | 'DISTURBANCE_CONTINUES'
  | 'TERMINATED_SERIOUS'
  | 'NOTICE_WITHDRAWN';

const IN_RECOVERY = ['RECOVERY_NOT_STARTED', 'RECOVERY_RUNNING', 'RECOVERY_LAPSED'] as const;
const OF_DISTURBANCE = [
  'DISTURBANCE_REPORTED',
  'DISTURBANCE_CONTINUES',
  'TERMINATED_SERIOUS',
] as const;
const SETTLED = ['RECOVERED_PAID', 'NOTICE_WITHDRAWN'] as const;

/**
 * The tenancy: what landlord, tenant and social board do until the home is recovered or the period has lapsed.
 *
 * @legalSource JB-12-44-RECOVERY
 * @legalSource JB-12-25A-DISTURB
 */
export const TENANCY: Region<TenancyState> = {
  name: 'Tenancy',
  states: {
    IN_ARREARS: 'Rent is unpaid after the due date.',
    FORFEITABLE: 'The delay exceeds one week.',
    CURED: 'The rent was paid before termination, which removes the ground.',
    TERMINATED: 'A written termination has been served.',
    RECOVERY_NOT_STARTED:
      'The tenant is not served, or the message is not given: the right to recover stays open.',
    RECOVERY_RUNNING: 'Both are done: the three weeks run.',
    RECOVERED_PAID: 'The whole rent was paid or deposited in time: the tenancy continues.',
    RECOVERED_UNDERTAKING:
      'The board’s written undertaking reached the landlord in time: the tenancy continues.',
    RECOVERED_EXCUSED: 'A court has excused the late payment: the tenancy continues.',
    RECOVERY_LAPSED: 'The three weeks have passed without payment or undertaking.',
    DISTURBANCE_REPORTED: 'The tenant was called on to stop, and the social board was told.',
    DISTURBANCE_CONTINUES: 'There was no correction without delay.',
    TERMINATED_SERIOUS:
      'Terminated for particularly serious disturbance; the board got a copy of the termination.',
    NOTICE_WITHDRAWN: 'The landlord has withdrawn what it told the board.',
  },
  moves: [
    {
      from: 'IN_ARREARS',
      to: 'FORFEITABLE',
      event: 'WEEK_OF_DELAY_PASSED',
      actor: 'CALENDAR',
      rules: ['JB-12-42-LATE', 'JB-12-20-DUE'],
    },
    ...fromEach(['IN_ARREARS', 'FORFEITABLE'], 'CURED', {
      event: 'PAID_BEFORE_TERMINATION',
      actor: 'TENANT',
      rules: ['JB-12-43-CURE'],
    }),
    {
      from: 'FORFEITABLE',
      to: 'TERMINATED',
      event: 'TERMINATION_SERVED',
      actor: 'LANDLORD',
      rules: ['JB-12-8-TERMINATION', 'JB-8-8-SERVICE'],
    },
    {
      from: 'TERMINATED',
      to: 'RECOVERY_NOT_STARTED',
      event: 'FIRST_OF_BOTH_NOTICES_DONE',
      actor: 'LANDLORD',
      operation: 'submitNotice',
      rules: ['JB-12-44-RECOVERY'],
    },
    ...fromEach(['TERMINATED', 'RECOVERY_NOT_STARTED'], 'RECOVERY_RUNNING', {
      event: 'BOTH_NOTICES_DONE',
      actor: 'LANDLORD',
      operation: 'submitNotice',
      rules: ['JB-12-44-RECOVERY', 'JB-12-63-DISPATCH', 'DELG-18-RECEIVED'],
      condition: 'in either order; the later of both is day 0',
    }),
    ...fromEach(['RECOVERY_NOT_STARTED', 'RECOVERY_RUNNING'], 'RECOVERED_PAID', {
      event: 'PAID_IN_TIME',
      actor: 'TENANT',
      operation: 'reportSettlement',
      rules: ['JB-12-44-RECOVERY'],
      condition: 'at the latest on the last day as moved by TIME-2',
    }),
    {
      from: 'RECOVERY_LAPSED',
      to: 'RECOVERED_PAID',
      event: 'PAYMENT_IN_TIME_REPORTED_LATE',
      actor: 'LANDLORD',
      operation: 'reportSettlement',
      rules: ['JB-12-44-RECOVERY'],
      condition: 'the day of payment counts, not the day of the report',
    },
    ...fromEach(['RECOVERY_NOT_STARTED', 'RECOVERY_RUNNING'], 'RECOVERED_UNDERTAKING', {
      event: 'RENT_UNDERTAKEN',
      actor: 'SOCIAL_SERVICES',
      operation: 'issueRentUndertaking',
      rules: ['JB-12-44-UNDERTAKING'],
      condition: 'a rented flat, within the same three weeks',
    }),
    {
      from: 'RECOVERY_RUNNING',
      to: 'RECOVERY_LAPSED',
      event: 'THREE_WEEKS_PASSED',
      actor: 'CALENDAR',
      rules: ['JB-12-44-RECOVERY', 'TIME-1', 'TIME-2'],
    },
    ...fromEach(IN_RECOVERY, 'RECOVERED_EXCUSED', {
      event: 'LATE_PAYMENT_EXCUSED',
      actor: 'COURT',
      rules: ['JB-12-44-EXCUSE'],
      condition: 'only a court decides; the gateway never states it',
    }),
    ...fromEach(['RECOVERY_RUNNING', 'RECOVERY_LAPSED'], 'RECOVERY_RUNNING', {
      event: 'MESSAGE_CORRECTED',
      actor: 'LANDLORD',
      operation: 'submitNotice',
      rules: ['JB-12-44-FORM-CASES', 'JB-12-44-RECOVERY'],
      condition: 'the new message has its own day 0; both chains are shown',
    }),
    ...fromEach(['RECOVERY_RUNNING', 'RECOVERY_LAPSED'], 'RECOVERY_NOT_STARTED', {
      event: 'MESSAGE_CORRECTED_WITHOUT_SERVICE',
      actor: 'LANDLORD',
      operation: 'submitNotice',
      rules: ['JB-12-44-FORM-CASES', 'JB-12-44-RECOVERY'],
    }),
    {
      from: 'DISTURBANCE_REPORTED',
      to: 'DISTURBANCE_CONTINUES',
      event: 'NOT_CORRECTED_WITHOUT_DELAY',
      actor: 'LANDLORD',
      operation: 'submitNotice',
      rules: ['JB-12-42-9'],
    },
    ...fromEach(['DISTURBANCE_REPORTED', 'DISTURBANCE_CONTINUES'], 'TERMINATED', {
      event: 'TERMINATION_SERVED',
      actor: 'LANDLORD',
      rules: ['JB-12-42-DISTURB-PRE', 'JB-12-8-TERMINATION'],
      condition: 'only after the social board has been told',
    }),
    ...fromEach(['DISTURBANCE_REPORTED', 'DISTURBANCE_CONTINUES'], 'TERMINATED_SERIOUS', {
      event: 'TERMINATION_COPY_SENT',
      actor: 'LANDLORD',
      operation: 'submitNotice',
      rules: ['JB-12-42-SERIOUS'],
    }),
    ...fromEach([...IN_RECOVERY, ...OF_DISTURBANCE, 'RECOVERED_PAID'], 'NOTICE_WITHDRAWN', {
      event: 'WITHDRAWAL_REPORTED',
      actor: 'LANDLORD',
      operation: 'reportSettlement',
      rules: ['JB-12-44-RECOVERY'],
    }),
    ...SETTLED.flatMap((from) =>
      (['RECOVERY_NOT_STARTED', 'RECOVERY_RUNNING', 'RECOVERY_LAPSED'] as const).map((to) => ({
        from,
        to,
        event: 'REPORT_CORRECTED',
        actor: 'LANDLORD' as const,
        operation: 'reportSettlement',
        rules: ['JB-12-44-RECOVERY'],
        condition: 'a later report of the landlord corrects the one before',
      })),
    ),
  ],
};
