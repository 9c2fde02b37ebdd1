import { createBoardDirectory } from '../../src/cases';
import { BlindIndexer } from '../../src/persistence';
import { MEASURES, protectionBy } from '../../src/statistics';
import type { ProtectCount, ProtectedCell } from '../../src/statistics';
import { closedQuarters } from '../../src/statistics/period';
import { StatisticsLevel } from '../../src/statistics/statistics-level.type';
import { tableOf } from '../../src/statistics/tables';
import { attack, PRIMARY_ALONE, RANDOM_ROUNDING } from './attacker';
import type { KnownMethod, PublishedCell, Unknown } from './attacker';

/** Counts that must stay possible for every cell of another board. */
const WIDTH = 4;
const TODAY = '2027-01-01';
const PERIODS = ['2026-Q1', '2026-Q2', '2026-Q3', '2026-Q4', '2026-H1', '2026-H2', '2026'];

const town = (code: string) => ({
  code,
  name: `Town ${code}`,
  countyCode: code.slice(0, 2),
  county: `County ${code.slice(0, 2)}`,
  validFrom: null,
  validTo: null,
});
const board = (id: string, municipality = id) => ({
  id,
  name: `Board ${id}`,
  municipality,
  validFrom: null,
  validTo: null,
});
/** A city of two boards among small towns, a county of two towns, and one of a single town. */
const boards = createBoardDirectory(
  [board('north', '0101'), board('south', '0101')].concat(
    ['0102', '0103', '0201', '0202', '0901'].map((id) => board(id)),
  ),
  ['0101', '0102', '0103', '0201', '0202', '0901'].map(town),
);
const BOARDS = ['north', 'south', '0102', '0103', '0201', '0202', '0901'];

type Counts = ReadonlyMap<string, { readonly cell: Omit<ProtectedCell, 'rounded' | 'atLeast'>; readonly count: number }>; // prettier-ignore

const nameOf = ({
  quarter,
  boardId,
  isProtected,
  measure,
}: Omit<ProtectedCell, 'rounded' | 'atLeast'>): string =>
  // prettier-ignore
  [quarter, boardId, String(isProtected), measure].join(' ');

/** Small counts, as they are: mostly below five, some above; children only where there are evictions. */
function generated(seed: number): Counts {
  let state = seed;
  const draw = (most: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return Math.floor((state / 0x80000000) * (most + 1));
  };
  const counts = new Map<string, { cell: Omit<ProtectedCell, 'rounded' | 'atLeast'>; count: number }>(); // prettier-ignore
  for (const { name: quarter } of closedQuarters('2026', TODAY) ?? []) {
    for (const boardId of BOARDS) {
      for (const isProtected of [false, true]) {
        const executed = draw(isProtected ? 1 : draw(1) === 1 ? 14 : 4);
        const withChildren = draw(executed);
        const values = {
          notices: draw(isProtected ? 2 : 20),
          recovered: draw(isProtected ? 1 : 9),
          applications: draw(isProtected ? 2 : 12),
          withdrawn: draw(isProtected ? 1 : 6),
          executed,
          executedWithChildren: withChildren,
          childrenAffected: withChildren === 0 ? 0 : withChildren + draw(withChildren),
        };
        for (const measure of MEASURES) {
          const cell = { quarter, boardId, isProtected, measure };
          counts.set(nameOf(cell), { cell, count: values[measure] });
        }
      }
    }
  }
  return counts;
}

/** Every table of every closed period and level, as it is published. */
function publishedOf(counts: Counts, protect: ProtectCount): readonly PublishedCell[] {
  const cells = [...counts.values()].map(({ cell, count }) => ({ ...cell, ...protect(cell, count) })); // prettier-ignore
  const isIn = (area: string, level: StatisticsLevel, { boardId, isProtected }: ProtectedCell) => {
    const municipality = boards.find(boardId)?.municipality ?? '';
    if (level === StatisticsLevel.COUNTRY) return true;
    if (level === StatisticsLevel.MUNICIPALITY) return municipality === area && !isProtected;
    return municipality.startsWith(area) && (!isProtected || area !== '09');
  };
  return PERIODS.flatMap((period) => {
    const quarters = (closedQuarters(period, TODAY) ?? []).map(({ name }) => name);
    const within = cells.filter(({ quarter }) => quarters.includes(quarter));
    return Object.values(StatisticsLevel).flatMap((level) =>
      tableOf(within, level, boards).flatMap((row) =>
        MEASURES.map((measure) => ({
          measure,
          parts: within
            .filter((cell) => cell.measure === measure && isIn(row.area, level, cell))
            .map(nameOf),
          shown: row[measure],
        })),
      ),
    );
  });
}

/** Cells of other boards of which fewer counts than the protected width are left, and those that the attacker gets wrong. */
function narrowed(attacker: string, counts: Counts, protect: ProtectCount, method: KnownMethod) {
  const unknowns: Unknown[] = [...counts].map(([name, { cell, count }]) => ({
    name,
    ownCount: cell.boardId === attacker ? count : null,
  }));
  const found = attack(unknowns, publishedOf(counts, protect), method);
  const others = [...counts].filter(([, { cell }]) => cell.boardId !== attacker);
  const left = others.map(([name, { count }]) => ({ name, count, ...found.get(name) })) as {
    readonly name: string;
    readonly count: number;
    readonly low: number;
    readonly high: number;
  }[];
  return {
    narrow: left.filter(({ low, high }) => high - low + 1 < WIDTH),
    exact: left.filter(({ low, high }) => low === high),
    wrong: left.filter(({ count, low, high }) => count < low || count > high),
  };
}

const SEEDS = [1, 2, 3, 4, 5];
const exactly: ProtectCount = (_, count) => ({ rounded: count, atLeast: count });

describe('a board that knows every published table, all its own cases and the method', () => {
  it.each(SEEDS)('narrows no cell of another board below four counts (seed %i)', (seed) => {
    const counts = generated(seed);
    const protect = protectionBy(new BlindIndexer(Buffer.alloc(32, seed)));
    for (const attacker of BOARDS) {
      const { narrow, wrong } = narrowed(attacker, counts, protect, RANDOM_ROUNDING);
      expect(narrow).toEqual([]);
      expect(wrong).toEqual([]);
    }
  });

  it('would pin small cells of others if totals were sums of true counts, suppressed below five', () => {
    const counts = generated(1);
    for (const attacker of BOARDS) {
      const { narrow, exact, wrong } = narrowed(attacker, counts, exactly, PRIMARY_ALONE);
      expect(narrow.filter(({ count }) => count < 5).length).toBeGreaterThan(20);
      expect(exact.filter(({ count }) => count > 0 && count < 5).length).toBeGreaterThan(5);
      expect(wrong).toEqual([]);
    }
  });
});

describe('the published tables', () => {
  const counts = generated(7);
  const published = publishedOf(counts, protectionBy(new BlindIndexer(Buffer.alloc(32, 7))));

  it('show no count below five, and none out of which fewer than five cases can be told', () => {
    const shown = published.filter((cell) => cell.shown !== null);
    expect(shown.length).toBeGreaterThan(100);
    for (const cell of shown) {
      expect(cell.shown).toBeGreaterThanOrEqual(5);
      const contributors =
        cell.measure === 'childrenAffected'
          ? cell.parts.map((name) => name.replace('childrenAffected', 'executedWithChildren'))
          : cell.parts;
      const cases = contributors.reduce((sum, name) => sum + (counts.get(name)?.count ?? 0), 0);
      expect(cases).toBeGreaterThanOrEqual(5);
    }
  });

  it('add up over periods and areas, since all are sums of the same cells', () => {
    const valueOf = (period: string, level: StatisticsLevel) => {
      const quarters = (closedQuarters(period, TODAY) ?? []).map(({ name }) => name);
      const protect = protectionBy(new BlindIndexer(Buffer.alloc(32, 7)));
      const cells = [...counts.values()]
        .filter(({ cell }) => quarters.includes(cell.quarter))
        .map(({ cell, count }) => ({ ...cell, ...protect(cell, count) }));
      return tableOf(cells, level, boards).reduce((sum, { notices }) => sum + (notices ?? NaN), 0);
    };
    const { COUNTRY, COUNTY } = StatisticsLevel;
    const halves = valueOf('2026-H1', COUNTRY) + valueOf('2026-H2', COUNTRY);
    expect(valueOf('2026', COUNTRY)).toBe(halves);
    // Protected persons of the county of one town are counted for the country alone.
    expect(valueOf('2026', COUNTRY)).toBeGreaterThanOrEqual(valueOf('2026', COUNTY));
  });
});
