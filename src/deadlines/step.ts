import type { LocalDate } from '../shared';

/** What happened, or is awaited; each has its sentence in `explanation.ts`. */
export type EventName =
  | 'RENT_DUE'
  | 'TENANT_SERVED'
  | 'MESSAGE_GIVEN'
  | 'LETTER_SENT'
  | 'MESSAGE_RECEIVED'
  | 'CONTESTATION_SENT'
  | 'DECIDED'
  | 'DOCUMENTS_RECEIVED'
  | 'HEARD'
  | 'SENT_ABROAD'
  | 'APPLIED'
  | 'EXECUTED'
  | 'TIME_NOTIFIED'
  | 'RENT_PAID'
  | 'UNDERTAKING_GIVEN'
  | 'CLOSED'
  | 'CONFIRMED';

/** What is to be known about a count besides its days; each has its sentence in `explanation.ts`. */
export type NoteName =
  | 'NEVER_STATES_FORFEITURE'
  | 'SUPERSEDED_CHAIN'
  | 'UNDERTAKING_NOT_COUNTED'
  | 'EXECUTION_NOT_COUNTED'
  | 'SOFT_TARGET'
  | 'COUNTED_FROM_TARGET'
  | 'WHOLE_STAY'
  | 'WHOLE_STAY_EXCEPTIONAL'
  | 'IF_DEFERRAL_LASTS'
  | 'NOT_A_DISPOSAL_DATE'
  | 'SAME_DAY'
  | 'MET_LATE'
  | 'TOO_LATE';

/**
 * One step of a count: an event, a computation on days that earlier steps gave, or a remark.
 *
 * A computation carries what it starts from and what it gives, so that whoever knows the calendar can do it again.
 */
export type Step =
  | { readonly step: 'EVENT'; readonly event: EventName; readonly on: LocalDate }
  | { readonly step: 'NOT_COUNTED'; readonly event: EventName; readonly on: LocalDate }
  | { readonly step: 'MISSING'; readonly event: EventName }
  | { readonly step: 'LATEST'; readonly of: readonly LocalDate[]; readonly on: LocalDate }
  | {
      readonly step: 'DAYS';
      readonly from: LocalDate;
      readonly days: number;
      readonly on: LocalDate;
    }
  | {
      readonly step: 'MONTHS';
      readonly from: LocalDate;
      readonly months: number;
      readonly on: LocalDate;
    }
  | { readonly step: 'ACTING_DAY'; readonly from: LocalDate; readonly on: LocalDate }
  | {
      readonly step: 'WEEKDAYS';
      readonly from: LocalDate;
      readonly weekdays: number;
      readonly on: LocalDate;
      /** The day if Saturdays and the eves counted, never the later one. */
      readonly ifSaturdaysCount: LocalDate;
    }
  | {
      readonly step: 'WARNING';
      readonly from: LocalDate;
      readonly daysBefore: number;
      readonly on: LocalDate;
    }
  | { readonly step: 'NOTE'; readonly note: NoteName };
