import { searchableName } from '../shared';
import type { SubjectValue } from './subject';
import { leftOut, told } from './subject-values';

/** Words by which a text speaks of a child, in the forms in which they are mostly written. */
const CHILD =
  /^(barn(et|en|ens|s)?|son(en|ens|s)?|sönerna?|dotter(n|ns|s)?|döttrar(na)?|minderårig(a|t|e)?|underårig(a|t|e)?|bebis(en)?|spädbarn(et)?|förskola(n)?|skola(n)?|child(ren)?|daughter|minor)$/u;
const NUMBER = /\b(?:\d{2})?\d{6}[-+]?\d{4}\b/g;

/** Who is who in the row that a free text stands in. */
export interface TextParties {
  /** The person's own names in the row, and number. */
  readonly own: readonly string[];
  /** Names of the other persons in the row. */
  readonly others: readonly string[];
}

/**
 * A free text about the tenancy or the proceedings, unless it names another person of the row, an identity number that is not the
 * person's own, or speaks of a child. A net and no proof: the officer reads what is handed out.
 *
 * @legalSource GDPR-12-15
 * @legalSource OSL-12-3
 */
export function freeText(name: string, text: string | null, parties: TextParties): SubjectValue {
  if (text === null) return told(name, null);
  const words = wordsOf(text);
  if (words.some((word) => CHILD.test(word))) return leftOut(name, 'OSL-12-3');
  const own = new Set(parties.own.flatMap(wordsOf));
  const others = new Set(parties.others.flatMap(wordsOf).filter((word) => !own.has(word)));
  const namesOther = words.some((word) => others.has(word) || others.has(word.replace(/s$/, '')));
  const ownDigits = parties.own.map(lastDigits);
  const hasOtherNumber = (text.match(NUMBER) ?? []).some(
    (number) => !ownDigits.includes(lastDigits(number)),
  );
  return namesOther || hasOtherNumber ? leftOut(name, 'GDPR-12-15') : told(name, text);
}

function wordsOf(text: string): readonly string[] {
  return searchableName(text)
    .split(/[^\p{L}]+/u)
    .filter((word) => word.length > 1);
}

function lastDigits(text: string): string {
  return text.replace(/\D/g, '').slice(-10);
}
