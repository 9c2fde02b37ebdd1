import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadNationalSeries, writeNationalSeries } from '../../src/statistics';

const text = readFileSync(join(__dirname, '../../src/statistics/national-series.csv'), 'utf8');
const figures = loadNationalSeries(text);

const value = (seriesId: string, period: string, measure: string, area = 'country') =>
  figures.find(
    (one) =>
      one.seriesId === seriesId &&
      one.period === period &&
      one.measure === measure &&
      one.area === area,
  )?.value;

describe('the national figures', () => {
  it('are read and written back to the letter', () => {
    expect(writeNationalSeries(figures)).toBe(text);
    expect(loadNationalSeries(writeNationalSeries(figures))).toEqual(figures);
  });

  // The law file's yearly table, typed a second time: year, release, and its columns from left to right.
  const { E, C, A, W, X, P, D } = {
    D: 'decisionApplications',
    A: 'applications',
    W: 'withdrawnShare',
    E: 'executed',
    X: 'executedWithChildren',
    C: 'childrenAffected',
    P: 'childrenPermanent',
  };
  it.each([
    ['2005', 'a-2007', { [E]: 3930 }],
    ['2006', 'a-2007', { [E]: 3296 }],
    ['2013', 'b-2013', { [X]: 287, [C]: 504, childrenPermanentShare: 74 }],
    ['2015', 'c-2017', { [A]: 6684, [E]: 2224 }],
    ['2016', 'c-2017', { [A]: 6376, [E]: 2117 }],
    ['2016', 'd-2017', { [D]: 22397, [A]: 5758, [E]: 1973, [C]: 387, [P]: 273 }],
    ['2017', 'd-2017', { [D]: 21248, [A]: 5376, [E]: 1938, [C]: 392, [P]: 262 }],
    ['2018', 'e-2018', { [D]: 22400, [E]: 2000 }],
    ['2020', 'f-2023', { [E]: 2106 }],
    ['2021', 'f-2023', { [E]: 2560 }],
    ['2022', 'f-2023', { [E]: 2523 }],
    ['2022', 'g-2024', { [A]: 6263, [W]: 60, [C]: 576 }],
    ['2023', 'g-2024', { [A]: 6923, [W]: 60, [E]: 2768, [C]: 674 }],
    ['2024', 'h-2025', { [E]: 3042, [C]: 711, [P]: 391 }],
    ['2025', 'i-2026', { [A]: 7907, [W]: 58, [E]: 3330, [X]: 447, [C]: 824, [P]: 433 }],
    ['2013-H1', 'h1-2013', { [A]: 4445, [E]: 1325, [C]: 251, municipalitiesWithoutChildren: 211 }],
    ['2013-H1', 'h1-2014', { [E]: 1328 }],
    ['2023-H1', 'h1-2023', { [E]: 1403, [X]: 167, [C]: 345 }],
    ['2023-H1', 'h1-2025', { [E]: 1437 }],
    ['2025-H1', 'h1-2025', { [E]: 1845, [X]: 231, [C]: 422, [P]: 210 }],
  ])('of %s in release %s are those of the source, and no others', (period, seriesId, counts) => {
    const found = figures.filter(
      (one) => one.seriesId === seriesId && one.period === period && one.area === 'country',
    );
    expect(Object.fromEntries(found.map((one) => [one.measure, one.value]))).toEqual(counts);
  });

  it('of Borlänge in 2018 are a funnel', () => {
    const funnel = [D, 'decisions', A, E].map((one) => value('e-2018', '2018', one, 'Borlänge'));
    expect(funnel).toEqual([343, 81, 48, 28]);
  });

  it('agree with each other where the sources say so', () => {
    expect(433 + 391).toBe(value('i-2026', '2025', C));
    expect((value('h-2025', '2024', E) ?? 0) / (value('g-2024', '2023', E) ?? 0)).toBeCloseTo(1.099, 3); // prettier-ignore
    expect((value('i-2026', '2025', E) ?? 0) / (value('h-2025', '2024', E) ?? 0)).toBeCloseTo(1.095, 3); // prettier-ignore
  });

  it('say of half-years that they are preliminary', () => {
    for (const { period, isPreliminary } of figures) {
      expect(isPreliminary).toBe(period.includes('H'));
    }
  });
});

describe('a file of figures is refused', () => {
  const [header = '', first = ''] = text.split('\n');
  const file = (...lines: string[]) => `${[header, ...lines].join('\n')}\n`;
  it.each([
    ['without its header', `${first}\n`, 'Line 1'],
    ['with an unknown measure', file(first.replace('executed', 'expected')), 'Line 2'],
    ['with a figure that is no count', file(first, first.replace('3930', '3 930')), 'Line 3'],
    ['with a figure twice', file(first, first), 'Line 3 repeats'],
    ['with two releases in one series', file(first, first.replace('2007-02-12', '2008').replace(',2005,', ',2006,')), 'Line 3 joins'], // prettier-ignore
    ['with half a line', file('a-2007,2007'), 'Line 2'],
  ])('%s', (_, content, message) => {
    expect(() => loadNationalSeries(content)).toThrow(message);
  });
});
