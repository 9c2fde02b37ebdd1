import { BlindIndexer } from '../../src/persistence';
import type { ProtectedCount } from '../../src/statistics/protection';
import { protectionBy, roundedBy } from '../../src/statistics/protection';

const CHANCES = Array.from({ length: 100 }, (_, index) => index / 100);
const MOST = 40;
/** Counts that are left open to whoever knows a protected cell; the width of the protection. */
const WIDTH = 4;

const written = ({ rounded, atLeast }: ProtectedCount): string => `${rounded} from ${atLeast}`;

/** Every count that may stand behind each outcome, by trying all of them with all chances. */
const countsBehind = new Map<string, Set<number>>();
for (let count = 0; count <= MOST + 10; count += 1) {
  for (const chance of CHANCES) {
    const outcome = written(roundedBy(chance, count));
    countsBehind.set(outcome, (countsBehind.get(outcome) ?? new Set()).add(count));
  }
}
const outcomesOf = (count: number): readonly string[] => [
  ...new Set(CHANCES.map((chance) => written(roundedBy(chance, count)))),
];

describe('a protected count', () => {
  it('leaves at least four counts possible, whatever it is and however it was rounded', () => {
    const widths = Array.from({ length: MOST }, (_, count) =>
      outcomesOf(count).map((outcome) => countsBehind.get(outcome)?.size ?? 0),
    );
    expect(Math.min(...widths.flat())).toBe(WIDTH);
  });

  it('leaves four counts possible also to whoever relates evictions, those with children and the children', () => {
    // With children ≤ executed, and children ≥ with children, none without the other.
    const isPossible = (executed: number, withChildren: number, children: number): boolean =>
      withChildren <= executed && children >= withChildren && children > 0 === withChildren > 0;
    const small = Array.from({ length: 13 }, (_, count) => count);
    const outcomes = [...new Set(small.flatMap(outcomesOf))];
    const behind = (outcome: string): readonly number[] => [...(countsBehind.get(outcome) ?? [])];
    let narrowest = Infinity;
    for (const one of outcomes) {
      for (const two of outcomes) {
        for (const three of outcomes) {
          const left = [new Set<number>(), new Set<number>(), new Set<number>()] as const;
          for (const executed of behind(one)) {
            for (const withChildren of behind(two)) {
              for (const children of behind(three)) {
                if (!isPossible(executed, withChildren, children)) continue;
                left[0].add(executed);
                left[1].add(withChildren);
                left[2].add(children);
              }
            }
          }
          if (left[0].size > 0) narrowest = Math.min(narrowest, ...left.map(({ size }) => size));
        }
      }
    }
    expect(narrowest).toBe(WIDTH);
  });

  it('never claims more than there is', () => {
    for (let count = 0; count <= MOST; count += 1) {
      for (const chance of CHANCES) {
        const { rounded, atLeast } = roundedBy(chance, count);
        expect(atLeast).toBeLessThanOrEqual(Math.min(count, rounded));
        expect(Math.abs(rounded - count)).toBeLessThan(5);
        expect(rounded % 5).toBe(0);
      }
    }
  });

  it('is nothing for nothing', () => {
    expect(new Set(outcomesOf(0))).toEqual(new Set(['0 from 0']));
  });

  it('is right on average', () => {
    for (let count = 0; count <= MOST; count += 1) {
      const sum = CHANCES.reduce((total, chance) => total + roundedBy(chance, count).rounded, 0);
      expect(sum / CHANCES.length).toBeCloseTo(count, 5);
    }
  });

  it('is the same at every call, and another in another cell or under another secret', () => {
    const key = {
      quarter: '2026-Q3',
      boardId: 'farsta',
      isProtected: false,
      measure: 'executed' as const,
    };
    const protect = protectionBy(new BlindIndexer(Buffer.alloc(32, 1)));
    const other = protectionBy(new BlindIndexer(Buffer.alloc(32, 2)));
    const ups = (make: (index: number) => number): number =>
      Array.from({ length: 400 }, (_, index) => make(index)).filter((rounded) => rounded === 5)
        .length;
    expect(new Set(Array.from({ length: 20 }, () => protect(key, 3).rounded)).size).toBe(1);
    const byCell = ups((index) => protect({ ...key, boardId: `board-${index}` }, 2).rounded);
    const elsewhere = ups((index) => other({ ...key, boardId: `board-${index}` }, 2).rounded);
    // Two in five go up; 400 draws stray by less than 60 but once in a thousand million times.
    expect(Math.abs(byCell - 160)).toBeLessThan(60);
    expect(Math.abs(elsewhere - 160)).toBeLessThan(60);
  });
});
