import { closedQuarters, quartersToCount } from '../../src/statistics/period';

const named = (period: string, today = '2026-11-28') =>
  closedQuarters(period, today)?.map(({ name }) => name) ?? null;

describe('a closed period', () => {
  it.each([
    ['2026-Q3', ['2026-Q3']],
    ['2026-H1', ['2026-Q1', '2026-Q2']],
    ['2025-H2', ['2025-Q3', '2025-Q4']],
    ['2025', ['2025-Q1', '2025-Q2', '2025-Q3', '2025-Q4']],
  ])('%s is made of whole quarters', (period, quarters) => {
    expect(named(period)).toEqual(quarters);
  });

  it.each([
    '',
    '2026-Q0',
    '2026-Q5',
    '2026-H3',
    '2026-q3',
    '26-Q3',
    '2026-09',
    '2026-Q3 ',
    '2026-Q3\n',
    '1999',
    '2999',
  ])('is not %j', (period) => {
    expect(named(period)).toBeNull();
  });

  it.each([
    ['2026-Q3', '2026-09-30', '2026-10-01'],
    ['2026-H1', '2026-06-30', '2026-07-01'],
    ['2026', '2026-12-31', '2027-01-01'],
    ['2024-Q1', '2024-03-31', '2024-04-01'],
  ])('%s is open on its last day, %s, and closed on %s', (period, last, next) => {
    expect(named(period, last)).toBeNull();
    expect(named(period, next)).not.toBeNull();
  });

  it('has the civil days of its quarters', () => {
    expect(closedQuarters('2024-H1', '2026-11-28')).toEqual([
      { name: '2024-Q1', from: '2024-01-01', to: '2024-03-31' },
      { name: '2024-Q2', from: '2024-04-01', to: '2024-06-30' },
    ]);
  });
});

describe('quarters that are counted by themselves', () => {
  const ready = (since: string, today: string) =>
    quartersToCount(since, today).map(({ name }) => name);

  it('are those from the first case on, thirty days after their end', () => {
    expect(ready('2025-11-20', '2026-07-30')).toEqual(['2025-Q4', '2026-Q1']);
    expect(ready('2025-11-20', '2026-07-31')).toEqual(['2025-Q4', '2026-Q1', '2026-Q2']);
  });

  it('begin with the quarter of the day, be it its first or its last', () => {
    expect(ready('2026-01-01', '2026-05-01')).toEqual(['2026-Q1']);
    expect(ready('2026-03-31', '2026-05-01')).toEqual(['2026-Q1']);
  });

  it('are none where cases are of today', () => {
    expect(ready('2026-11-29', '2026-11-29')).toEqual([]);
  });
});
