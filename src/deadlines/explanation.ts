import { dayOfWeek, type LocalDate } from '../shared';
import { isEve, isPublicHoliday } from './legal-calendar';
import type { EventName, NoteName, Step } from './step';

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth'];

/** What happened, as a clause that a day completes. */
const EVENTS: Readonly<Record<EventName, string>> = {
  RENT_DUE: 'the rent was due',
  TENANT_SERVED: 'a tenant was served the recovery notice',
  MESSAGE_GIVEN: 'the message was given to the social board',
  LETTER_SENT: 'the message was given to the social board by dispatch of a registered letter',
  MESSAGE_RECEIVED: 'the message was given to the social board by receipt through the gateway',
  CONTESTATION_SENT: 'the information that the tenant contests was sent to the landlord',
  DECIDED: 'the decision was given',
  DOCUMENTS_RECEIVED: 'Kronofogden had the necessary documents',
  HEARD: 'the tenant got the opportunity to comment',
  SENT_ABROAD: 'the opportunity to comment was sent to the tenant, who lives abroad',
  APPLIED: 'enforcement was applied for',
  EXECUTED: 'the eviction was carried out',
  TIME_NOTIFIED: 'the time of the eviction was notified to the social board',
  RENT_PAID: 'the rent was paid',
  UNDERTAKING_GIVEN: 'the social board told the landlord that it answers for the rent',
  CLOSED: 'the enforcement case was closed',
  CONFIRMED: 'the social board confirmed the notice',
};

const NOTES: Readonly<Record<NoteName, string>> = {
  NEVER_STATES_FORFEITURE:
    'From this day the tenancy is forfeitable; whether it is forfeited is for a person to decide (JB-12-42-MINOR).',
  SUPERSEDED_CHAIN:
    'This counts by a notice that another one has superseded; both counts are shown, and a person decides (JB-12-44-FORM-CASES).',
  UNDERTAKING_NOT_COUNTED: 'An undertaking of the social board is not taken into account here.',
  EXECUTION_NOT_COUNTED: 'Whether an eviction was carried out is not taken into account here.',
  SOFT_TARGET: 'This is a target, to be kept if possible; nothing is blocked by it.',
  COUNTED_FROM_TARGET:
    'No opportunity to comment is known yet, so this is counted from the end of the four weeks alone.',
  WHOLE_STAY: 'A stay may last until this day at most.',
  WHOLE_STAY_EXCEPTIONAL:
    'With exceptional reasons, and compensation for the whole stay, it may last until this day: four weeks in total, not four more.',
  IF_DEFERRAL_LASTS:
    'If the deferral lasts longer, the application has lapsed unless there are special reasons.',
  NOT_A_DISPOSAL_DATE:
    'After this day the keeper may sell what was not collected; the tenant is called on first if reachable.',
  SAME_DAY: 'The confirmation is due on the same civil day, also after office hours.',
  MET_LATE: 'That was after the day on which it was due.',
  TOO_LATE: 'That was after the last day, so it does not meet the deadline.',
};

/** The steps of a count in English sentences, in their order. */
export function explain(steps: readonly Step[]): readonly string[] {
  return steps.map(sentence);
}

function sentence(step: Step): string {
  switch (step.step) {
    case 'EVENT':
      return `${upperFirst(EVENTS[step.event])} on ${named(step.on)}.`;
    case 'NOT_COUNTED':
      return `${upperFirst(EVENTS[step.event])} on ${named(step.on)}, but by the substitute method, which does not start this clock (JB-12-44-FORM-CASES).`;
    case 'MISSING':
      return `It is not known that ${EVENTS[step.event]}; until then the clock does not run.`;
    case 'LATEST':
      return `The latest of ${step.of.join(', ')} is ${named(step.on)}.`;
    case 'DAYS':
      return `${counted(step.days, 'day')} after ${step.from}, that day not counted, is ${named(step.on)} (TIME-1).`;
    case 'MONTHS':
      return `${counted(step.months, 'month')} after ${step.from} is ${named(step.on)}${clipping(step)} (TIME-1).`;
    case 'ACTING_DAY':
      return step.from === step.on
        ? `${step.from} is an ordinary weekday, so the last day to act stays ${named(step.on)} (TIME-2).`
        : `${step.from} is ${restDay(step.from)}, so the act may be done on the next weekday, ${named(step.on)} (TIME-2).`;
    case 'WEEKDAYS':
      return `The ${ORDINALS[step.weekdays - 1] ?? String(step.weekdays)} weekday after ${step.from}, Saturdays and eves not counted, is ${named(step.on)}${otherReading(step)} (TIME-4).`;
    case 'WARNING':
      return `A warning is due ${counted(step.daysBefore, 'day')} before ${step.from}, from ${named(step.on)}.`;
    case 'NOTE':
      return NOTES[step.note];
  }
}

function named(day: LocalDate): string {
  return `${day} (${WEEKDAYS[dayOfWeek(day) - 1] ?? ''})`;
}

function counted(number: number, unit: string): string {
  return `${number} ${unit}${number === 1 ? '' : 's'}`;
}

function clipping({ from, on }: { readonly from: LocalDate; readonly on: LocalDate }): string {
  return from.slice(-2) === on.slice(-2) ? '' : ', the last day of a month without that number';
}

function otherReading(step: {
  readonly on: LocalDate;
  readonly ifSaturdaysCount: LocalDate;
}): string {
  return step.on === step.ifSaturdaysCount
    ? ''
    : `; if Saturdays and eves counted it would be ${named(step.ifSaturdaysCount)}, and the later day protects the tenant`;
}

function restDay(day: LocalDate): string {
  if (isEve(day)) return 'Midsummer’s, Christmas or New Year’s Eve';
  if (isPublicHoliday(day)) return 'a Sunday or another public holiday';
  return 'a Saturday';
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
