import { scaleTo } from './scale';
import { box, label, line, SIZE } from './svg';
import type { Bar, Panel } from './svg';

const { label: LABEL, bar: BAR, step: STEP, heading: HEADING, column: COLUMN } = SIZE;
/** Room for the figure behind the longest bar. */
const FIGURE = 90;
const HEAD = 48;

/** How high a panel is. */
export function heightOf({ groups }: Panel): number {
  const inGroups = groups.map(({ heading, bars }) => (heading ? HEADING : 0) + bars.length * STEP);
  return HEAD + inGroups.reduce((sum, height) => sum + height, 0);
}

/** Draws a panel with its upper left corner at a place. */
export function drawPanel(panel: Panel, x: number, y: number): string {
  const scale = scaleTo(panel.end, COLUMN - LABEL - FIGURE);
  const drawn = [
    label(x, y + 16, panel.title, 'class="title"'),
    label(x, y + 34, panel.note, 'class="note"'),
  ];
  let top = y + HEAD;
  for (const { heading, bars } of panel.groups) {
    if (heading) {
      drawn.push(label(x, top + 15, heading, 'class="heading"'));
      top += HEADING;
    }
    for (const bar of bars) {
      drawn.push(drawBar(bar, scale, x, top));
      top += STEP;
    }
  }
  return drawn.join('\n');
}

function drawBar(bar: Bar, scale: (value: number) => number, x: number, top: number): string {
  const start = x + LABEL;
  const middle = top + BAR / 2;
  const drawn = [label(start - 8, top + 12, bar.label, 'text-anchor="end"')];
  let from = 0;
  for (const { value, colour } of bar.parts) {
    drawn.push(box(start + scale(from), top, scale(from + value) - scale(from), BAR, colour));
    from += value;
  }
  let end = scale(from);
  if (bar.range) {
    const [low, high] = [scale(bar.range.lowest), scale(bar.range.highest)];
    drawn.push(line([start + low, middle], [start + high, middle], 'class="range"'));
    end = Math.max(end, high);
  }
  if (bar.mark !== undefined) {
    const at = start + scale(bar.mark);
    drawn.push(line([at, top - 3], [at, top + BAR + 3], 'class="mark"'));
    end = Math.max(end, scale(bar.mark));
  }
  drawn.push(label(start + end + 8, top + 12, bar.text));
  return drawn.join('');
}
