/** Several values of one thing: the middle one, and how far they lie apart. */
export interface Spread {
  readonly median: number;
  readonly lowest: number;
  readonly highest: number;
}

/** The spread of some values; null for none. */
export function spreadOf(values: readonly number[]): Spread | null {
  const sorted = [...values].sort((a, b) => a - b);
  const [lowest, highest] = [sorted[0], sorted.at(-1)];
  const middle = (sorted.length - 1) / 2;
  const [left, right] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  if (lowest === undefined || highest === undefined || left === undefined || right === undefined) {
    return null;
  }
  return { median: (left + right) / 2, lowest, highest };
}

/** Median, with lowest and highest in brackets where there are several values; a dash for none. */
export function spreadText(values: readonly number[], digits: number): string {
  const spread = spreadOf(values);
  if (!spread) return '–';
  const text = (value: number): string => value.toFixed(digits);
  const { median, lowest, highest } = spread;
  return values.length === 1 ? text(median) : `${text(median)} (${text(lowest)}–${text(highest)})`;
}
