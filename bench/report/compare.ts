import type { Ratio } from './ratios';
import { spreadOf } from './spread';
import type { Spread } from './spread';

/** A ratio that two runs have in common, and whether it moved by more than its noise. */
export interface Move {
  readonly name: string;
  readonly before: Spread;
  readonly now: Spread;
  readonly moved: 'better' | 'worse' | 'no';
}

/**
 * Compares the ratios of two runs by name.
 *
 * The noise of a ratio is how far its rounds lie apart, in the run in which that is more. It moved if its medians lie further apart.
 */
export function compareRatios(before: readonly Ratio[], now: readonly Ratio[]): readonly Move[] {
  return now.flatMap(({ name, values, better }) => {
    const earlier = before.find((ratio) => ratio.name === name);
    const [old, fresh] = [spreadOf(earlier?.values ?? []), spreadOf(values)];
    return old && fresh
      ? [{ name, before: old, now: fresh, moved: moveOf(old, fresh, better) }]
      : [];
  });
}

function moveOf(before: Spread, now: Spread, better: Ratio['better']): Move['moved'] {
  const noise = Math.max(...[before, now].map(({ lowest, highest }) => highest - lowest));
  if (Math.abs(now.median - before.median) <= noise) return 'no';
  return now.median > before.median === (better === 'higher') ? 'better' : 'worse';
}
