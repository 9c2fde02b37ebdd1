import type { WriteTransaction } from '../persistence';
import type { Quarter } from './period';
import type { CellKey, ProtectCount, ProtectedCell } from './protection';
import type { Measure } from './measure';

/** What the hub tells a domain, so that it can count its own rows. */
export interface CountingOrder {
  readonly quarter: Quarter;
  /** Cases of persons who are stated to have protected identity. */
  readonly protectedCases: readonly string[];
  /** Authorities that have pushed records. */
  readonly authorities: readonly string[];
  /** What has to be made of a count before it leaves the domain. */
  readonly protect: ProtectCount;
}

/**
 * A domain that counts its own rows under its own writer role, and keeps what was made of them.
 *
 * @legalSource OSL-24-8
 */
export interface StatisticsSource {
  /** Counts a quarter and adds the protected cells to the kept ones. */
  count(tx: WriteTransaction, order: CountingOrder): Promise<void>;
}

/** A count as the domain's own statement answers it; it goes no further than {@link protectedCells}. */
export interface CountRow {
  readonly boardId: string;
  readonly isProtected: boolean;
  readonly measure: Measure;
  readonly count: number;
}

/** A domain's counts as they may leave it. */
export function protectedCells(
  rows: readonly CountRow[],
  { quarter, protect }: CountingOrder,
): readonly ProtectedCell[] {
  return rows.map(({ boardId, isProtected, measure, count }) => {
    const key: CellKey = { quarter: quarter.name, boardId, isProtected, measure };
    return { ...key, ...protect(key, count) };
  });
}

/** Keeps protected cells, as the role of the domain that counted: `$1` to `$6` are columns of equal length. */
export const KEEP_CELLS = `
  INSERT INTO statistics.cell (quarter, board_id, protected, measure, rounded, at_least)
  SELECT * FROM unnest($1::text[], $2::text[], $3::boolean[], $4::text[], $5::int[], $6::int[])`;

/** The parameters of {@link KEEP_CELLS}. */
export function cellColumns(cells: readonly ProtectedCell[]): unknown[] {
  return [
    cells.map(({ quarter }) => quarter),
    cells.map(({ boardId }) => boardId),
    cells.map(({ isProtected }) => isProtected),
    cells.map(({ measure }) => measure),
    cells.map(({ rounded }) => rounded),
    cells.map(({ atLeast }) => atLeast),
  ];
}
