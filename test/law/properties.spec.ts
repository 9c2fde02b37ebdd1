import fc from 'fast-check';
import type { CourseOfEvents, Deadline, DeadlineKind } from '../../src/deadlines';
import { clocksOf, DEADLINE_KINDS, explain } from '../../src/deadlines';
import { addDays } from '../../src/shared';
import { firstNotToWait, isRed, mayWait, nthAfter, walk, walkMonths } from './days-one-by-one';
import { NO_EVENTS } from './some-events';

const TODAY = '2026-11-28';
const RUNS = { numRuns: 400 };

/** Any day of 2024 to 2030, which the printed table of Easters covers with what is counted from it. */
const aDay = fc.integer({ min: 0, max: 2_556 }).map((days) => addDays('2024-01-01', days));
const perhaps = fc.option(aDay);

const someEvents: fc.Arbitrary<CourseOfEvents> = fc.record({
  tenure: fc.constantFrom('RENTED', 'TENANT_OWNED', 'COOPERATIVE', 'SUBLET'),
  rentDueOn: perhaps,
  tenantServedOn: fc.array(aDay, { maxLength: 3 }),
  messageGivenOn: perhaps,
  contestationSentOn: perhaps,
  decidedOn: perhaps,
  documentsReceivedOn: perhaps,
  defendantHeardOn: perhaps,
  defendantAbroad: fc.boolean(),
  enforcementAppliedOn: perhaps,
  executedOn: perhaps,
  evictionTimeNotifiedAt: fc.option(
    fc.tuple(aDay, fc.integer({ min: 0, max: 86_399 })).map(([day, second]) => {
      return new Date(Date.parse(`${day}T00:00:00Z`) + second * 1_000);
    }),
  ),
});

const DAYS = [
  'rentDueOn',
  'messageGivenOn',
  'contestationSentOn',
  'decidedOn',
  'documentsReceivedOn',
  'defendantHeardOn',
  'enforcementAppliedOn',
  'executedOn',
] as const;

/** The events with one of them, which must be there, so many days later; null where none is there. */
function moved(events: CourseOfEvents, pick: number, days: number): CourseOfEvents | null {
  const movable = [
    ...DAYS.flatMap((name) => {
      const on = events[name];
      return on === null ? [] : [{ ...events, [name]: addDays(on, days) }];
    }),
    ...events.tenantServedOn.map((_, index) => ({
      ...events,
      tenantServedOn: events.tenantServedOn.map((on, at) =>
        at === index ? addDays(on, days) : on,
      ),
    })),
    ...(events.evictionTimeNotifiedAt === null
      ? []
      : [
          {
            ...events,
            evictionTimeNotifiedAt: new Date(
              events.evictionTimeNotifiedAt.getTime() + days * 86_400_000,
            ),
          },
        ]),
  ];
  return movable[pick % Math.max(movable.length, 1)] ?? null;
}

describe('any clock', () => {
  // Nothing is left out: each clock takes the later of what it waits for, and each step keeps the order of days.
  it('never ends earlier when an event moves later', () => {
    let compared = 0;
    fc.assert(
      fc.property(someEvents, fc.nat(20), fc.nat(400), (events, pick, days) => {
        const later = moved(events, pick, days);
        if (later === null) return;
        const ends = new Map(clocksOf(later, TODAY).map((one) => [one.kind, one]));
        for (const before of clocksOf(events, TODAY)) {
          const after = ends.get(before.kind);
          if (before.endsOn === null) continue;
          compared += 1;
          expect(after?.endsOn).not.toBeNull();
          expect([before.kind, (after?.endsOn ?? '') >= before.endsOn]).toEqual([
            before.kind,
            true,
          ]);
        }
      }),
      RUNS,
    );
    expect(compared).toBeGreaterThan(1_000);
  });

  it('lasts to a day on which things are done, if a party has to act by it (TIME-2)', () => {
    const toAct: readonly DeadlineKind[] = [
      'RECOVERY_END',
      'TRANSFER_REQUEST_END',
      'REOPENING_END',
    ];
    fc.assert(
      fc.property(someEvents, (events) => {
        for (const { kind, endsOn, steps } of clocksOf(events, TODAY)) {
          if (toAct.includes(kind) && endsOn !== null)
            expect([kind, endsOn, mayWait(endsOn)]).toEqual([kind, endsOn, false]);
          for (const step of steps)
            if (step.step === 'ACTING_DAY')
              expect([step.on, mayWait(step.on)]).toEqual([step.on, false]);
        }
      }),
      RUNS,
    );
  });

  it('is told in sentences that recompute to its day', () => {
    const told = new Set<DeadlineKind>();
    fc.assert(
      fc.property(someEvents, (events) => {
        for (const clock of clocksOf(events, TODAY)) {
          if (clock.endsOn === null) continue;
          told.add(clock.kind);
          expect([clock.kind, readAgain(clock)]).toEqual([clock.kind, clock.endsOn]);
        }
      }),
      RUNS,
    );
    expect([...told].sort()).toEqual([...DEADLINE_KINDS].sort());
  });

  it('is told in sentences that name a missing event where it has no day', () => {
    fc.assert(
      fc.property(someEvents, (events) => {
        for (const { endsOn, steps } of clocksOf(events, TODAY)) {
          if (endsOn === null) expect(explain(steps).join(' ')).toContain('It is not known that');
        }
      }),
      RUNS,
    );
  });

  it('is not answered where nothing has happened', () => {
    expect(clocksOf(NO_EVENTS, TODAY)).toEqual([]);
  });
});

/** Does again by walking what each sentence says, from the days that sentences before it gave, and answers the last day. */
function readAgain({ steps, startsOn }: Deadline): string | null {
  const given = new Set<string>();
  let last: string | null = null;
  const compute = (from: readonly string[], on: string, again: string): void => {
    for (const day of from) if (!given.has(day)) throw new Error(`${day} comes from nowhere.`);
    if (on !== again) throw new Error(`${on} is said, ${again} is found.`);
    given.add(on);
    last = on;
  };
  for (const sentence of explain(steps)) {
    const days = sentence.match(/\d{4}-\d{2}-\d{2}/g) ?? [];
    const [first = '', second = ''] = days;
    const number = Number(/^(\d+) (?:day|month)/.exec(sentence)?.[1] ?? 0);
    if (/^\d+ days? after/.test(sentence)) compute([first], second, walk(first, number));
    else if (/^\d+ months? after/.test(sentence))
      compute([first], second, walkMonths(first, number));
    else if (sentence.startsWith('The latest of')) {
      const of = days.slice(0, -1);
      compute(of, days.at(-1) ?? '', of.toSorted().at(-1) ?? '');
    } else if (sentence.endsWith('(TIME-2).'))
      compute([first], days.at(-1) ?? '', firstNotToWait(first));
    else if (sentence.startsWith('The third weekday after')) {
      compute([first], second, nthAfter(first, 3, mayWait));
      if ((days[2] ?? second) !== nthAfter(first, 3, isRed))
        throw new Error('The other reading is wrong.');
    } else if (sentence.startsWith('A warning is due 30 days before')) {
      if (!given.has(first) || second !== walk(first, -30))
        throw new Error('The warning is wrong.');
    } else if (days.length > 0) {
      given.add(first);
      if (last === null || startsOn === null) last = first;
    }
  }
  return last;
}
