import type { SubjectValue } from './subject';

/** What a stored value can be; lists are told as one line. */
export type Stored = string | number | boolean | Date | null | undefined | readonly string[];

/** A stored value in plain words: instants in UTC, days as they are, yes or no. */
export function told(name: string, value: Stored): SubjectValue {
  const isNothing = value == null || (Array.isArray(value) && value.length === 0);
  return { name, value: isNothing ? null : inWords(value) };
}

/** The values of an object below a name, `dwelling.street` and so on; nothing for a part that is not stored. */
export function toldParts(
  prefix: string,
  parts: Readonly<Record<string, Stored>> | null,
): readonly SubjectValue[] {
  return Object.entries(parts ?? {}).map(([name, value]) => told(`${prefix}.${name}`, value));
}

/**
 * Says that something is stored here and not told, and by which rule.
 *
 * @legalSource GDPR-12-15
 */
export function leftOut(name: string, rule: string): SubjectValue {
  return { name, value: `left out: ${rule}` };
}

function inWords(value: NonNullable<Stored>): string {
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'object' ? value.join(', ') : String(value);
}
