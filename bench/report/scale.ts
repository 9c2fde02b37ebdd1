/** The lowest round number (1, 2 or 5 times a power of ten) that is not below a value; 1 for nothing above 0. */
export function roundAbove(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const factor = [1, 2, 5, 10].find((one) => one * power >= value) ?? 10;
  return factor * power;
}

/** Turns values from 0 to the end of an axis into lengths from 0 to `width`, rounded to a tenth. */
export function scaleTo(end: number, width: number): (value: number) => number {
  return (value) => Math.round((Math.min(value, end) / end) * width * 10) / 10;
}
