/** Choices, one after the other; the same source gives the same choices. */
export interface Draw {
  /** A whole number from 0 to `limit - 1`; the smallest choice is 0. */
  below(limit: number): number;
  /** True in about `percent` of a hundred draws; the smallest choice is false. */
  chance(percent: number): boolean;
  /** One of the items. @throws RangeError if there is none */
  pick<T>(items: readonly T[]): T;
}

/** The numbers of a tape, then zeros without end: a shorter tape makes a smaller thing, which is what fast-check shrinks by. */
export function drawFromTape(tape: readonly number[]): Draw {
  let next = 0;
  return drawBy((limit) => (tape[next++] ?? 0) % limit);
}

/** Numbers without end from a seed (mulberry32). */
export function drawFromSeed(seed: number): Draw {
  let state = seed >>> 0;
  return drawBy((limit) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) % limit;
  });
}

function drawBy(below: Draw['below']): Draw {
  return {
    below,
    chance: (percent) => below(100) >= 100 - percent,
    pick: <T>(items: readonly T[]): T => {
      if (items.length === 0) throw new RangeError('There is nothing to pick from.');
      return items[below(items.length)] as T;
    },
  };
}
