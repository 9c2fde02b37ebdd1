import type { LocalDate } from '../shared';
import { Agency, addDays, addMonths } from '../shared';

/** Why a case is on an agenda. */
export type AgendaReason = 'RECOVERY_ENDS' | 'EVICTION_TIME_SET';

/** A calendar month by its first and last civil day. */
export interface Month {
  readonly first: LocalDate;
  readonly last: LocalDate;
}

/** The dates of a case as one reader may know them. */
export interface KnownDates {
  /** Last day to recover the tenancy; null while none runs. */
  readonly recoveryEndsOn: LocalDate | null;
  /** Day of a notified eviction time; null without one. */
  readonly evictionOn: LocalDate | null;
}

const SHAPE = /^(?:19|20|21)\d{2}-(?:0[1-9]|1[0-2])$/;

/** Agencies to which a recovery period is a record of their own: who gave the notice, and who received it. */
const RECOVERY_READERS: readonly Agency[] = [Agency.LANDLORD, Agency.SOCIAL_SERVICES];

/** The month written `2026-12`, years 1900 to 2199; null for anything else. */
export function parseMonth(text: string): Month | null {
  if (!SHAPE.test(text)) return null;
  const first = `${text}-01`;
  return { first, last: addDays(addMonths(first, 1), -1) };
}

/**
 * Why a case is on an agency's agenda of a month, the most urgent reason first; none where it is not.
 *
 * Each reason is drawn from records of the reader alone, so that the agenda tells it nothing of others: Kronofogden's names no
 * recovery period, which rests on the landlord's notice.
 *
 * @legalSource OSL-26-1
 * @legalSource OSL-34-1
 */
export function agendaReasons(
  agency: Agency,
  { recoveryEndsOn, evictionOn }: KnownDates,
  month: Month,
): readonly AgendaReason[] {
  const dated: (readonly [LocalDate | null, AgendaReason])[] = [
    [evictionOn, 'EVICTION_TIME_SET'],
    [RECOVERY_READERS.includes(agency) ? recoveryEndsOn : null, 'RECOVERY_ENDS'],
  ];
  return dated
    .flatMap(([day, reason]) => (day !== null && isIn(month, day) ? [{ day, reason }] : []))
    .sort((one, other) => (one.day < other.day ? -1 : one.day > other.day ? 1 : 0))
    .map(({ reason }) => reason);
}

function isIn({ first, last }: Month, day: LocalDate): boolean {
  return first <= day && day <= last;
}
