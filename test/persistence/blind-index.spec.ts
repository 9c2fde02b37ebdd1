import { randomBytes } from 'node:crypto';
import { BlindIndexer } from '../../src/persistence';

describe('BlindIndexer', () => {
  const indexer = new BlindIndexer(Buffer.alloc(32, 7));

  it('gives equal values of one kind one index of 16 bytes, in every process', () => {
    const index = indexer.blindIndex('receipt-number', 'KB-0000-0000-0');
    expect(index.toString('hex')).toBe('2bc52ccdc5648a9ed674e538fdd5acf7');
    expect(
      new BlindIndexer(Buffer.alloc(32, 7)).blindIndex('receipt-number', 'KB-0000-0000-0'),
    ).toEqual(index);
  });

  it.each([
    ['another value', indexer.blindIndex('receipt-number', 'KB-0000-0000-1')],
    ['another kind', indexer.blindIndex('ocr-number', 'KB-0000-0000-0')],
    [
      'another secret',
      new BlindIndexer(randomBytes(32)).blindIndex('receipt-number', 'KB-0000-0000-0'),
    ],
  ])('gives %s another index', (_, other) => {
    expect(other.equals(indexer.blindIndex('receipt-number', 'KB-0000-0000-0'))).toBe(false);
  });

  it('needs a secret of 32 bytes', () => {
    expect(() => new BlindIndexer(randomBytes(31))).toThrow(TypeError);
  });
});
