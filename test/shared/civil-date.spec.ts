import fc from 'fast-check';
import {
  addDays,
  addMonths,
  dayOfWeek,
  daysBetween,
  localDate,
  parseLocalDate,
  yearOf,
} from '../../src/shared';
import { aDay } from '../support/arbitraries';

describe('parseLocalDate', () => {
  it.each(['1900-01-01', '2199-12-31', '2024-02-29', '2000-02-29', '2026-11-22'])(
    'takes %s',
    (text) => {
      expect(parseLocalDate(text)).toBe(text);
    },
  );

  it.each([
    '1899-12-31',
    '2200-01-01',
    '2026-02-29',
    '1900-02-29',
    '2026-04-31',
    '2026-00-10',
    '2026-13-01',
    '2026-01-00',
    '2026-1-1',
    '20261122',
    ' 2026-11-22',
    '2026-11-22\n',
    '2026-11-22T00:00:00Z',
    '٢٠٢٦-١١-٢٢',
    '',
  ])('refuses %j', (text) => {
    expect(parseLocalDate(text)).toBeNull();
  });

  it('takes exactly the strings that a calendar has', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1850, max: 2250 }),
        fc.integer({ min: 0, max: 14 }),
        fc.integer({ min: 0, max: 33 }),
        (year, month, date) => {
          const text = localDate(year, month, date);
          const instant = new Date(Date.UTC(year, month - 1, date));
          const real = year >= 1900 && year <= 2199 && instant.toISOString().slice(0, 10) === text;
          expect(parseLocalDate(text)).toBe(real ? text : null);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe('TIME-1', () => {
  it.each([
    ['2026-08-31', 6, '2027-02-28'],
    ['2026-11-30', 3, '2027-02-28'],
    ['2026-10-31', 1, '2026-11-30'],
    ['2023-11-30', 3, '2024-02-29'],
    ['2026-12-01', 6, '2027-06-01'],
    ['2026-11-02', 6, '2027-05-02'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2026-01-31', -1, '2025-12-31'],
    ['2026-03-31', -1, '2026-02-28'],
  ])('%s and %i months end on %s', (day, months, end) => {
    expect(addMonths(day, months)).toBe(end);
  });
});

describe('days', () => {
  it.each([
    ['2026-11-23', 1],
    ['2026-11-22', 7],
    ['1900-01-01', 1],
    ['1969-12-31', 3],
    ['2000-02-29', 2],
  ])('%s is day %i of its week', (day, expected) => {
    expect(dayOfWeek(day)).toBe(expected);
  });

  it('counts across a change to summer time without losing a day', () => {
    expect(addDays('2026-03-28', 2)).toBe('2026-03-30');
    expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
    expect(daysBetween('2026-10-26', '2026-10-24')).toBe(-2);
  });

  it('adding and counting are each other’s opposite', () => {
    fc.assert(
      fc.property(aDay, fc.integer({ min: -5000, max: 5000 }), (day, days) => {
        expect(daysBetween(day, addDays(day, days))).toBe(days);
      }),
    );
  });

  it('a week later is the same day of the week', () => {
    fc.assert(
      fc.property(aDay, (day) => {
        expect(dayOfWeek(addDays(day, 7))).toBe(dayOfWeek(day));
        expect(dayOfWeek(addDays(day, 1))).toBe((dayOfWeek(day) % 7) + 1);
      }),
    );
  });

  it('knows the year of a day', () => {
    expect(yearOf('2026-01-01')).toBe(2026);
  });
});
