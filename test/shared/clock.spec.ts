import { civilDay, fixedClock, parseInstant, parseLocalTime, systemClock } from '../../src/shared';

describe('TIME-5', () => {
  it.each([
    ['2026-01-15T22:59:59.999Z', '2026-01-15', 'the last instant of a winter day'],
    ['2026-01-15T23:00:00.000Z', '2026-01-16', 'midnight in winter'],
    ['2026-07-15T21:59:59.999Z', '2026-07-15', 'the last instant of a summer day'],
    ['2026-07-15T22:00:00.000Z', '2026-07-16', 'midnight in summer'],
    ['2026-03-28T22:59:59.999Z', '2026-03-28', 'the night before summer time begins'],
    ['2026-03-28T23:00:00.000Z', '2026-03-29', 'midnight of the day that summer time begins'],
    ['2026-03-29T21:59:59.999Z', '2026-03-29', 'the end of the day that has 23 hours'],
    ['2026-03-29T22:00:00.000Z', '2026-03-30', 'midnight after the day that has 23 hours'],
    ['2026-10-24T21:59:59.999Z', '2026-10-24', 'the night before summer time ends'],
    ['2026-10-24T22:00:00.000Z', '2026-10-25', 'midnight of the day that summer time ends'],
    ['2026-10-25T22:59:59.999Z', '2026-10-25', 'the end of the day that has 25 hours'],
    ['2026-10-25T23:00:00.000Z', '2026-10-26', 'midnight after the day that has 25 hours'],
    ['2026-12-31T23:00:00.000Z', '2027-01-01', 'the turn of the year'],
    ['2028-02-28T23:00:00.000Z', '2028-02-29', 'a leap day'],
  ])('%s falls on %s (%s)', (instant, day) => {
    expect(civilDay(new Date(instant))).toBe(day);
  });
});

describe('civilDay', () => {
  it('is that of the Swedish calendar in the first and the last instant of every hour', () => {
    const calendar = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Stockholm' });
    const hour = 3_600_000;
    const wrong = [1899, 1900, 1916, 1945, 1980, 1996, 2026, 2027].flatMap((year) =>
      Array.from({ length: 366 * 24 }, (_, n) => Date.UTC(year, 0, 1) + n * hour).flatMap((start) =>
        [start, start + hour - 1]
          .map((time) => new Date(time))
          .filter((instant) => civilDay(instant) !== calendar.format(instant)),
      ),
    );
    expect(wrong).toEqual([]);
  });

  it('is refused for no instant at all', () => {
    expect(() => civilDay(new Date(Number.NaN))).toThrow(RangeError);
  });
});

describe('clocks', () => {
  it('a fixed clock stands still and cannot be moved through its answer', () => {
    const clock = fixedClock('2026-11-22T12:00:00Z');
    clock.now().setFullYear(1999);
    expect(clock.now().toISOString()).toBe('2026-11-22T12:00:00.000Z');
  });

  it('the system clock goes', () => {
    expect(Math.abs(systemClock.now().getTime() - Date.now())).toBeLessThan(1000);
  });
});

describe('parseInstant', () => {
  it.each([
    ['2026-11-22T09:30:00Z', '2026-11-22T09:30:00.000Z'],
    ['2026-11-22t09:30:00z', '2026-11-22T09:30:00.000Z'],
    ['2026-11-22T09:30:00+01:00', '2026-11-22T08:30:00.000Z'],
    ['2026-11-22T09:30:00-00:30', '2026-11-22T10:00:00.000Z'],
    ['2026-11-22T09:30:00.1Z', '2026-11-22T09:30:00.100Z'],
    ['2026-11-22T09:30:00.123456789Z', '2026-11-22T09:30:00.123Z'],
    ['1900-01-01T00:00:00Z', '1900-01-01T00:00:00.000Z'],
    ['2199-12-31T23:59:59Z', '2199-12-31T23:59:59.000Z'],
  ])('reads %s', (text, instant) => {
    expect(parseInstant(text)?.toISOString()).toBe(instant);
  });

  it.each([
    '2026-11-22T09:30:00',
    '2026-11-22',
    '2026-11-22 09:30:00Z',
    '2026-11-22T09:30Z',
    '2026-02-30T09:30:00Z',
    '2026-11-22T24:00:00Z',
    '2026-11-22T09:60:00Z',
    '2026-11-22T23:59:60Z',
    '2026-11-22T09:30:00+0100',
    '2026-11-22T09:30:00+24:00',
    '2026-11-22T09:30:00.Z',
    '1899-12-31T23:59:59Z',
    '2200-01-01T00:00:00Z',
    '1900-01-01T00:00:00+01:00',
    '2199-12-31T23:59:59-01:00',
    'now',
    '',
  ])('refuses %j', (text) => {
    expect(parseInstant(text)).toBeNull();
  });
});

describe('parseLocalTime', () => {
  it.each(['00:00', '09:30', '23:59'])('takes %s', (text) => {
    expect(parseLocalTime(text)).toBe(text);
  });

  it.each(['24:00', '9:30', '09:60', '09:30:00', '0930', ' 09:30', ''])('refuses %j', (text) => {
    expect(parseLocalTime(text)).toBeNull();
  });
});
