import fc from 'fast-check';
import { awaitedDays, nextDeadlines } from '../../../src/cases/deadlines/awaited-days';
import type { AwaitedDay } from '../../../src/cases/deadlines/awaited-days';
import { DEADLINE_KINDS } from '../../../src/deadlines';
import { addDays, Agency } from '../../../src/shared';

const FIRST = '2026-11-01';
const day = (index: number): string => addDays(FIRST, index);
const anyDay = fc.integer({ min: 0, max: 40 }).map(day);
const awaited = fc.array(fc.record({ day: anyDay, shownUntil: fc.option(anyDay) }), {
  maxLength: 8,
});

/** By the words of the law of the list: the earliest day that is shown and has not passed. */
function nextOn(days: readonly AwaitedDay[], today: string): string | null {
  const left = days.filter(
    (one) => one.day >= today && (one.shownUntil === null || one.shownUntil >= today),
  );
  return left.map((one) => one.day).sort()[0] ?? null;
}

describe('nextDeadlines', () => {
  it('say for each day which deadline is next, each day once', () => {
    fc.assert(
      fc.property(awaited, (days) => {
        const stretches = nextDeadlines(days);
        for (let index = -2; index <= 45; index += 1) {
          const today = day(index);
          const holding = stretches.filter(
            ({ after, until }) =>
              (after === null || after < today) && (until === null || today <= until),
          );
          expect(holding.map((one) => one.day)).toEqual([nextOn(days, today)]);
        }
      }),
    );
  });

  it('end with a stretch without any, from the last day on', () => {
    expect(nextDeadlines([])).toEqual([{ after: null, until: null, day: null }]);
    const days = [{ day: day(5), shownUntil: null }];
    expect(nextDeadlines(days)).toEqual([
      { after: null, until: day(5), day: day(5) },
      { after: day(5), until: null, day: null },
    ]);
  });

  it('are as few as there are different answers', () => {
    fc.assert(
      fc.property(awaited, (days) => {
        const found = nextDeadlines(days).map((one) => one.day);
        expect(found.filter((one, index) => one === found[index + 1])).toEqual([]);
      }),
    );
  });
});

describe('awaitedDays', () => {
  const open = new Set(DEADLINE_KINDS);
  const reader = { agency: Agency.LANDLORD, open };
  const always = { partyUntil: null, ofParty: new Set<never>() };

  it('leave out what is met and what has no day yet', () => {
    const record = { documentsReceivedOn: '2026-11-02', closedOn: '2026-11-20' };
    expect(awaitedDays({ record }, reader, always)).toEqual([
      { day: '2026-12-14', shownUntil: null },
      { day: '2026-12-28', shownUntil: null },
    ]);
    expect(awaitedDays({ record: {} }, reader, always)).toEqual([]);
  });

  it('keep the lapse of the application as long as the landlord waits, for good where Kronofogden says so', () => {
    const record = { appliedOn: '2026-11-02' };
    expect(awaitedDays({ record, deferredUntil: '2026-12-31' }, reader, always)).toEqual([
      { day: '2027-05-02', shownUntil: '2026-12-31' },
    ]);
    expect(
      awaitedDays(
        { record: { ...record, deferred: true }, deferredUntil: '2026-12-31' },
        reader,
        always,
      ),
    ).toEqual([{ day: '2027-05-02', shownUntil: null }]);
  });

  it('keep what is shown to a party as long as it is one', () => {
    const record = { documentsReceivedOn: '2026-11-02' };
    const ofParty = new Set(['EVICTION_TARGET'] as const);
    const [target, ...others] = awaitedDays({ record }, reader, {
      partyUntil: '2026-11-20',
      ofParty,
    });
    expect(target?.shownUntil).toBe('2026-11-20');
    expect(others.every(({ shownUntil }) => shownUntil === null)).toBe(true);
  });
});
