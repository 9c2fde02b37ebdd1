import { parseLocalDate } from './civil-date';

const INSTANT =
  /^(\d{4}-\d{2}-\d{2})[Tt]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** The instant of an RFC 3339 string: zone required, real days, years 1900 to 2199; else null. */
export function parseInstant(text: string): Date | null {
  const day = INSTANT.exec(text)?.[1];
  if (day === undefined || parseLocalDate(day) === null) return null;
  const instant = new Date(text.toUpperCase());
  // The offset can carry the instant over the edge of the years that the store and the law rules know.
  return parseLocalDate(instant.toISOString().slice(0, 10)) === null ? null : instant;
}

/** A time of day `HH:MM` from 00:00 to 23:59, or null. */
export function parseLocalTime(text: string): string | null {
  return TIME.test(text) ? text : null;
}
