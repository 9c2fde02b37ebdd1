import fc from 'fast-check';
import {
  isNoActingDay,
  isPublicHoliday,
  recoveryPeriod,
  serviceStartsRecovery,
  type RecoveryEvents,
  type ServiceMethodKind,
  type TenureKind,
} from '../../src/deadlines';
import { addDays, daysBetween } from '../../src/shared';
import { aDay } from '../support/arbitraries';

const TENURES: readonly TenureKind[] = ['RENTED', 'TENANT_OWNED', 'COOPERATIVE', 'SUBLET'];
const METHODS: readonly ServiceMethodKind[] = [
  'ORDINARY',
  'PROCESS_SERVER',
  'VIA_KRONOFOGDEN',
  'VIA_COURT',
  'SUBSTITUTE',
];

const events = (changed: Partial<RecoveryEvents> = {}): RecoveryEvents => ({
  tenure: 'RENTED',
  tenantServed: [{ servedOn: '2026-11-23', method: 'ORDINARY' }],
  messageGivenOn: '2026-11-25',
  ...changed,
});

describe('JB-12-44-RECOVERY', () => {
  it.each`
    servedOn        | messageGivenOn  | startsOn        | endsOn          | earliestDecisionOn | ifSaturdaysCount | lastDay
    ${'2026-11-23'} | ${'2026-11-25'} | ${'2026-11-25'} | ${'2026-12-16'} | ${'2026-12-21'}    | ${'2026-12-19'}  | ${'a Wednesday'}
    ${'2026-12-03'} | ${'2026-12-01'} | ${'2026-12-03'} | ${'2026-12-28'} | ${'2027-01-04'}    | ${'2026-12-31'}  | ${'Christmas Eve'}
    ${'2026-12-10'} | ${'2026-12-10'} | ${'2026-12-10'} | ${'2027-01-04'} | ${'2027-01-08'}    | ${'2027-01-08'}  | ${'New Year’s Eve'}
    ${'2026-05-29'} | ${'2026-05-28'} | ${'2026-05-29'} | ${'2026-06-22'} | ${'2026-06-25'}    | ${'2026-06-25'}  | ${'Midsummer’s Eve'}
    ${'2027-03-05'} | ${'2027-03-05'} | ${'2027-03-05'} | ${'2027-03-30'} | ${'2027-04-02'}    | ${'2027-04-02'}  | ${'Good Friday'}
    ${'2026-10-10'} | ${'2026-10-08'} | ${'2026-10-10'} | ${'2026-11-02'} | ${'2026-11-05'}    | ${'2026-11-05'}  | ${'All Saints’ Day'}
    ${'2026-12-16'} | ${'2026-12-15'} | ${'2026-12-16'} | ${'2027-01-07'} | ${'2027-01-12'}    | ${'2027-01-11'}  | ${'Epiphany'}
    ${'2027-04-15'} | ${'2027-04-14'} | ${'2027-04-15'} | ${'2027-05-07'} | ${'2027-05-12'}    | ${'2027-05-11'}  | ${'Ascension Day'}
    ${'2026-05-16'} | ${'2026-05-16'} | ${'2026-05-16'} | ${'2026-06-08'} | ${'2026-06-11'}    | ${'2026-06-11'}  | ${'National Day'}
    ${'2026-10-01'} | ${'2026-10-02'} | ${'2026-10-02'} | ${'2026-10-23'} | ${'2026-10-28'}    | ${'2026-10-27'}  | ${'a Friday'}
  `(
    'served $servedOn, message $messageGivenOn: pay by $endsOn, decided $earliestDecisionOn ($lastDay)',
    (row: Record<string, string>) => {
      const { servedOn = '', messageGivenOn = '' } = row;
      const period = recoveryPeriod(
        events({ tenantServed: [{ servedOn, method: 'ORDINARY' }], messageGivenOn }),
      );
      expect(period).toEqual({
        startsOn: row.startsOn,
        endsOn: row.endsOn,
        earliestDecisionOn: row.earliestDecisionOn,
        earliestDecisionIfSaturdaysCountOn: row.ifSaturdaysCount,
      });
    },
  );

  it('has not started while the message is not given', () => {
    expect(recoveryPeriod(events({ messageGivenOn: null }))).toBeNull();
  });

  it('has not started while nobody is served', () => {
    expect(recoveryPeriod(events({ tenantServed: [] }))).toBeNull();
    expect(recoveryPeriod(events({ tenantServed: [], tenantCount: 0 }))).toBeNull();
  });

  it('counts from the tenant who was served last', () => {
    const period = recoveryPeriod(
      events({
        tenantServed: [
          { servedOn: '2026-12-03', method: 'ORDINARY' },
          { servedOn: '2026-11-23', method: 'PROCESS_SERVER' },
        ],
        messageGivenOn: '2026-11-20',
      }),
    );
    expect(period?.startsOn).toBe('2026-12-03');
  });

  it('has not started while one of the tenants on the lease is not served', () => {
    expect(recoveryPeriod(events({ tenantCount: 2 }))).toBeNull();
    expect(recoveryPeriod(events({ tenantCount: 1 }))).not.toBeNull();
  });

  it('counts a tenant who was served twice once, from the first service', () => {
    const twice = [
      { tenant: 'a', servedOn: '2026-12-03', method: 'ORDINARY' as const },
      { tenant: 'a', servedOn: '2026-11-23', method: 'ORDINARY' as const },
    ];
    expect(recoveryPeriod(events({ tenantServed: twice }))?.startsOn).toBe('2026-11-25');
    expect(recoveryPeriod(events({ tenantServed: twice, tenantCount: 2 }))).toBeNull();
  });

  it('never ends before 21 days, never on a day when nobody has to act', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ servedOn: aDay, method: fc.constantFrom(...METHODS) }), {
          maxLength: 4,
        }),
        aDay,
        fc.constantFrom(...TENURES),
        (tenantServed, messageGivenOn, tenure) => {
          const period = recoveryPeriod({ tenure, tenantServed, messageGivenOn });
          const counting = tenantServed.every(({ method }) =>
            serviceStartsRecovery(tenure, method),
          );
          expect(period !== null).toBe(counting && tenantServed.length > 0);
          if (period === null) return;
          const days = [messageGivenOn, ...tenantServed.map(({ servedOn }) => servedOn)];
          expect(period.startsOn).toBe(days.sort().at(-1));
          expect(daysBetween(period.startsOn, period.endsOn)).toBeGreaterThanOrEqual(21);
          expect(isNoActingDay(period.endsOn)).toBe(false);
          const unmoved = addDays(period.startsOn, 21);
          if (!isNoActingDay(unmoved)) expect(period.endsOn).toBe(unmoved);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('JB-12-44-DECISION-WAIT', () => {
  it('lets two weekdays pass, and the cautious date is never the earlier one', () => {
    fc.assert(
      fc.property(aDay, (messageGivenOn) => {
        const period = recoveryPeriod(events({ messageGivenOn }));
        if (period === null) throw new Error('both events are there');
        const { endsOn, earliestDecisionOn, earliestDecisionIfSaturdaysCountOn } = period;
        const between = Array.from(
          { length: daysBetween(endsOn, earliestDecisionOn) - 1 },
          (_, index) => addDays(endsOn, index + 1),
        );
        expect(between.filter((day) => !isNoActingDay(day))).toHaveLength(2);
        expect(isNoActingDay(earliestDecisionOn)).toBe(false);
        expect(earliestDecisionIfSaturdaysCountOn <= earliestDecisionOn).toBe(true);
        expect(isPublicHoliday(earliestDecisionIfSaturdaysCountOn)).toBe(false);
      }),
    );
  });
});

describe('JB-12-44-FORM-CASES (NJA 1988 s. 420)', () => {
  it.each(
    TENURES.flatMap((tenure) =>
      METHODS.map((method) => ({
        tenure,
        method,
        starts: method !== 'SUBSTITUTE' || tenure === 'TENANT_OWNED',
      })),
    ),
  )('$tenure served by $method starts the clock: $starts', ({ tenure, method, starts }) => {
    const period = recoveryPeriod(
      events({ tenure, tenantServed: [{ servedOn: '2026-11-23', method }] }),
    );
    expect(serviceStartsRecovery(tenure, method)).toBe(starts);
    expect(period !== null).toBe(starts);
  });

  it('one tenant served the substitute way holds the clock for all', () => {
    const tenantServed = [
      { tenant: 'a', servedOn: '2026-11-20', method: 'ORDINARY' as const },
      { tenant: 'b', servedOn: '2026-11-21', method: 'SUBSTITUTE' as const },
    ];
    expect(recoveryPeriod(events({ tenantServed }))).toBeNull();
  });

  it('a later proper service of the same tenant starts it', () => {
    const tenantServed = [
      { tenant: 'a', servedOn: '2026-11-20', method: 'SUBSTITUTE' as const },
      { tenant: 'a', servedOn: '2026-12-03', method: 'ORDINARY' as const },
    ];
    expect(recoveryPeriod(events({ tenantServed }))?.startsOn).toBe('2026-12-03');
  });
});
