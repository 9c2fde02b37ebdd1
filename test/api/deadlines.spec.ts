import { fixedClock } from '../../src/shared';
import { startTestGateway } from '../support/gateway';
import type { TestGateway } from '../support/gateway';

const CALCULATE = `query ($events: DeadlineEvents!) {
  deadlines(events: $events) { kind ruleId legalBasis startsOn endsOn state explanation }
}`;

interface Told {
  readonly kind: string;
  readonly endsOn: string | null;
  readonly state: string;
  readonly explanation: readonly string[];
}

describe('the calculator', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway({ clock: fixedClock('2026-11-28T12:00:00Z') });
  });
  afterAll(() => gateway.stop());

  const calculate = async (events: object, client = 'landlord-bostaden') =>
    (await gateway.data<{ deadlines: readonly Told[] }>(client, CALCULATE, { events })).deadlines;
  const problemsOf = async (events: object) => {
    const { status, body } = await gateway.send('board-farsta', CALCULATE, { events });
    const [error] = body.errors ?? [];
    return { status, code: error?.extensions.code, problems: error?.extensions.problems };
  };

  it('explains each clock of the events to everybody alike', async () => {
    const events = { tenantServedOn: ['2026-12-03'], messageGivenOn: '2026-12-01' };
    const told = await calculate(events);
    expect(told).toEqual([
      {
        kind: 'RECOVERY_END',
        ruleId: 'JB-12-44-RECOVERY',
        legalBasis: '12 kap. 44 § jordabalken (1970:994)',
        startsOn: '2026-12-03',
        endsOn: '2026-12-28',
        state: 'NOT_STARTED',
        explanation: [
          'A tenant was served the recovery notice on 2026-12-03 (Thursday).',
          'The message was given to the social board on 2026-12-01 (Tuesday).',
          'The latest of 2026-12-03, 2026-12-01 is 2026-12-03 (Thursday).',
          '21 days after 2026-12-03, that day not counted, is 2026-12-24 (Thursday) (TIME-1).',
          '2026-12-24 is Midsummer’s, Christmas or New Year’s Eve, so the act may be done on the next weekday, 2026-12-28 (Monday) (TIME-2).',
        ],
      },
      expect.objectContaining({
        kind: 'EARLIEST_DECISION',
        endsOn: '2027-01-04',
        explanation: expect.arrayContaining([
          'The third weekday after 2026-12-28, Saturdays and eves not counted, is 2027-01-04 (Monday); if Saturdays and eves counted it would be 2026-12-31 (Thursday), and the later day protects the tenant (TIME-4).',
        ]) as readonly string[],
      }),
    ]);
    for (const client of ['board-farsta', 'kronofogden', 'oversight-farsta'])
      expect(await calculate(events, client)).toEqual(told);
  });

  it('answers nothing for no events, and a clock that waits for one', async () => {
    expect(await calculate({})).toEqual([]);
    expect(await calculate({ tenure: null, tenantServedOn: [], rentDueOn: null })).toEqual([]);
    const waiting = await calculate({ tenantServedOn: ['2026-10-01'] });
    expect(waiting.map(({ kind, endsOn, state }) => [kind, endsOn, state])).toEqual([
      ['RECOVERY_END', null, 'NOT_STARTED'],
      ['EARLIEST_DECISION', null, 'NOT_STARTED'],
    ]);
  });

  it('takes instants by the civil day in Stockholm', async () => {
    const [told] = await calculate({ evictionTimeNotifiedAt: '2026-11-27T23:00:00Z' });
    expect(told).toMatchObject({
      kind: 'CONFIRMATION_DUE',
      endsOn: '2026-11-28',
      state: 'RUNNING',
    });
  });

  it('names every problem of the events at once', async () => {
    expect(
      await problemsOf({
        rentDueOn: '2026-02-29',
        tenantServedOn: ['2026-11-02', '2 November'],
        messageGivenOn: '',
        decidedOn: '2026-11-20',
        executedOn: '2026-11-19',
        evictionTimeNotifiedAt: '2026-11-20',
      }),
    ).toEqual({
      status: 200,
      code: 'BAD_USER_INPUT',
      problems: [
        { path: 'events.rentDueOn', code: 'NOT_A_DATE', message: expect.any(String) as string },
        {
          path: 'events.tenantServedOn.1',
          code: 'NOT_A_DATE',
          message: expect.any(String) as string,
        },
        {
          path: 'events.messageGivenOn',
          code: 'NOT_A_DATE',
          message: expect.any(String) as string,
        },
        {
          path: 'events.evictionTimeNotifiedAt',
          code: 'NOT_AN_INSTANT',
          message: expect.any(String) as string,
        },
        { path: 'events.executedOn', code: 'INCONSISTENT', message: expect.any(String) as string },
      ],
    });
  });

  it('refuses an eviction before what leads to it, and more tenants than a lease has', async () => {
    const day = '2026-11-20';
    for (const events of [
      { documentsReceivedOn: day },
      { defendantHeardOn: day },
      { enforcementAppliedOn: day },
      { evictionTimeNotifiedAt: `${day}T10:00:00Z` },
    ]) {
      expect(await problemsOf({ ...events, executedOn: '2026-11-19' })).toMatchObject({
        problems: [{ path: 'events.executedOn', code: 'INCONSISTENT' }],
      });
      expect(await calculate({ ...events, executedOn: day })).not.toEqual([]);
    }
    expect(await problemsOf({ tenantServedOn: Array(101).fill(day) })).toMatchObject({
      problems: [{ path: 'events.tenantServedOn', code: 'TOO_MANY' }],
    });
    expect(await calculate({ tenantServedOn: Array(100).fill(day) })).toHaveLength(2);
  });

  it('counts to the edge of the years that it takes', async () => {
    const [told] = await calculate({ enforcementAppliedOn: '2199-12-31' });
    expect(told?.endsOn).toBe('2200-06-30');
    expect((await calculate({ rentDueOn: '1900-01-01' }))[0]?.endsOn).toBe('1900-01-09');
  });
});
