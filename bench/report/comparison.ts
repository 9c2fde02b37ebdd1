import type { Move } from './compare';
import type { Spread } from './spread';

/** What a comparison says, the ratios that moved first. */
export function comparisonText(moves: readonly Move[]): string {
  const moved = moves.filter((move) => move.moved !== 'no');
  const lines = moved.map(
    ({ name, before, now, moved: way }) => `${way}: ${name}: ${text(before)} -> ${text(now)}`,
  );
  const rest = `${moves.length - moved.length} of ${moves.length} ratios stayed within their noise.`;
  return [...lines, rest].join('\n');
}

function text({ median, lowest, highest }: Spread): string {
  return `${median.toFixed(2)} (${lowest.toFixed(2)}–${highest.toFixed(2)})`;
}
