import { rememberDocuments } from '../../../src/topology/front/remember-documents';

/** How often something was made of documents, and a way to ask for it. */
function counting() {
  let made = 0;
  const of = rememberDocuments((query) => {
    made += 1;
    return { query };
  });
  return { of, made: () => made };
}

/** Documents of a length, each different. */
const documents = (count: number, length: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => String(index).padStart(length, '#'));

describe('what is made of documents', () => {
  it('is made once for each', () => {
    const { of, made } = counting();
    for (const query of ['a', 'b', 'a', 'b', '']) expect(of(query)).toEqual({ query });
    expect(made()).toBe(3);
  });

  it.each([
    ['a thousand documents', 1_001, 10],
    ['a million characters of document and what was made of it', 60, 10_000],
  ])('is made anew beyond %s, the oldest first', (_what, count, length) => {
    const { of, made } = counting();
    const asked = documents(count, length);
    asked.forEach(of);
    of(asked[count - 1] ?? '');
    expect(made()).toBe(count);
    of(asked[0] ?? '');
    expect(made()).toBe(count + 1);
  });

  it('is made anew every time for a document that is very long, and keeps no other out', () => {
    const { of, made } = counting();
    of('short');
    const long = '#'.repeat(40_000);
    of(long);
    of(long);
    of('short');
    expect(made()).toBe(3);
  });
});
