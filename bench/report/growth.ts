/** What the heap did over equal stretches of load, as measured after collections of garbage. */
export interface Growth {
  /** What a straight line through the values gains from the first to the last. */
  readonly gained: number;
  /** How far the values lie apart beside that line. */
  readonly noise: number;
  readonly isLeak: boolean;
}

/** The first part in which caches fill says nothing of a leak. */
const LEFT_OUT = 0.25;
/** A line needs more than its two ends. */
const FEWEST = 4;
/** MB that a line must gain before it is called a leak. */
const LEAST_GAIN = 5;

/** Whether values in MB at equal distances grow by more than their noise; null for too few to tell. */
export function growthOf(values: readonly number[]): Growth | null {
  const kept = values.slice(Math.floor(values.length * LEFT_OUT));
  const { length } = kept;
  if (length < FEWEST) return null;
  const middle = (length - 1) / 2;
  const mean = kept.reduce((sum, value) => sum + value, 0) / length;
  const moments = kept.map((value, index) => (index - middle) * (value - mean));
  const squares = kept.map((_, index) => (index - middle) ** 2);
  const total = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);
  const slope = total(moments) / total(squares);
  const beside = kept.map((value, index) => value - mean - slope * (index - middle));
  const gained = slope * (length - 1);
  const noise = Math.max(...beside) - Math.min(...beside);
  return { gained, noise, isLeak: gained > LEAST_GAIN && gained > noise };
}
