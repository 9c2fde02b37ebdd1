import { addMonths } from '../../../../src/shared';
import { clockObjects } from './clocks';
import { Knowledge } from './knowledge';
import type { Model } from './model';

/** What a case waits for on the day of asking, and the last day on which it waited for anything if it waits no more. */
export interface Waiting {
  readonly next: string | null;
  readonly last: string | null;
}

/**
 * The place of a case by its next deadline, found by asking for the clocks of one day after another: the earliest day that nothing has
 * met and that has not passed. What only a consent or a decision opens has no part in it.
 */
export function waitingOf(view: Knowledge, model: Model): Waiting {
  const on = (day: string): Knowledge =>
    new Knowledge(
      view.reader,
      { ...view.of, consents: [] },
      { cases: model.cases, decisions: [], now: new Date(`${day}T11:00:00Z`) },
    );
  const nextOn = (day: string): string | null => {
    const days = clockObjects(on(day)).flatMap(({ state, endsOn }) =>
      state !== 'MET' && endsOn !== null && (endsOn as string) >= day ? (endsOn as string) : [],
    );
    return days.sort()[0] ?? null;
  };
  const next = nextOn(view.today);
  if (next !== null) return { next, last: null };
  // Whatever can end a wait: a clock's day, the end of a deferral, or the end of being a party.
  const ends = [
    ...clockObjects(on('0001-01-01')).map(({ endsOn }) => endsOn as string | null),
    ...view.of.deferrals.map(({ until }) => until),
    ...view.of.records.flatMap(({ versions }) =>
      versions.flatMap(({ input: { closure, executedOn } }) =>
        [closure?.on, executedOn].flatMap((on) => (on == null ? [] : addMonths(on, 12))),
      ),
    ),
  ];
  const waited = ends
    .flatMap((day) => (day !== null && day < view.today && nextOn(day) !== null ? day : []))
    .sort();
  return { next, last: waited.at(-1) ?? null };
}
