import type { BlindIndexer } from '../persistence';
import type { Measure } from './measure';

/** Counts are rounded to multiples of this, and no count below it is shown. */
export const BASE = 5;

/** Which of the finest cells: one measure of one social board in one quarter, persons with protected identity by themselves. */
export interface CellKey {
  readonly quarter: string;
  readonly boardId: string;
  /** Whether it counts the cases of persons who are stated to have protected identity. */
  readonly isProtected: boolean;
  readonly measure: Measure;
}

/** All that ever leaves a domain of one of its counts. */
export interface ProtectedCount {
  /** The count rounded to a multiple of five, up or down by chance. */
  readonly rounded: number;
  /** The lowest count that is possible by what this tells: 0, 1, 5 or `rounded - 4`. */
  readonly atLeast: number;
}

/** One of the finest cells as it is kept and added up. */
export type ProtectedCell = CellKey & ProtectedCount;

/** Makes of a count what may leave its owner's domain. */
export type ProtectCount = (key: CellKey, count: number) => ProtectedCount;

/**
 * Rounds a count to a multiple of five by a number between 0 and 1: up with a chance in proportion to the remainder, so that sums
 * are right on average. Nothing stays nothing.
 *
 * Whoever knows the outcome and this method, but not the number, is left with at least four counts that are all possible.
 */
export function roundedBy(chance: number, count: number): ProtectedCount {
  const rounded = BASE * Math.floor(count / BASE + chance);
  const isSmall = count < BASE;
  const lowest = isSmall ? Math.min(rounded, 1) : Math.max(rounded - BASE + 1, BASE);
  return { rounded, atLeast: lowest };
}

/**
 * Random rounding to base five, the chance drawn from the cell's own key under the gateway's secret: the same for every call,
 * and independent from cell to cell, so that one cell tells nothing of another.
 *
 * @legalSource OSL-24-8
 * @legalSource GDPR-5
 */
export function protectionBy(indexer: BlindIndexer): ProtectCount {
  return ({ quarter, boardId, isProtected, measure }, count) => {
    const name = [quarter, boardId, String(isProtected), measure].join(' ');
    const chance = indexer.blindIndex('statistics-cell', name).readUInt32BE(0) / 2 ** 32;
    return roundedBy(chance, count);
  };
}
