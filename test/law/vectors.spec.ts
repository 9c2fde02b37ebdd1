import { recoveryEnd, recoveryPeriod } from '../../src/deadlines';
import { clock } from './some-events';

/** The vectors of law section 1.7, row by row. */
describe('JB-12-44-RECOVERY and JB-12-44-DECISION-WAIT (TIME-1, TIME-2, TIME-4)', () => {
  it.each`
    served          | given           | startsOn        | endsOn          | decision        | ifSaturdaysCount
    ${'2026-11-23'} | ${'2026-11-25'} | ${'2026-11-25'} | ${'2026-12-16'} | ${'2026-12-21'} | ${'2026-12-19'}
    ${'2026-12-03'} | ${'2026-12-01'} | ${'2026-12-03'} | ${'2026-12-28'} | ${'2027-01-04'} | ${'2026-12-31'}
    ${'2026-12-10'} | ${'2026-12-10'} | ${'2026-12-10'} | ${'2027-01-04'} | ${'2027-01-08'} | ${'2027-01-08'}
    ${'2026-05-29'} | ${'2026-05-28'} | ${'2026-05-29'} | ${'2026-06-22'} | ${'2026-06-25'} | ${'2026-06-25'}
    ${'2027-03-05'} | ${'2027-03-05'} | ${'2027-03-05'} | ${'2027-03-30'} | ${'2027-04-02'} | ${'2027-04-02'}
    ${'2026-10-10'} | ${'2026-10-08'} | ${'2026-10-10'} | ${'2026-11-02'} | ${'2026-11-05'} | ${'2026-11-05'}
    ${'2026-12-16'} | ${'2026-12-15'} | ${'2026-12-16'} | ${'2027-01-07'} | ${'2027-01-12'} | ${'2027-01-11'}
    ${'2027-04-15'} | ${'2027-04-14'} | ${'2027-04-15'} | ${'2027-05-07'} | ${'2027-05-12'} | ${'2027-05-11'}
    ${'2026-05-16'} | ${'2026-05-16'} | ${'2026-05-16'} | ${'2026-06-08'} | ${'2026-06-11'} | ${'2026-06-11'}
    ${'2026-10-01'} | ${'2026-10-02'} | ${'2026-10-02'} | ${'2026-10-23'} | ${'2026-10-28'} | ${'2026-10-27'}
  `(
    'served $served and told $given: pay by $endsOn, decide from $decision',
    (row: Record<string, string>) => {
      const { served = '', given = '', ifSaturdaysCount } = row;
      const events = { tenantServedOn: [served], messageGivenOn: given };
      expect(clock('RECOVERY_END', events)).toMatchObject({
        startsOn: row.startsOn,
        endsOn: row.endsOn,
      });
      const decision = clock('EARLIEST_DECISION', events);
      expect(decision).toMatchObject({ startsOn: row.startsOn, endsOn: row.decision });
      expect(decision.steps).toContainEqual(
        expect.objectContaining({ step: 'WEEKDAYS', on: row.decision, ifSaturdaysCount }),
      );
    },
  );

  it('has not started while the message is not given', () => {
    const events = { tenantServedOn: ['2026-10-01'] };
    for (const kind of ['RECOVERY_END', 'EARLIEST_DECISION'] as const) {
      expect(clock(kind, events)).toMatchObject({
        startsOn: null,
        endsOn: null,
        state: 'NOT_STARTED',
      });
    }
  });
});

describe('JB-12-42-LATE', () => {
  it.each`
    dueOn           | day7            | lastHarmless    | endsOn
    ${'2026-10-30'} | ${'2026-11-06'} | ${'2026-11-06'} | ${'2026-11-07'}
    ${'2026-11-30'} | ${'2026-12-07'} | ${'2026-12-07'} | ${'2026-12-08'}
    ${'2026-12-30'} | ${'2027-01-06'} | ${'2027-01-07'} | ${'2027-01-08'}
  `('due $dueOn: forfeitable from $endsOn', (row: Record<string, string>) => {
    const found = clock('FORFEITABLE_FROM', { rentDueOn: row.dueOn ?? '' });
    expect(found).toMatchObject({ startsOn: row.dueOn, endsOn: row.endsOn });
    expect(found.steps).toContainEqual({
      step: 'ACTING_DAY',
      from: row.day7,
      on: row.lastHarmless,
    });
  });
});

describe('UB-16-3-TIMES, UB-16-4-STAY and UB-16-5-DEFERRAL', () => {
  it.each`
    documents       | heard           | target          | earliest        | ordinary        | exceptional     | lapses
    ${'2026-11-02'} | ${'2026-11-05'} | ${'2026-11-30'} | ${'2026-11-12'} | ${'2026-12-14'} | ${'2026-12-28'} | ${'2027-05-02'}
    ${'2026-12-01'} | ${'2026-12-23'} | ${'2026-12-29'} | ${'2026-12-30'} | ${'2027-01-13'} | ${'2027-01-27'} | ${'2027-06-01'}
  `(
    'documents $documents, heard $heard: target $target, earliest $earliest, stays until $ordinary and $exceptional',
    (row: Record<string, string>) => {
      const { documents = '', heard = '' } = row;
      const events = {
        documentsReceivedOn: documents,
        enforcementAppliedOn: documents,
        defendantHeardOn: heard,
      };
      expect(clock('EVICTION_TARGET', events).endsOn).toBe(row.target);
      expect(clock('EARLIEST_EVICTION', events).endsOn).toBe(row.earliest);
      expect(clock('STAY_LIMIT', events).endsOn).toBe(row.ordinary);
      expect(clock('STAY_LIMIT_EXCEPTIONAL', events).endsOn).toBe(row.exceptional);
      expect(clock('DEFERRAL_LAPSES', events).endsOn).toBe(row.lapses);
    },
  );
});

describe('TIME-1: months that lack the number', () => {
  it('six months from 2026-08-31 end on 2027-02-28 (UB-16-5-DEFERRAL)', () => {
    expect(clock('DEFERRAL_LAPSES', { enforcementAppliedOn: '2026-08-31' }).endsOn).toBe(
      '2027-02-28',
    );
  });

  it('three months of storage from 2026-11-30 end on 2027-02-28 (UB-16-6-STORAGE)', () => {
    expect(clock('STORAGE_END', { executedOn: '2026-11-30' }).endsOn).toBe('2027-02-28');
  });

  it('a decision of 2026-10-31 is re-opened by 2026-11-30 (BFL-53-REOPEN)', () => {
    expect(clock('REOPENING_END', { decidedOn: '2026-10-31' }).endsOn).toBe('2026-11-30');
  });
});

describe('transitions worth a test (law section 1.2)', () => {
  const events = { tenure: 'RENTED' as const, messageGivenOn: '2026-12-01' };
  const served = [{ servedOn: '2026-12-03', method: 'ORDINARY' as const }];

  it('payment on the moved last day, after the calendar end, gives the tenancy back', () => {
    const paid = (paidOn: string) =>
      recoveryEnd({ ...events, tenantServed: served }, { paidOn }, '2027-02-01').state;
    expect(paid('2026-12-24')).toBe('MET');
    expect(paid('2026-12-28')).toBe('MET');
    expect(paid('2026-12-29')).toBe('LAPSED');
  });

  it('only the second event starts the clock, in either order', () => {
    expect(recoveryPeriod({ ...events, tenantServed: [] })).toBeNull();
    expect(recoveryPeriod({ ...events, tenantServed: served, messageGivenOn: null })).toBeNull();
    const [one] = served;
    for (const [servedOn, messageGivenOn] of [
      ['2026-12-03', '2026-12-01'],
      ['2026-12-01', '2026-12-03'],
    ] as const) {
      const period = recoveryPeriod({
        ...events,
        messageGivenOn,
        tenantServed: [{ ...one, servedOn, method: 'ORDINARY' }],
      });
      expect(period?.startsOn).toBe('2026-12-03');
    }
  });
});
