import fc from 'fast-check';
import {
  isEarlierThanLastWeekdayBeforeMonth,
  isNoActingDay,
  lastWeekdayBeforeMonth,
} from '../../src/deadlines';
import { addDays } from '../../src/shared';
import { aDay } from '../support/arbitraries';

describe('JB-12-20-DUE', () => {
  it.each([
    ['2026-11-01', '2026-10-30', 'the last day is All Saints’ Day, a Saturday'],
    ['2026-12-01', '2026-11-30', 'a Monday'],
    ['2027-01-01', '2026-12-30', 'the last day is New Year’s Eve'],
    ['2026-06-01', '2026-05-29', 'the month ends on a Sunday'],
    ['2026-12-24', '2026-11-30', 'any day of the month serves'],
    ['2024-03-01', '2024-02-29', 'a leap day'],
  ])('rent for the month of %s is due by %s (%s)', (day, due) => {
    expect(lastWeekdayBeforeMonth(day)).toBe(due);
  });

  it('warns of a due date that is a day too early, and not of the day itself or later', () => {
    expect(isEarlierThanLastWeekdayBeforeMonth('2026-11-29', '2026-12-01')).toBe(true);
    expect(isEarlierThanLastWeekdayBeforeMonth('2026-11-30', '2026-12-01')).toBe(false);
    expect(isEarlierThanLastWeekdayBeforeMonth('2026-12-31', '2026-12-01')).toBe(false);
  });

  it('is the last acting day before the month, whatever the month', () => {
    fc.assert(
      fc.property(aDay, (day) => {
        const due = lastWeekdayBeforeMonth(day);
        const first = `${day.slice(0, 7)}-01`;
        expect(due < first).toBe(true);
        expect(isNoActingDay(due)).toBe(false);
        for (let between = addDays(due, 1); between < first; between = addDays(between, 1)) {
          expect(isNoActingDay(between)).toBe(true);
        }
      }),
    );
  });
});
