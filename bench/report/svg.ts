/** One bar: its label, what it is made of, how far its rounds lie apart, and a mark to reach. */
export interface Bar {
  readonly label: string;
  readonly parts: readonly { readonly value: number; readonly colour: string }[];
  readonly text: string;
  readonly range?: { readonly lowest: number; readonly highest: number } | undefined;
  readonly mark?: number | undefined;
}

/** Bars of one kind below each other, in groups with a heading of their own. */
export interface Panel {
  readonly title: string;
  readonly note: string;
  /** Where the axis ends. */
  readonly end: number;
  readonly groups: readonly { readonly heading: string; readonly bars: readonly Bar[] }[];
}

/** Lengths of the drawing, in pixels. */
export const SIZE = {
  width: 960,
  column: 460,
  label: 150,
  bar: 15,
  step: 21,
  heading: 24,
} as const;

/** Text of a drawing, with what XML would read as markup written out. */
function words(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** A text at a place. */
export function label(x: number, y: number, text: string, style = ''): string {
  return `<text x="${x}" y="${y}"${style && ` ${style}`}>${words(text)}</text>`;
}

/** A filled rectangle. */
export function box(x: number, y: number, width: number, height: number, colour: string): string {
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${colour}"/>`;
}

/** A straight line. */
export function line(
  from: readonly [number, number],
  to: readonly [number, number],
  style: string,
): string {
  return `<line x1="${from[0]}" y1="${from[1]}" x2="${to[0]}" y2="${to[1]}" ${style}/>`;
}
