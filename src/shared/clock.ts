import { LRUCache } from 'lru-cache';
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

const HOUR_MS = 3_600_000;
/** From then on Swedish clocks differ from UTC by whole hours, so that a civil day begins with an hour of UTC. */
const WHOLE_HOURS_FROM = Date.UTC(1901, 0, 1);
const dayOfHour = new LRUCache<number, LocalDate>({ max: 10_000 });

/**
 * The civil day in Europe/Stockholm on which an instant falls; legal days are never UTC days.
 *
 * @legalSource TIME-5
 */
export function civilDay(instant: Date): LocalDate {
  const time = instant.getTime();
  // An invalid date is the formatter's to refuse.
  if (!(time >= WHOLE_HOURS_FROM)) return dayByCalendar(instant);
  const hour = Math.floor(time / HOUR_MS);
  const known = dayOfHour.get(hour);
  if (known !== undefined) return known;
  const day = dayByCalendar(instant);
  dayOfHour.set(hour, day);
  return day;
}

function dayByCalendar(instant: Date): LocalDate {
  const parts = new Map(
    stockholmDay.formatToParts(instant).map(({ type, value }) => [type, value]),
  );
  return [parts.get('year')?.padStart(4, '0'), parts.get('month'), parts.get('day')].join('-');
}
