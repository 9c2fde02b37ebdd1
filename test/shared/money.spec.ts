import fc from 'fast-check';
import { formatSek, parseSek, sumOre } from '../../src/shared';

describe('parseSek', () => {
  it.each([
    ['0', 0n],
    ['0.01', 1n],
    ['0.5', 50n],
    ['12345.50', 1_234_550n],
    ['12345', 1_234_500n],
    ['9999999999.99', 999_999_999_999n],
  ])('reads %s', (text, ore) => {
    expect(parseSek(text)).toBe(ore);
  });

  it.each([
    '-1',
    '+1',
    '-0',
    '1.234',
    '1.',
    '.5',
    '1,50',
    '1 000',
    '1e3',
    '0x10',
    '007',
    '10000000000',
    'NaN',
    '',
    ' 1',
  ])('refuses %j', (text) => {
    expect(parseSek(text)).toBeNull();
  });
});

describe('öre', () => {
  it('are written with two decimals and read back the same', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 999_999_999_999n }), (ore) => {
        expect(formatSek(ore)).toMatch(/^\d+\.\d\d$/);
        expect(parseSek(formatSek(ore))).toBe(ore);
      }),
    );
  });

  it('keep a sign in front of a difference', () => {
    expect(formatSek(-5n)).toBe('-0.05');
  });

  it('RH 1995:34: add up exactly where binary fractions would not', () => {
    const amounts = ['0.10', '0.20'].map((text) => parseSek(text) ?? 0n);
    expect(formatSek(sumOre(amounts))).toBe('0.30');
    expect(sumOre([])).toBe(0n);
  });

  it('RH 1995:34: one öre too much is another sum', () => {
    expect(sumOre([999_999_999_999n, 1n])).not.toBe(999_999_999_999n);
  });
});
