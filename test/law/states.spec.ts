import {
  confirmationDue,
  deferralLapses,
  earliestDecision,
  evictionTarget,
  explain,
  forfeitableFrom,
  recoveryEnd,
  stayLimit,
  stayLimitExceptional,
  warnsOfLapseFrom,
} from '../../src/deadlines';
import type { RecoveryEvents } from '../../src/deadlines';
import { civilDay } from '../../src/shared';
import { clock } from './some-events';

const TODAY = '2026-11-28';
const RECOVERY: RecoveryEvents = {
  tenure: 'RENTED',
  tenantServed: [{ servedOn: '2026-11-02', method: 'ORDINARY' }],
  messageGivenOn: '2026-11-02',
};

describe('the state of a clock', () => {
  it.each`
    today           | state
    ${'2026-11-01'} | ${'NOT_STARTED'}
    ${'2026-11-02'} | ${'RUNNING'}
    ${'2026-11-23'} | ${'RUNNING'}
    ${'2026-11-24'} | ${'LAPSED'}
  `('of a last day is $state on $today', ({ today, state }: Record<string, string>) => {
    expect(recoveryEnd(RECOVERY, {}, today ?? '')).toMatchObject({ endsOn: '2026-11-23', state });
  });

  it.each`
    today           | state
    ${'2026-11-25'} | ${'RUNNING'}
    ${'2026-11-26'} | ${'LAPSED'}
  `('of a first day is $state on $today', ({ today, state }: Record<string, string>) => {
    expect(earliestDecision(RECOVERY, {}, today ?? '')).toMatchObject({
      endsOn: '2026-11-26',
      state,
    });
  });
});

describe('JB-12-44-RECOVERY and JB-12-44-UNDERTAKING', () => {
  const state = (done: object, tenure: RecoveryEvents['tenure'] = 'RENTED') =>
    recoveryEnd({ ...RECOVERY, tenure }, done, TODAY).state;

  it('are met by payment on the last day, not by a later one, which a court alone may excuse (JB-12-44-EXCUSE)', () => {
    expect(state({ paidOn: '2026-11-23' })).toBe('MET');
    expect(state({ paidOn: '2026-11-24' })).toBe('LAPSED');
    expect(explain(recoveryEnd(RECOVERY, { paidOn: '2026-11-24' }, TODAY).steps).at(-1)).toMatch(
      /after the last day/,
    );
  });

  it('are met by an undertaking in time for a rented flat, never for a tenant-owned one', () => {
    expect(state({ undertakenOn: '2026-11-23' })).toBe('MET');
    expect(state({ undertakenOn: '2026-11-24' })).toBe('LAPSED');
    expect(state({ undertakenOn: '2026-11-20' }, 'TENANT_OWNED')).toBe('LAPSED');
  });

  it('are met by payment while the clock has not even started', () => {
    expect(
      recoveryEnd({ ...RECOVERY, messageGivenOn: null }, { paidOn: '2026-11-20' }, TODAY).state,
    ).toBe('MET');
  });

  it('cite the other act for a tenant-owned flat (BRL-7-23-RECOVERY)', () => {
    expect(recoveryEnd({ ...RECOVERY, tenure: 'TENANT_OWNED' }, {}, TODAY)).toMatchObject({
      ruleId: 'BRL-7-23-RECOVERY',
      legalBasis: expect.stringContaining('bostadsrättslagen') as string,
    });
  });

  it('tell that a service by the substitute method is not counted (JB-12-44-FORM-CASES)', () => {
    const found = recoveryEnd(
      { ...RECOVERY, tenantServed: [{ servedOn: '2026-11-02', method: 'SUBSTITUTE' }] },
      {},
      TODAY,
    );
    expect(found).toMatchObject({ startsOn: null, endsOn: null, state: 'NOT_STARTED' });
    expect(explain(found.steps)[0]).toMatch(/substitute method, which does not start/);
  });

  it('tell whether a registered letter or the receipt through the gateway counts (JB-12-63-DISPATCH)', () => {
    const told = (messageWay: RecoveryEvents['messageWay']) =>
      explain(recoveryEnd({ ...RECOVERY, ...(messageWay && { messageWay }) }, {}, TODAY).steps)[1];
    expect(told('LETTER_SENT')).toContain('dispatch of a registered letter on 2026-11-02');
    expect(told('MESSAGE_RECEIVED')).toContain('receipt through the gateway on 2026-11-02');
  });

  it('wait for the tenant who was served last', () => {
    expect(
      clock('RECOVERY_END', {
        tenantServedOn: ['2026-11-05', '2026-11-02', '2026-11-04'],
        messageGivenOn: '2026-11-02',
      }),
    ).toMatchObject({ startsOn: '2026-11-05', endsOn: '2026-11-26' });
  });
});

describe('TIME-5: civil days in Stockholm', () => {
  it.each`
    instant                   | day             | when
    ${'2026-11-22T22:59:59Z'} | ${'2026-11-22'} | ${'a second before midnight in winter'}
    ${'2026-11-22T23:00:00Z'} | ${'2026-11-23'} | ${'midnight in winter'}
    ${'2026-07-22T21:59:59Z'} | ${'2026-07-22'} | ${'a second before midnight in summer'}
    ${'2026-07-22T22:00:00Z'} | ${'2026-07-23'} | ${'midnight in summer'}
    ${'2027-03-27T22:59:59Z'} | ${'2027-03-27'} | ${'the last second before the day on which clocks go forward'}
    ${'2027-03-27T23:00:00Z'} | ${'2027-03-28'} | ${'midnight of the day on which clocks go forward'}
    ${'2027-03-28T21:59:59Z'} | ${'2027-03-28'} | ${'the last second of the day on which clocks went forward'}
    ${'2027-03-28T22:00:00Z'} | ${'2027-03-29'} | ${'midnight after the day on which clocks went forward'}
    ${'2026-10-24T21:59:59Z'} | ${'2026-10-24'} | ${'the last second before the day on which clocks go back'}
    ${'2026-10-24T22:00:00Z'} | ${'2026-10-25'} | ${'midnight of the day on which clocks go back'}
    ${'2026-10-25T22:59:59Z'} | ${'2026-10-25'} | ${'the last second of the day on which clocks went back'}
    ${'2026-10-25T23:00:00Z'} | ${'2026-10-26'} | ${'midnight after the day on which clocks went back'}
    ${'2028-02-28T23:00:00Z'} | ${'2028-02-29'} | ${'midnight of a leap day'}
    ${'2028-02-29T23:00:00Z'} | ${'2028-03-01'} | ${'midnight after a leap day'}
  `('$when is $day for every clock', ({ instant, day }: Record<string, string>) => {
    const at = new Date(instant ?? '');
    expect(civilDay(at)).toBe(day);
    expect(clock('CONFIRMATION_DUE', { evictionTimeNotifiedAt: at })).toMatchObject({
      startsOn: day,
      endsOn: day,
    });
    expect(
      clock('RECOVERY_END', { tenantServedOn: [civilDay(at)], messageGivenOn: '2026-01-01' })
        .startsOn,
    ).toBe(day);
  });
});

describe('SOF-11-3-ACK', () => {
  const notifiedAt = new Date('2026-11-26T21:30:00Z');
  const due = (confirmedAt: string | null, today = TODAY) =>
    confirmationDue({ notifiedAt, confirmedAt: confirmedAt ? new Date(confirmedAt) : null }, today);

  it('is due on the day of the notice, also after office hours', () => {
    expect(due(null, '2026-11-26')).toMatchObject({ endsOn: '2026-11-26', state: 'RUNNING' });
    expect(due(null, '2026-11-27').state).toBe('LAPSED');
  });

  it('is met by an answer to this notice, a late one marked as such', () => {
    expect(due('2026-11-26T22:00:00Z').state).toBe('MET');
    expect(explain(due('2026-11-26T22:00:00Z').steps).join(' ')).not.toContain('was due');
    expect(due('2026-11-26T23:00:00Z').state).toBe('MET');
    expect(explain(due('2026-11-26T23:00:00Z').steps).at(-1)).toContain('was due');
  });

  it('is not met by an answer to an earlier time', () => {
    expect(due('2026-11-26T21:29:59Z').state).toBe('LAPSED');
  });
});

describe('UB-16-4-STAY', () => {
  const events = { documentsReceivedOn: '2026-11-02', heardOn: null, abroad: false };

  it('is counted from the target before a hearing, and says so', () => {
    const found = stayLimit(events, TODAY);
    expect(found.endsOn).toBe('2026-12-14');
    expect(explain(found.steps).join(' ')).toContain(
      'counted from the end of the four weeks alone',
    );
  });

  it('is four weeks in total with exceptional reasons, not two and four', () => {
    expect(stayLimitExceptional(events, TODAY).endsOn).toBe('2026-12-28');
  });

  it('is counted from the earliest day where a tenant abroad is heard late', () => {
    const abroad = { ...events, heardOn: '2026-11-23', abroad: true };
    expect(stayLimit(abroad, TODAY).endsOn).toBe('2026-12-21');
    expect(stayLimit({ ...abroad, abroad: false }, TODAY).endsOn).toBe('2026-12-14');
  });
});

describe('UB-16-3-TIMES and UB-16-2-HEARD', () => {
  it('gives a tenant abroad two weeks from sending instead of one, and neither moves to a weekday', () => {
    const heard = { defendantHeardOn: '2026-12-18' };
    expect(clock('EARLIEST_EVICTION', heard).endsOn).toBe('2026-12-25');
    expect(clock('EARLIEST_EVICTION', { ...heard, defendantAbroad: true }).endsOn).toBe(
      '2027-01-01',
    );
  });

  it('is met by the eviction or the closing of the case, the first of them', () => {
    expect(evictionTarget('2026-11-02', {}, TODAY).state).toBe('RUNNING');
    expect(evictionTarget('2026-11-02', { executedOn: '2026-11-20' }, TODAY).state).toBe('MET');
    expect(evictionTarget('2026-11-02', { closedOn: '2026-11-20' }, TODAY).state).toBe('MET');
  });
});

describe('UB-16-5-DEFERRAL and UB-2-1-AUTO', () => {
  it('warns 30 days before the application lapses', () => {
    const found = deferralLapses('2026-11-02', {}, TODAY);
    expect(found.endsOn).toBe('2027-05-02');
    expect(warnsOfLapseFrom(found)).toBe('2027-04-02');
    expect(explain(found.steps).join(' ')).toContain('from 2027-04-02 (Friday)');
    expect(warnsOfLapseFrom(deferralLapses(null, {}, TODAY))).toBeNull();
  });
});

describe('JB-12-43-CURE', () => {
  const late = (paidOn: string | null, terminatedOn: string | null) =>
    forfeitableFrom({ tenure: 'RENTED', rentDueOn: '2026-10-30', paidOn, terminatedOn }, TODAY)
      .state;

  it('takes the ground away by payment before the termination', () => {
    expect(late(null, null)).toBe('LAPSED');
    expect(late('2026-11-20', null)).toBe('MET');
    expect(late('2026-11-20', '2026-11-20')).toBe('MET');
    expect(late('2026-11-21', '2026-11-20')).toBe('LAPSED');
  });

  it('never lets a clock state that a tenancy is forfeited (JB-12-42-MINOR)', () => {
    expect(
      explain(forfeitableFrom({ tenure: 'RENTED', rentDueOn: '2026-10-30' }, TODAY).steps).at(-1),
    ).toContain('is for a person to decide');
  });
});
