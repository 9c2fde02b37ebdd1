import type { LocalDate } from './civil-date';

/** Tells the time; passed in, so that every rule about time can be tested on any day. */
export interface Clock {
  now(): Date;
}

/** The machine's own clock. */
export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands still at an instant, for tests and calculators. */
export function fixedClock(iso: string): Clock {
  const instant = Date.parse(iso);
  return { now: () => new Date(instant) };
}

const stockholmDay = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
  timeZone: 'Europe/Stockholm',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/**
 * The civil day in Europe/Stockholm on which an instant falls; legal days are never UTC days.
 *
 * @legalSource TIME-5
 */
export function civilDay(instant: Date): LocalDate {
  const parts = new Map(
    stockholmDay.formatToParts(instant).map(({ type, value }) => [type, value]),
  );
  return [parts.get('year')?.padStart(4, '0'), parts.get('month'), parts.get('day')].join('-');
}
