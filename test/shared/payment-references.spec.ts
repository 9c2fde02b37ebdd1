import fc from 'fast-check';
import {
  isBankgiro,
  isOcr,
  isPlusgiro,
  luhnCheckDigit,
  normaliseBankgiro,
  normaliseOcr,
  normalisePlusgiro,
} from '../../src/shared';

/** So many digits, the last one being the check digit, and not all of them zero. */
const checked = (minLength: number, maxLength: number): fc.Arbitrary<string> =>
  fc
    .stringMatching(new RegExp(`^[0-9]{${minLength - 1},${maxLength - 1}}$`))
    .filter((digits) => !/^0+$/.test(digits))
    .map((digits) => `${digits}${luhnCheckDigit(digits)}`);

const wrongCheckDigit = (digits: string): string =>
  digits.slice(0, -1) + String((Number(digits.at(-1)) + 1) % 10);

describe('bankgiro', () => {
  it('of seven or eight digits is normalised with its hyphen', () => {
    fc.assert(
      fc.property(checked(7, 8), (digits) => {
        const written = `${digits.slice(0, -4)}-${digits.slice(-4)}`;
        expect(normaliseBankgiro(digits)).toBe(written);
        expect(normaliseBankgiro(written)).toBe(written);
        expect(isBankgiro(wrongCheckDigit(digits))).toBe(false);
      }),
    );
  });

  it.each(['', '123456', '123456789', '1234-567', '00000000', '5050-105a', '-50501055'])(
    'is not %j',
    (text) => {
      expect(isBankgiro(text)).toBe(false);
    },
  );
});

describe('plusgiro', () => {
  it('of two to eight digits is normalised with its hyphen', () => {
    fc.assert(
      fc.property(checked(2, 8), (digits) => {
        const written = `${digits.slice(0, -1)}-${digits.slice(-1)}`;
        expect(normalisePlusgiro(digits)).toBe(written);
        expect(normalisePlusgiro(written)).toBe(written);
        expect(isPlusgiro(wrongCheckDigit(digits))).toBe(false);
      }),
    );
  });

  it('is read with the spaces of its printed form', () => {
    expect(normalisePlusgiro(`12 34 56-${luhnCheckDigit('123456')}`)).toMatch(/^123456-\d$/);
  });

  it.each(['', '7', '123456789', '00', '1-23456', '12345-67'])('is not %j', (text) => {
    expect(isPlusgiro(text)).toBe(false);
  });
});

describe('OCR reference', () => {
  it('has 2 to 25 digits and a check digit', () => {
    fc.assert(
      fc.property(checked(2, 25), (digits) => {
        expect(normaliseOcr(digits)).toBe(digits);
        expect(isOcr(wrongCheckDigit(digits))).toBe(false);
      }),
    );
  });

  it.each(['', '0', '00', `${'1'.repeat(25)}${luhnCheckDigit('1'.repeat(25))}`, '12-30', 'x'])(
    'is not %j',
    (text) => {
      expect(isOcr(text)).toBe(false);
    },
  );
});

describe('luhnCheckDigit', () => {
  it.each([
    ['7992739871', 3],
    ['0', 0],
    ['5', 9],
  ])('of %s is %i', (digits, expected) => {
    expect(luhnCheckDigit(digits)).toBe(expected);
  });
});
