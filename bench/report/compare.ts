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
 * The noise of a ratio is the spread of its rounds. It moved if each run's median lies outside what the other's rounds spread over, so
 * that neither run's own noise can explain it.
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
  const lies = (median: number, { lowest, highest }: Spread): boolean =>
    median >= lowest && median <= highest;
  if (lies(now.median, before) || lies(before.median, now)) return 'no';
  return now.median > before.median === (better === 'higher') ? 'better' : 'worse';
}
