import fc from 'fast-check';
import {
  luhnCheckDigit,
  parseOrganisationNumber,
  parsePersonalIdentityNumber,
} from '../../src/shared';
import { aDay } from '../support/arbitraries';
import {
  testCoordinationNumber,
  testOrganisationNumber,
  testPersonalNumber,
} from '../support/identity-numbers';

const TODAY = '2026-11-22';
const parse = (text: string): string | null => parsePersonalIdentityNumber(text, TODAY);

/** The same number with every digit changed in turn. */
function oneDigitWrong(digits: string): string[] {
  return Array.from(digits).flatMap((digit, index) =>
    Array.from('0123456789')
      .filter((other) => other !== digit)
      .map((other) => digits.slice(0, index) + other + digits.slice(index + 1)),
  );
}

describe('parsePersonalIdentityNumber', () => {
  const twelve = testPersonalNumber('1984-05-17', 981);
  const short = twelve.slice(2, 8);
  const last = twelve.slice(8);

  it('takes the usual spellings and answers twelve digits', () => {
    for (const text of [
      twelve,
      `${twelve.slice(0, 8)}-${last}`,
      `${short}-${last}`,
      `${short}${last}`,
      ` ${twelve} `,
    ]) {
      expect(parse(text)).toBe(twelve);
    }
  });

  it('takes co-ordination numbers in the same spellings', () => {
    const coordination = testCoordinationNumber('1990-12-31', 989);
    expect(coordination.slice(6, 8)).toBe('91');
    expect(parse(coordination)).toBe(coordination);
    expect(parse(`${coordination.slice(2, 8)}-${coordination.slice(8)}`)).toBe(coordination);
  });

  it('every day of birth up to today has its number, and later ones have none', () => {
    fc.assert(
      fc.property(
        aDay,
        fc.integer({ min: 980, max: 989 }),
        fc.boolean(),
        (day, serial, foreign) => {
          const number = (foreign ? testCoordinationNumber : testPersonalNumber)(day, serial);
          expect(parse(number)).toBe(day <= TODAY ? number : null);
        },
      ),
    );
  });

  it('finds every single wrong digit in the part that the check digit covers', () => {
    for (const wrong of oneDigitWrong(twelve.slice(2))) {
      expect(parse(twelve.slice(0, 2) + wrong)).toBeNull();
    }
  });

  describe('without century', () => {
    const spelled = (number: string, sign: string): string =>
      `${number.slice(2, 8)}${sign}${number.slice(8)}`;

    it('a minus sign means under a hundred years', () => {
      const young = testPersonalNumber('2020-01-01');
      expect(parse(spelled(young, '-'))).toBe(young);
      const old = testPersonalNumber('1927-01-01');
      expect(parse(spelled(old, '-'))).toBe(old);
    });

    it('a plus sign means a hundred years or more, from the year of the birthday on', () => {
      const old = testPersonalNumber('1920-01-01');
      expect(parse(spelled(old, '+'))).toBe(old);
      const turning = testPersonalNumber('1926-12-24');
      expect(parse(spelled(turning, '+'))).toBe(turning);
    });

    it('a minus sign and a birthday later this year means ninety-nine', () => {
      const turning = testPersonalNumber('1926-12-24');
      expect(parse(spelled(turning, '-'))).toBe(turning);
      expect(parse(spelled(turning, ''))).toBe(turning);
    });

    it('a plus sign for somebody who would be over a hundred and twenty-six is refused', () => {
      expect(parse(spelled(testPersonalNumber('1930-01-01'), '+'))).toBeNull();
    });

    it('depends on the day that is passed in, not on the machine’s', () => {
      const number = spelled(testPersonalNumber('2030-06-01'), '-');
      expect(parsePersonalIdentityNumber(number, '2031-01-01')?.slice(0, 4)).toBe('2030');
      expect(parsePersonalIdentityNumber(number, '2029-12-31')?.slice(0, 4)).toBe('1930');
    });
  });

  it.each([
    ['a plus sign beside a century', `${twelve.slice(0, 8)}+${last}`],
    ['a day that does not exist', testPersonalNumber('1984-02-30')],
    ['a co-ordination day 60', testPersonalNumber('1984-05-60')],
    ['an interim number', '198405T79806'],
    ['letters', 'abcdefghijkl'],
    ['nothing', ''],
    ['eleven digits', twelve.slice(1)],
    ['inner white space', `${twelve.slice(0, 8)} ${last}`],
    ['other scripts’ digits', '١٩٨٤٠٥١٧٩٨١٠'],
    ['birth number 000', `19840517000${luhnCheckDigit('840517000')}`],
  ])('refuses %s', (_, text) => {
    expect(parse(text)).toBeNull();
  });

  it('refuses whatever else is sent and never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect([null, 12]).toContain(parse(text)?.length ?? null);
      }),
    );
  });
});

describe('parseOrganisationNumber', () => {
  const number = testOrganisationNumber(42);
  const ten = number.replace('-', '');

  it('is built as invented numbers are', () => {
    expect(number).toMatch(/^559900-042\d$/);
  });

  it.each([number, ten, `16${ten}`, `16${number}`, ` ${number} `, '202100-5448'])(
    'takes %j',
    (text) => {
      expect(parseOrganisationNumber(text)).toMatch(/^\d{6}-\d{4}$/);
    },
  );

  it('every invented serial gives a number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999 }), (serial) => {
        const built = testOrganisationNumber(serial);
        expect(parseOrganisationNumber(built)).toBe(built);
      }),
    );
  });

  it('finds every single wrong digit', () => {
    for (const wrong of oneDigitWrong(ten)) expect(parseOrganisationNumber(wrong)).toBeNull();
  });

  it('takes the ten digits of a person who trades alone', () => {
    const person = testPersonalNumber('1984-05-17').slice(2);
    const expected = `${person.slice(0, 6)}-${person.slice(6)}`;
    expect(parseOrganisationNumber(person)).toBe(expected);
    expect(parseOrganisationNumber(expected)).toBe(expected);
    const foreign = testCoordinationNumber('2004-02-29').slice(2);
    expect(parseOrganisationNumber(foreign)).toMatch(/^040289-/);
  });

  it('refuses such a number with prefix, with century or without a real day', () => {
    const person = testPersonalNumber('1984-05-17');
    expect(parseOrganisationNumber(`16${person.slice(2)}`)).toBeNull();
    expect(parseOrganisationNumber(person)).toBeNull();
    expect(parseOrganisationNumber(testPersonalNumber('1984-13-31').slice(2))).toBeNull();
    const notADay = testPersonalNumber('1984-02-31').slice(2);
    expect(parseOrganisationNumber(notADay)).toBeNull();
  });

  it.each(['', '5599000426 1', '55-99000426', '17' + ten, '559900--0420', ten.slice(1)])(
    'refuses %j',
    (text) => {
      expect(parseOrganisationNumber(text)).toBeNull();
    },
  );
});

describe('test numbers', () => {
  it('cannot be built outside the series that the tax authority keeps for tests', () => {
    expect(() => testPersonalNumber('1984-05-17', 979)).toThrow(RangeError);
    expect(() => testPersonalNumber('1984-05-17', 990)).toThrow(RangeError);
    expect(() => testOrganisationNumber(100_000)).toThrow(RangeError);
  });
});
