import { label, box } from '../report/svg';
import { NATIVE } from './frames';
import type { Frame } from './frames';

const [WIDTH, ROW, LETTER, TOP] = [1200, 17, 6.4, 56] as const;
/** Narrower frames are not drawn, nor deeper ones. */
const [NARROWEST, DEEPEST] = [1, 60] as const;

const COLOURS: readonly (readonly [start: string, colour: string, meaning: string])[] = [
  ['src/', '#8fcfae', 'Kvarbo'],
  ['compiled queries', '#c6e3a1', 'compiled queries'],
  ['node:', '#c3cbd6', 'Node'],
  ['garbage', '#e79a93', 'garbage collection'],
  [NATIVE, '#dfe3e8', 'native code'],
  ['', '#f0c987', 'packages'],
];

/** Frames as one picture: each is as wide as its time, and stands below its caller. */
export function flameGraph(root: Frame, title: string): string {
  const drawn: string[] = [];
  let deepest = 0;
  const draw = (frame: Frame, x: number, depth: number): void => {
    const width = (frame.total / root.total) * WIDTH;
    if (width < NARROWEST || depth > DEEPEST) return;
    deepest = Math.max(deepest, depth);
    const y = TOP + depth * ROW;
    const share = ((frame.total / root.total) * 100).toFixed(1);
    const text = `${frame.name} – ${frame.origin}`;
    const shown = text.slice(0, Math.max(0, Math.floor((width - 6) / LETTER)));
    drawn.push(
      `<g><title>${label(0, 0, `${text}, ${share} %`).replace(/<[^>]*>/g, '')}</title>`,
      box(round(x), y, round(Math.max(0.5, width - 0.5)), ROW - 1, colourOf(frame.origin)),
      ...(shown.length > 2 ? [label(round(x + 3), y + 12, shown)] : []),
      '</g>',
    );
    let from = x;
    for (const call of [...frame.calls].sort((a, b) => b.total - a.total)) {
      draw(call, from, depth + 1);
      from += (call.total / root.total) * WIDTH;
    }
  };
  if (root.total > 0) draw(root, 0, 0);
  const height = TOP + (deepest + 1) * ROW + 8;
  const legend = COLOURS.map(([, colour, meaning], index) => {
    const x = 4 + index * 150;
    return `${box(x, 30, 12, 12, colour)}${label(x + 18, 40, meaning)}`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img">`,
    '<style>text{font:11px ui-monospace,Menlo,Consolas,monospace;fill:#1d2430}</style>',
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    label(4, 18, title),
    ...legend,
    ...drawn,
    '</svg>',
    '',
  ].join('\n');
}

function colourOf(origin: string): string {
  return COLOURS.find(([start]) => origin.startsWith(start))?.[1] ?? '#f0c987';
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
