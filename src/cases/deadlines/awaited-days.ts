import type { LocalDate } from '../../shared';
import type { ClockReader } from './case-clocks';
import { clocksOfCase } from './case-clocks';
import type { ClockEvents } from './clock-events';

/** A day that a case waits for. */
export interface AwaitedDay {
  readonly day: LocalDate;
  /** The last day on which the reader is shown the clock; null where it is for good. */
  readonly shownUntil: LocalDate | null;
}

/** How long a share stands with one next deadline. */
export interface NextDeadline {
  /** The day after which it does; null from the beginning. */
  readonly after: LocalDate | null;
  /** The last day on which it does; null for good. */
  readonly until: LocalDate | null;
  /** The next deadline in that time; null where there is none. */
  readonly day: LocalDate | null;
}

/** Earlier than anything that is written, so that nothing is left out because time has passed. */
export const BEFORE_ALL = '0001-01-01';

/**
 * The days of the clocks that a reader is shown and that nothing has met, whatever the day of asking.
 *
 * @param partyUntil - the last day on which the reader is party to the case, null where it does not end; `ofParty` are the clocks that it
 *   is shown as one
 */
export function awaitedDays(
  events: ClockEvents,
  { agency, open }: Pick<ClockReader, 'agency' | 'open'>,
  { partyUntil, ofParty }: { partyUntil: LocalDate | null; ofParty: ClockReader['open'] },
): readonly AwaitedDay[] {
  const isDeferredByRecord = events.record?.deferred ?? false;
  return clocksOfCase(events, { agency, open, today: BEFORE_ALL }).flatMap(
    ({ kind, state, endsOn }) => {
      if (state === 'MET' || endsOn === null) return [];
      const ends = [
        ...(kind === 'DEFERRAL_LAPSES' && !isDeferredByRecord
          ? [events.deferredUntil ?? null]
          : []),
        ...(ofParty.has(kind) ? [partyUntil] : []),
      ].flatMap((end) => end ?? []);
      return [{ day: endsOn, shownUntil: ends.toSorted()[0] ?? null }];
    },
  );
}

/**
 * What stands next in each stretch of time: the earliest awaited day that has not passed. The stretches leave no day out, and none
 * overlaps another, so that which one holds is told by the day alone.
 */
export function nextDeadlines(awaited: readonly AwaitedDay[]): readonly NextDeadline[] {
  const shown = awaited.map(({ day, shownUntil }) => ({
    day,
    end: shownUntil !== null && shownUntil < day ? shownUntil : day,
  }));
  const stretches: NextDeadline[] = [];
  for (const until of [...new Set(shown.map(({ end }) => end))].sort()) {
    const [day = null] = shown.flatMap((one) => (one.end >= until ? one.day : [])).sort();
    const last = stretches.at(-1);
    if (last?.day === day) stretches.splice(-1, 1, { ...last, until });
    else stretches.push({ after: last?.until ?? null, until, day });
  }
  return [...stretches, { after: stretches.at(-1)?.until ?? null, until: null, day: null }];
}
