import fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import { isReceiptNumber, newReceiptNumber, parseReceiptNumber } from '../../src/shared';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const aNumber = fc
  .uint8Array({ minLength: 8, maxLength: 8 })
  .map((bytes) => newReceiptNumber(() => bytes));
const compact = (number: string): string => number.slice(3).replace(/-/g, '');

describe('receipt number', () => {
  it('has the documented form, and the documented example is one', () => {
    expect(isReceiptNumber('KB-7Q4M-2X9R-5')).toBe(true);
    expect(newReceiptNumber(randomBytes)).toMatch(
      /^KB-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]$/,
    );
  });

  it('asks for eight bytes and uses every value of the alphabet equally', () => {
    const seen = new Map<string, number>();
    for (let byte = 0; byte < 256; byte += 1) {
      const number = newReceiptNumber((size) => new Uint8Array(size).fill(byte));
      const letter = number.charAt(3);
      seen.set(letter, (seen.get(letter) ?? 0) + 1);
    }
    expect([...seen.keys()].sort().join('')).toBe(ALPHABET);
    expect(new Set(seen.values())).toEqual(new Set([8]));
  });

  it('is read whatever its case, spaces and hyphens', () => {
    fc.assert(
      fc.property(aNumber, (number) => {
        expect(parseReceiptNumber(number)).toBe(number);
        expect(parseReceiptNumber(` kb ${compact(number).toLowerCase()} `)).toBe(number);
      }),
    );
  });

  it('finds every single wrong character', () => {
    fc.assert(
      fc.property(aNumber, (number) => {
        const body = compact(number);
        for (let at = 0; at < body.length; at += 1) {
          for (const other of ALPHABET) {
            if (other === body[at]) continue;
            const wrong = `KB${body.slice(0, at)}${other}${body.slice(at + 1)}`;
            expect(isReceiptNumber(wrong)).toBe(false);
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  it('finds every swap of two characters, neighbours or not', () => {
    fc.assert(
      fc.property(aNumber, (number) => {
        const body = Array.from(compact(number));
        for (let i = 0; i < body.length; i += 1) {
          for (let j = i + 1; j < body.length; j += 1) {
            if (body[i] === body[j]) continue;
            const swapped = [...body];
            [swapped[i], swapped[j]] = [body[j] ?? '', body[i] ?? ''];
            expect(isReceiptNumber(`KB${swapped.join('')}`)).toBe(false);
          }
        }
      }),
    );
  });

  it.each(['', 'KB', '7Q4M-2X9R-5', 'KB-7Q4M-2X9R', 'KB-7Q4M-2X9R-55', 'KB-IQ4M-2X9R-5', 'kß'])(
    'is not %j',
    (text) => {
      expect(parseReceiptNumber(text)).toBeNull();
    },
  );
});
