/** Does some work for each item, so many at a time. @throws what the first work that fails throws */
export async function inLanes<T>(
  items: readonly T[],
  lanes: number,
  work: (item: T) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    for (;;) {
      const at = next;
      next += 1;
      const item = items[at];
      if (at >= items.length || item === undefined) return;
      await work(item);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

/** Items in parts of a size, each with the place of its first. */
export function partsOf<T>(
  items: readonly T[],
  size: number,
): readonly { readonly start: number; readonly items: readonly T[] }[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => {
    const start = index * size;
    return { start, items: items.slice(start, start + size) };
  });
}
