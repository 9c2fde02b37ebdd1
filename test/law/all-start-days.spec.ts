import type { CourseOfEvents, DeadlineKind } from '../../src/deadlines';
import { isNoActingDay, isPublicHoliday } from '../../src/deadlines';
import type { Day } from './days-one-by-one';
import {
  daysOfQuarter,
  firstNotToWait,
  isRed,
  mayWait,
  nthAfter,
  QUARTERS,
  tomorrow,
  walk,
  walkMonths,
} from './days-one-by-one';
import { clock } from './some-events';

interface Method {
  readonly kind: DeadlineKind;
  readonly of: string;
  readonly events: (day: Day) => Partial<CourseOfEvents>;
  readonly endsOn: (day: Day) => Day;
}

const recovered = (day: Day): Day => firstNotToWait(walk(day, 21));
const target = (day: Day): Day => walk(day, 28);
const later = (one: Day, other: Day): Day => (one > other ? one : other);
const bothOn = (day: Day) => ({ tenantServedOn: [day], messageGivenOn: day });
const heardAfter = (day: Day, days: number) => ({
  documentsReceivedOn: day,
  defendantHeardOn: walk(day, days),
});

/** Each clock by days walked one by one. */
const METHODS: readonly Method[] = [
  {
    kind: 'FORFEITABLE_FROM',
    of: 'JB-12-42-LATE',
    events: (day) => ({ rentDueOn: day }),
    endsOn: (day) => tomorrow(firstNotToWait(walk(day, 7))),
  },
  { kind: 'RECOVERY_END', of: 'JB-12-44-RECOVERY', events: bothOn, endsOn: recovered },
  {
    kind: 'RECOVERY_END',
    of: 'BRL-7-23-RECOVERY with the message ten days later',
    events: (day) => ({
      tenure: 'TENANT_OWNED',
      tenantServedOn: [day, walk(day, 3)],
      messageGivenOn: walk(day, 10),
    }),
    endsOn: (day) => recovered(walk(day, 10)),
  },
  {
    kind: 'EARLIEST_DECISION',
    of: 'JB-12-44-DECISION-WAIT',
    events: bothOn,
    endsOn: (day) => nthAfter(recovered(day), 3, mayWait),
  },
  {
    kind: 'TRANSFER_REQUEST_END',
    of: 'BFL-33-TRANSFER',
    events: (day) => ({ contestationSentOn: day }),
    endsOn: (day) => firstNotToWait(walk(day, 28)),
  },
  {
    kind: 'REOPENING_END',
    of: 'BFL-53-REOPEN',
    events: (day) => ({ decidedOn: day }),
    endsOn: (day) => firstNotToWait(walkMonths(day, 1)),
  },
  {
    kind: 'EVICTION_TARGET',
    of: 'UB-16-3-TIMES',
    events: (day) => ({ documentsReceivedOn: day }),
    endsOn: target,
  },
  {
    kind: 'EARLIEST_EVICTION',
    of: 'UB-16-3-TIMES',
    events: (day) => ({ defendantHeardOn: day }),
    endsOn: (day) => walk(day, 7),
  },
  {
    kind: 'EARLIEST_EVICTION',
    of: 'UB-16-3-TIMES for a tenant abroad',
    events: (day) => ({ defendantHeardOn: day, defendantAbroad: true }),
    endsOn: (day) => walk(day, 14),
  },
  {
    kind: 'STAY_LIMIT',
    of: 'UB-16-4-STAY before a hearing',
    events: (day) => ({ documentsReceivedOn: day }),
    endsOn: (day) => walk(target(day), 14),
  },
  {
    kind: 'STAY_LIMIT',
    of: 'UB-16-4-STAY with a late hearing',
    events: (day) => heardAfter(day, 25),
    endsOn: (day) => walk(later(target(day), walk(day, 25 + 7)), 14),
  },
  {
    kind: 'STAY_LIMIT_EXCEPTIONAL',
    of: 'UB-16-4-STAY',
    events: (day) => heardAfter(day, 3),
    endsOn: (day) => walk(target(day), 28),
  },
  {
    kind: 'DEFERRAL_LAPSES',
    of: 'UB-16-5-DEFERRAL',
    events: (day) => ({ enforcementAppliedOn: day }),
    endsOn: (day) => walkMonths(day, 6),
  },
  {
    kind: 'STORAGE_END',
    of: 'UB-16-6-STORAGE',
    events: (day) => ({ executedOn: day }),
    endsOn: (day) => walkMonths(day, 3),
  },
];

describe.each(METHODS)('$kind by $of', ({ kind, events, endsOn }) => {
  it.each(QUARTERS)('is the day that walking finds, for every start in %s', (quarter) => {
    const different = daysOfQuarter(quarter).filter(
      (day) => clock(kind, events(day)).endsOn !== endsOn(day),
    );
    expect(different).toEqual([]);
  });
});

describe('TIME-3', () => {
  it.each(QUARTERS)('the calendar is that of the almanac on every day of %s', (quarter) => {
    for (const day of daysOfQuarter(quarter)) {
      expect([day, isPublicHoliday(day), isNoActingDay(day)]).toEqual([
        day,
        isRed(day),
        mayWait(day),
      ]);
    }
  });
});

describe('TIME-4', () => {
  it.each(QUARTERS)('tells the other reading of a Saturday, for every start in %s', (quarter) => {
    for (const day of daysOfQuarter(quarter)) {
      const { steps } = clock('EARLIEST_DECISION', bothOn(day));
      const weekdays = steps.find(({ step }) => step === 'WEEKDAYS');
      expect(weekdays).toMatchObject({ ifSaturdaysCount: nthAfter(recovered(day), 3, isRed) });
    }
  });
});
