import type { Clock } from '../../src/shared';

/** A clock that stands still until it is told to move on. */
export interface MovingClock extends Clock {
  advance(seconds: number): void;
}

export function movingClock(iso: string): MovingClock {
  let instant = Date.parse(iso);
  return {
    now: () => new Date(instant),
    advance: (seconds) => {
      instant += seconds * 1000;
    },
  };
}
