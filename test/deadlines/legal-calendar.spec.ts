import fc from 'fast-check';
import {
  easterSunday,
  isNoActingDay,
  isPublicHoliday,
  nextActingDay,
  nthWeekdayAfter,
  nthWeekdayAfterCountingSaturdays,
} from '../../src/deadlines';
import { addDays, dayOfWeek, daysBetween } from '../../src/shared';
import { aDay } from '../support/arbitraries';

/** Public holidays by hand from the almanac; Sundays that are nothing else are left out. */
const HOLIDAYS: Record<number, readonly string[]> = {
  2026: [
    '2026-01-01', // New Year's Day, Thursday
    '2026-01-06', // Epiphany, Tuesday
    '2026-04-03', // Good Friday
    '2026-04-05', // Easter Sunday
    '2026-04-06', // Easter Monday
    '2026-05-01', // 1 May, Friday
    '2026-05-14', // Ascension Day, Thursday
    '2026-05-24', // Pentecost Sunday
    '2026-06-06', // National Day, Saturday
    '2026-06-20', // Midsummer's Day, Saturday
    '2026-10-31', // All Saints' Day, Saturday
    '2026-12-25', // Christmas Day, Friday
    '2026-12-26', // Boxing Day, Saturday
  ],
  2027: [
    '2027-01-01', // New Year's Day, Friday
    '2027-01-06', // Epiphany, Wednesday
    '2027-03-26', // Good Friday
    '2027-03-28', // Easter Sunday
    '2027-03-29', // Easter Monday
    '2027-05-01', // 1 May, Saturday
    '2027-05-06', // Ascension Day, Thursday
    '2027-05-16', // Pentecost Sunday
    '2027-06-06', // National Day, Sunday
    '2027-06-26', // Midsummer's Day, Saturday
    '2027-11-06', // All Saints' Day, Saturday
    '2027-12-25', // Christmas Day, Saturday
    '2027-12-26', // Boxing Day, Sunday
  ],
};
const EVES: Record<number, readonly string[]> = {
  2026: ['2026-06-19', '2026-12-24', '2026-12-31'],
  2027: ['2027-06-25', '2027-12-24', '2027-12-31'],
};

const daysOf = (year: number): string[] => {
  const first = `${year}-01-01`;
  const count = daysBetween(first, `${year + 1}-01-01`);
  return Array.from({ length: count }, (_, index) => addDays(first, index));
};

describe.each([2026, 2027])('TIME-3 in %i', (year) => {
  const holidays = HOLIDAYS[year] ?? [];
  const eves = EVES[year] ?? [];

  it('has the public holidays of the almanac and no others', () => {
    const expected = daysOf(year).filter((day) => dayOfWeek(day) === 7 || holidays.includes(day));
    expect(daysOf(year).filter(isPublicHoliday)).toEqual(expected);
  });

  it('TIME-2: adds Saturdays and the three eves as days when nobody has to act', () => {
    const expected = daysOf(year).filter(
      (day) => dayOfWeek(day) >= 6 || holidays.includes(day) || eves.includes(day),
    );
    expect(daysOf(year).filter(isNoActingDay)).toEqual(expected);
  });
});

describe('TIME-3', () => {
  it.each([
    '1900-04-15',
    '1913-03-23',
    '1943-04-25',
    '1954-04-18',
    '1961-04-02',
    '1981-04-19',
    '2000-04-23',
    '2008-03-23',
    '2011-04-24',
    '2019-04-21',
    '2024-03-31',
    '2025-04-20',
    '2026-04-05',
    '2027-03-28',
    '2028-04-16',
    '2038-04-25',
    '2049-04-18',
    '2076-04-19',
  ])('Easter is on %s', (day) => {
    expect(easterSunday(Number(day.slice(0, 4)))).toBe(day);
  });

  it('Easter is a Sunday between 22 March and 25 April, every year', () => {
    for (let year = 1900; year < 2200; year += 1) {
      const easter = easterSunday(year);
      expect(dayOfWeek(easter)).toBe(7);
      expect(easter >= `${year}-03-22` && easter <= `${year}-04-25`).toBe(true);
    }
  });

  it('Pentecost Monday and Maundy Thursday are ordinary days', () => {
    expect(isPublicHoliday('2026-05-25')).toBe(false);
    expect(isNoActingDay('2026-05-25')).toBe(false);
    expect(isNoActingDay('2026-04-02')).toBe(false);
  });

  it.each([
    ['2020-06-20', '2020-10-31'],
    ['2021-06-26', '2021-11-06'],
    ['2024-06-22', '2024-11-02'],
  ])('Midsummer’s Day %s and All Saints’ Day %s are Saturdays of their weeks', (first, second) => {
    expect(isPublicHoliday(first)).toBe(true);
    expect(isPublicHoliday(second)).toBe(true);
    expect(isNoActingDay(addDays(first, -1))).toBe(true);
    expect(isNoActingDay(addDays(second, -1))).toBe(false);
  });

  it('Saturdays and eves are not public holidays', () => {
    expect(isPublicHoliday('2026-11-21')).toBe(false);
    expect(isPublicHoliday('2026-12-24')).toBe(false);
  });
});

describe('TIME-2', () => {
  it.each([
    ['2026-06-19', '2026-06-22', 'Midsummer’s Eve'],
    ['2026-12-24', '2026-12-28', 'Christmas Eve'],
    ['2026-12-31', '2027-01-04', 'New Year’s Eve'],
    ['2026-11-21', '2026-11-23', 'a Saturday'],
    ['2026-11-23', '2026-11-23', 'a Monday'],
  ])('%s moves to %s (%s)', (day, moved) => {
    expect(nextActingDay(day)).toBe(moved);
  });

  it('moves to the first acting day, never back and never past another', () => {
    fc.assert(
      fc.property(aDay, (day) => {
        const moved = nextActingDay(day);
        expect(isNoActingDay(moved)).toBe(false);
        for (let passed = day; passed < moved; passed = addDays(passed, 1)) {
          expect(isNoActingDay(passed)).toBe(true);
        }
        expect(daysBetween(day, moved)).toBeGreaterThanOrEqual(0);
        expect(daysBetween(day, moved)).toBeLessThanOrEqual(5);
      }),
    );
  });
});

describe('TIME-4', () => {
  it('the reading without Saturdays is never earlier than the older one', () => {
    fc.assert(
      fc.property(aDay, fc.integer({ min: 1, max: 10 }), (day, n) => {
        const later = nthWeekdayAfter(day, n);
        expect(later >= nthWeekdayAfterCountingSaturdays(day, n)).toBe(true);
        expect(isNoActingDay(later)).toBe(false);
      }),
    );
  });

  it('passes exactly n weekdays', () => {
    fc.assert(
      fc.property(aDay, fc.integer({ min: 0, max: 10 }), (day, n) => {
        const end = nthWeekdayAfter(day, n);
        const passed = Array.from({ length: daysBetween(day, end) }, (_, index) =>
          addDays(day, index + 1),
        );
        expect(passed.filter((candidate) => !isNoActingDay(candidate))).toHaveLength(n);
      }),
    );
  });

  it('counts a Saturday in the older sense only', () => {
    expect(nthWeekdayAfterCountingSaturdays('2026-11-20', 1)).toBe('2026-11-21');
    expect(nthWeekdayAfter('2026-11-20', 1)).toBe('2026-11-23');
  });
});
