/** A table in Markdown; the first columns are words, the others numbers. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  words = 2,
): string {
  const rule = head.map((_, index) => (index < words ? '---' : '--:'));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
