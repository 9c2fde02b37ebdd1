import { LRUCache } from 'lru-cache';

/** Documents remembered, their characters together and those of a single one; what is more or longer is made anew every time. */
const MOST_DOCUMENTS = 1_000;
const MOST_CHARACTERS = 1_024 * 1_024;
const LONGEST_DOCUMENT = 64 * 1_024;

/** What was made of a document, which it takes the place of. */
export interface MadeOf {
  readonly query: string;
}

/** Makes something of a document once, and remembers it as long as there is room; clients decide how many and how long documents are. */
export function rememberDocuments<T extends MadeOf>(
  make: (query: string) => T,
): (query: string) => T {
  const known = new LRUCache<string, T>({
    max: MOST_DOCUMENTS,
    maxSize: MOST_CHARACTERS,
    maxEntrySize: LONGEST_DOCUMENT,
    sizeCalculation: (made, query) => Math.max(1, query.length + made.query.length),
  });
  return (query) => {
    const before = known.get(query);
    if (before) return before;
    const made = make(query);
    known.set(query, made);
    return made;
  };
}
