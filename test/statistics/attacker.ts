import type { Measure } from '../../src/statistics';

/** An unknown of the attacker: what one finest cell adds to published sums, and the count behind it. */
export interface Unknown {
  readonly name: string;
  /** Null for cells of others; the attacker knows every case of its own board. */
  readonly ownCount: number | null;
}

/** One published cell: the finest cells that it is the sum of, and what is shown. */
export interface PublishedCell {
  readonly measure: Measure;
  readonly parts: readonly string[];
  readonly shown: number | null;
}

/** What is public about the method by which tables are made: everything but the secret. */
export interface KnownMethod {
  /** What a count may have been turned into before it was added up. */
  partOf(count: number): Interval;
  /** The largest sum that is suppressed, of so many parts. */
  mostSuppressed(parts: number): number;
  /** The counts that may stand behind a part, given whether the part is published by itself, and how. */
  countBehind(part: Interval, alone: 'shown' | 'suppressed' | 'unknown'): Interval;
}

/** Both ends included. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** No cell of the generated data is near it. */
const HIGHEST = 1_000;

/**
 * What somebody can tell of each finest cell who knows every published table, every case of one board, and the method: bounds
 * are drawn closer by every sum until no sum draws them closer.
 */
export function attack(
  unknowns: readonly Unknown[],
  published: readonly PublishedCell[],
  method: KnownMethod,
): ReadonlyMap<string, Interval> {
  const bounds = new Map<string, { low: number; high: number }>(
    unknowns.map(({ name, ownCount }) => [
      name,
      ownCount === null ? { low: 0, high: HIGHEST } : { ...method.partOf(ownCount) },
    ]),
  );
  // Children are also suppressed for want of evictions, so that nothing follows from their suppression alone.
  const usable = published.filter(
    ({ measure, shown }) => shown !== null || measure !== 'childrenAffected',
  );
  for (let moved = true; moved;) {
    moved = false;
    for (const { parts, shown } of usable) {
      const most = shown ?? method.mostSuppressed(parts.length);
      const least = shown ?? 0;
      const own = parts.flatMap((name) => bounds.get(name) ?? []);
      const lows = own.reduce((sum, { low }) => sum + low, 0);
      const highs = own.reduce((sum, { high }) => sum + high, 0);
      for (const part of own) {
        const high = Math.min(part.high, most - (lows - part.low));
        const low = Math.max(part.low, least - (highs - part.high));
        if (high === part.high && low === part.low) continue;
        part.high = high;
        part.low = low;
        moved = true;
        break;
      }
    }
  }
  const alone = new Map(
    usable.flatMap(({ parts, shown }) =>
      parts.length === 1 && parts[0] !== undefined
        ? [[parts[0], shown === null ? 'suppressed' : 'shown'] as const]
        : [],
    ),
  );
  return new Map(
    unknowns.map(({ name, ownCount }) => [
      name,
      ownCount === null
        ? method.countBehind(
            bounds.get(name) ?? { low: 0, high: HIGHEST },
            alone.get(name) ?? 'unknown',
          )
        : { low: ownCount, high: ownCount },
    ]),
  );
}

/** Sums of exact counts, suppressed below five: primary suppression and nothing behind it. */
export const PRIMARY_ALONE: KnownMethod = {
  partOf: (count) => ({ low: count, high: count }),
  mostSuppressed: () => 4,
  countBehind: (part) => part,
};

/** Sums of cells that were rounded to base five by chance. */
export const RANDOM_ROUNDING: KnownMethod = {
  partOf: (count) => ({ low: 5 * Math.floor(count / 5), high: 5 * Math.ceil(count / 5) }),
  // A part that is known to be at least one case adds five, and five such cases would be shown.
  mostSuppressed: (parts) => 5 * Math.min(parts, 4),
  countBehind: ({ low, high }, alone) => {
    if (alone === 'suppressed') return { low: low > 0 ? 1 : 0, high: 4 };
    return { low: Math.max(low - 4, alone === 'shown' ? 5 : 0), high: high + 4 };
  },
};
