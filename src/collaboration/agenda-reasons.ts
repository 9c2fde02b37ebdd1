import type { LocalDate } from '../shared';
import { Agency, addDays, addMonths } from '../shared';

/** Why a case is on an agenda. */
export type AgendaReason =
  | 'RECOVERY_ENDS'
  | 'EVICTION_TIME_SET'
  | 'CONFIRMATION_MISSING'
  | 'ATTENDANCE_UNDECIDED'
  | 'DEFERRAL_LAPSES';

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
  /** Day on which the board had to confirm the present time; null without a time, and once it has confirmed it. */
  readonly confirmationDueOn: LocalDate | null;
  /** Day on which the board was told of the present time; null without one, and once it has said whether it comes. */
  readonly undecidedSince: LocalDate | null;
  /** When a deferred application lapses, and from when to warn of it; null while nothing waits. */
  readonly lapse: { readonly warnedFrom: LocalDate; readonly on: LocalDate } | null;
}

/** From when to when something belongs on an agenda, and the day by which it is urgent. */
interface Matter {
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly urgentOn: LocalDate;
}

const SHAPE = /^(?:19|20|21)\d{2}-(?:0[1-9]|1[0-2])$/;

const { LANDLORD, SOCIAL_SERVICES, ENFORCEMENT } = Agency;

/**
 * Each reason with the agencies to which what it rests on is a record of their own, and the days to which it belongs. What the board
 * owes Kronofogden, or has not decided, is the board's own matter alone.
 */
const REASONS: Readonly<
  Record<
    AgendaReason,
    {
      readonly readers: readonly Agency[];
      readonly matter: (dates: KnownDates) => Matter | null;
    }
  >
> = {
  CONFIRMATION_MISSING: {
    readers: [SOCIAL_SERVICES],
    matter: ({ confirmationDueOn: due, evictionOn: to }) =>
      due === null || to === null ? null : { from: due, to, urgentOn: due },
  },
  RECOVERY_ENDS: {
    readers: [LANDLORD, SOCIAL_SERVICES],
    matter: ({ recoveryEndsOn }) => onDay(recoveryEndsOn),
  },
  EVICTION_TIME_SET: {
    readers: [LANDLORD, SOCIAL_SERVICES, ENFORCEMENT],
    matter: ({ evictionOn }) => onDay(evictionOn),
  },
  ATTENDANCE_UNDECIDED: {
    readers: [SOCIAL_SERVICES],
    matter: ({ undecidedSince: from, evictionOn: to }) =>
      from === null || to === null ? null : { from, to, urgentOn: to },
  },
  DEFERRAL_LAPSES: {
    readers: [LANDLORD, SOCIAL_SERVICES, ENFORCEMENT],
    matter: ({ lapse }) => lapse && { from: lapse.warnedFrom, to: lapse.on, urgentOn: lapse.on },
  },
};

/** A reason with the day by which it is urgent. */
export interface DatedReason {
  readonly reason: AgendaReason;
  readonly urgentOn: LocalDate;
}

/** The month written `2026-12`, years 1900 to 2199; null for anything else. */
export function parseMonth(text: string): Month | null {
  if (!SHAPE.test(text)) return null;
  const first = `${text}-01`;
  return { first, last: addDays(addMonths(first, 1), -1) };
}

/**
 * Why a case is on an agency's agenda of a month, the most urgent reason first; none where it is not.
 *
 * A day belongs to its month; what is left undone, to every month from the day on which it was due until the day of the eviction;
 * a lapse, to every month from its warning on. Each reason is drawn from records of the reader alone, so that the agenda tells it
 * nothing of others: Kronofogden's names no recovery period, which rests on the landlord's notice.
 *
 * @legalSource OSL-26-1
 * @legalSource OSL-34-1
 * @legalSource SOF-11-3-ACK
 * @legalSource UB-16-5-DEFERRAL
 */
export function agendaReasons(
  agency: Agency,
  dates: KnownDates,
  { first, last }: Month,
): readonly DatedReason[] {
  return Object.entries(REASONS)
    .flatMap(([reason, { readers, matter }]) => {
      const found = readers.includes(agency) ? matter(dates) : null;
      return found !== null && found.from <= last && first <= found.to
        ? [{ reason: reason as AgendaReason, urgentOn: found.urgentOn }]
        : [];
    })
    .sort((one, other) => compare(one.urgentOn, other.urgentOn));
}

/** Which of two days, or of two ids, comes first. */
export function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function onDay(day: LocalDate | null): Matter | null {
  return day === null ? null : { from: day, to: day, urgentOn: day };
}
