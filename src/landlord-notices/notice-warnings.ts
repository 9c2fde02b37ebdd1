import {
  isEarlierThanLastWeekdayBeforeMonth,
  nextActingDay,
  serviceStartsRecovery,
} from '../deadlines';
import { addDays } from '../shared';
import type { ValidNotice } from './validate-notice';

/** Something missing or odd that is no ground for refusing a notice; the sentence holds no value of it. */
export interface NoticeWarningText {
  readonly code: NoticeWarningCode;
  readonly message: string;
  readonly ruleId: string;
}

/** Every warning with its constant sentence and the rule behind it, in the order in which they are given. */
const WARNINGS = {
  ROOM_COUNT_MISSING: {
    message:
      'The number of rooms is missing. The form asks for it; the Supreme Court has accepted a message without it (NJA 1985 s. 586).',
    ruleId: 'JB-12-44-FORM-CASES',
  },
  SUBSTITUTE_SERVICE: {
    message:
      'The recovery notice was served by the substitute method for terminations. For this tenure it does not start the recovery period (NJA 1988 s. 420).',
    ruleId: 'JB-12-44-FORM-CASES',
  },
  TENANT_NOT_SERVED: {
    message:
      'Not every tenant has been served the recovery notice. The recovery period has not started.',
    ruleId: 'JB-12-44-RECOVERY',
  },
  DUE_BEFORE_LAST_WEEKDAY: {
    message:
      'Rent is said to be due earlier than on the last weekday before the month that it is for.',
    ruleId: 'JB-12-20-DUE',
  },
  NOT_YET_FORFEITABLE: {
    message: 'No claimed rent was more than one week late on the day of the termination.',
    ruleId: 'JB-12-42-LATE',
  },
} as const satisfies Readonly<
  Record<string, { readonly message: string; readonly ruleId: string }>
>;

/** The code of a warning, which is what is stored with a notice. */
export type NoticeWarningCode = keyof typeof WARNINGS;

type Rule = (notice: ValidNotice) => boolean;

const ONE_WEEK = 7;

/** The law of late rent concerns form 3 alone; a disturbance message has neither room count nor recovery notice. */
const RULES: Readonly<Record<NoticeWarningCode, Rule>> = {
  ROOM_COUNT_MISSING: ({ dwelling }) => dwelling.roomCount === null,
  SUBSTITUTE_SERVICE: ({ dwelling, tenantServed }) =>
    tenantServed.some(({ method }) => !serviceStartsRecovery(dwelling.tenure, method)),
  TENANT_NOT_SERVED: ({ tenants, tenantServed }) =>
    new Set(tenantServed.map(({ tenant }) => tenant)).size < tenants.length,
  DUE_BEFORE_LAST_WEEKDAY: ({ dwelling, claims }) =>
    isRent(dwelling.tenure) &&
    claims.some(({ dueOn, periodStart }) =>
      isEarlierThanLastWeekdayBeforeMonth(dueOn, periodStart),
    ),
  NOT_YET_FORFEITABLE: ({ termination, claims }) =>
    termination !== null &&
    claims.every(({ dueOn }) => termination.on <= nextActingDay(addDays(dueOn, ONE_WEEK))),
};

/**
 * What is missing or odd in a sound notice, in a fixed order. Whether a tenancy is forfeited is never stated.
 *
 * @legalSource JB-12-44-FORM-CASES
 * @legalSource JB-12-44-RECOVERY
 * @legalSource JB-12-20-DUE
 * @legalSource JB-12-42-LATE
 */
export function noticeWarnings(notice: ValidNotice): readonly NoticeWarningText[] {
  const kind: `${ValidNotice['kind']}` = notice.kind;
  if (kind !== 'ARREARS') return [];
  return (Object.keys(RULES) as NoticeWarningCode[])
    .filter((code) => RULES[code](notice))
    .map(noticeWarning);
}

/** A warning by its code, as it is shown. */
export function noticeWarning(code: NoticeWarningCode): NoticeWarningText {
  return { code, ...WARNINGS[code] };
}

/** The due date of 12:20 is that of rent; the fee of a tenant-owned flat follows its own act. */
function isRent(tenure: `${ValidNotice['dwelling']['tenure']}`): boolean {
  return tenure !== 'TENANT_OWNED';
}
