import { addDays, addMonths, type LocalDate } from '../shared';
import type { Counted } from './deadline';
import { nextActingDay, nthWeekdayAfter, nthWeekdayAfterCountingSaturdays } from './legal-calendar';
import type { EventName, NoteName, Step } from './step';

/** An event that a clock needs; null while it has not happened. */
export interface Event {
  readonly event: EventName;
  readonly on: LocalDate | null;
}

/** Counts from events to a day; every step that it takes is written down, and nothing is computed beside the steps. */
export class Count {
  private constructor(
    private readonly begun: boolean,
    readonly startsOn: LocalDate | null,
    /** The day that the last step gave; null while an event is missing. */
    readonly day: LocalDate | null,
    readonly steps: readonly Step[],
  ) {}

  /** Starts at the latest of the events, which is day 0; not at all while one of them is missing. */
  static from(events: readonly Event[], before: readonly Step[] = []): Count {
    const told = events.map(({ event, on }): Step =>
      on === null ? { step: 'MISSING', event } : { step: 'EVENT', event, on },
    );
    const days = events.map(({ on }) => on);
    const known = days.filter((on) => on !== null);
    const latest = known.toSorted().at(-1);
    const steps = [...before, ...told];
    const begun = known.length > 0 || before.length > 0;
    if (latest === undefined || known.length < days.length)
      return new Count(begun, null, null, steps);
    return new Count(begun, latest, latest, [
      ...steps,
      ...(known.length > 1 ? [{ step: 'LATEST', of: known, on: latest } as const] : []),
    ]);
  }

  /** So many civil days later. @legalSource TIME-1 */
  plusDays(days: number): Count {
    return this.then((from) => ({ step: 'DAYS', from, days, on: addDays(from, days) }));
  }

  /** The day of the same number so many months later, or the last of that month. @legalSource TIME-1 */
  plusMonths(months: number): Count {
    return this.then((from) => ({ step: 'MONTHS', from, months, on: addMonths(from, months) }));
  }

  /** The next day on which something has to be done, unless this is one. @legalSource TIME-2 */
  movedToActingDay(): Count {
    return this.then((from) => ({ step: 'ACTING_DAY', from, on: nextActingDay(from) }));
  }

  /** The n-th weekday after, in the reading that protects the tenant; the other one is told beside it. @legalSource TIME-4 */
  plusWeekdays(weekdays: number): Count {
    return this.then((from) => ({
      step: 'WEEKDAYS',
      from,
      weekdays,
      on: nthWeekdayAfter(from, weekdays),
      ifSaturdaysCount: nthWeekdayAfterCountingSaturdays(from, weekdays),
    }));
  }

  /** The later of the day so far and that of another count, whose steps are told too. */
  orLater(other: Count): Count {
    const steps = [...this.steps, ...other.steps];
    const begun = this.begun || other.begun;
    if (this.day === null || other.day === null)
      return new Count(begun, this.startsOn, null, steps);
    const of = [this.day, other.day];
    const on = of.toSorted().at(-1) ?? this.day;
    return new Count(begun, this.startsOn, on, [...steps, { step: 'LATEST', of, on }]);
  }

  /** From which day to warn, so many days before the day so far. */
  warned(daysBefore: number): Count {
    const { day: from } = this;
    return from === null
      ? this
      : this.with([{ step: 'WARNING', from, daysBefore, on: addDays(from, -daysBefore) }]);
  }

  noting(...notes: readonly NoteName[]): Count {
    return this.with(notes.map((note) => ({ step: 'NOTE', note })));
  }

  /** Tells further steps that do not move the day. */
  with(steps: readonly Step[]): Count {
    return new Count(this.begun, this.startsOn, this.day, [...this.steps, ...steps]);
  }

  get counted(): Counted {
    return { begun: this.begun, startsOn: this.startsOn, endsOn: this.day, steps: this.steps };
  }

  private then(take: (from: LocalDate) => Step & { readonly on: LocalDate }): Count {
    if (this.day === null) return this;
    const step = take(this.day);
    return new Count(this.begun, this.startsOn, step.on, [...this.steps, step]);
  }
}
