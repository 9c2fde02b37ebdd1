import type { Answer } from './gateway';

const ALIAS = /^[A-Za-z0-9_-]{22}$/;
const RECEIPT = /^KB-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]$/;
/** Another signature and another salt each time. */
const SIGNED: ReadonlySet<string> = new Set(['jws', 'contentSha256']);
const INSTANT = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;

/**
 * The value with what differs from run to run replaced: ids, receipt numbers and signatures by their order of appearance, instants of this
 * run by a mark. Equal ones stay equal, so that a swapped id still shows.
 */
export function masked(value: unknown, startedAt: Date): unknown {
  const names = new Map<string, string>();
  const named = (text: string, kind: string): string => {
    const known = names.get(text) ?? `<${kind} ${names.size + 1}>`;
    names.set(text, known);
    return known;
  };
  const mask = (one: unknown): unknown => {
    if (Array.isArray(one)) return one.map(mask);
    if (typeof one === 'object' && one !== null) {
      return Object.fromEntries(
        Object.entries(one).map(([key, member]) => [
          key,
          SIGNED.has(key) && typeof member === 'string' ? named(member, key) : mask(member),
        ]),
      );
    }
    if (typeof one !== 'string') return one;
    if (RECEIPT.test(one)) return named(one, 'receipt');
    if (ALIAS.test(one)) return named(one, 'id');
    return INSTANT.test(one) && new Date(one) >= startedAt ? '<now>' : one;
  };
  return mask(value);
}

/** A whole answer in a form that a person can review: the data masked, errors and disclosure notes as a line each. */
export function readable({ data, errors = [], extensions }: Answer['body'], startedAt: Date) {
  const notes = (extensions as { disclosure: { conditional: Note[] } }).disclosure.conditional;
  return {
    data: masked(data, startedAt),
    errors: errors.map(
      ({ message, path = [], extensions: { code, coordinate, legalBasis, ...rest } }) =>
        [code, path.join('.'), coordinate, legalBasis, message, JSON.stringify(rest)].join(' | '),
    ),
    conditional: notes.map(({ path, coordinate, condition, legalBasis, ...rest }) =>
      [path.join('.'), coordinate, condition, legalBasis, JSON.stringify(rest)].join(' | '),
    ),
  };
}

interface Note {
  readonly path: readonly string[];
  readonly coordinate: string;
  readonly condition: string;
  readonly legalBasis: readonly string[];
}
