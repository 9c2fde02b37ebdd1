import { isReceiptNumber } from '../../../src/shared';

/** Values that are made anew in every world: ids and cursors, receipt numbers, signatures and hashes, instants. */
const MADE_ANEW: readonly ((word: string) => boolean)[] = [
  // An id of 16 random bytes or a hash; no word of ours such as a code is written in both cases or with digits.
  (word) => /^[\w-]{20,}$/.test(word) && /[a-z]/.test(word) && /[A-Z\d]/.test(word),
  isReceiptNumber,
  (word) => word.length > 60 && /^[\w-]+\.[\w-]*\.[\w-]+$/.test(word),
  (word) => /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(word),
];

/** What says why, and where, is the same in every world. */
const SAID_ALIKE: ReadonlySet<string> = new Set(['code', 'path', 'coordinate', 'legalBasis']);

/** Two answers of equal worlds are alike when they differ in nothing but what each world has made anew, one for one. */
export class Renaming {
  private readonly there = new Map<string, string>();
  private readonly back = new Map<string, string>();

  /** The second answer in the words of the first; what cannot be a renaming stays as it is. */
  translate(first: unknown, second: unknown): unknown {
    if (typeof first === 'string' && typeof second === 'string') return this.word(first, second);
    if (Array.isArray(first) && Array.isArray(second)) {
      return second.map((item, index): unknown => this.translate(first[index], item));
    }
    if (isRecord(first) && isRecord(second)) {
      return Object.fromEntries(
        Object.entries(second).map(([key, value]) => [
          key,
          SAID_ALIKE.has(key) ? value : this.translate(first[key], value),
        ]),
      );
    }
    return second;
  }

  private word(first: string, second: string): string {
    if (first === second) return second;
    const isMade = MADE_ANEW.some((isOne) => isOne(first) && isOne(second));
    if (!isMade) return second;
    const known = this.there.get(second) ?? first;
    const isOneForOne = known === first && (this.back.get(first) ?? second) === second;
    // Instants of different moments may fall together.
    if (!isOneForOne && !first.endsWith('Z')) return second;
    this.there.set(second, first);
    this.back.set(first, second);
    return first;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
