import { addDays, Purpose } from '../../src/shared';
import { CASEWORKER, openStoryDesk } from './story-desk';
import type { Data, StoryDesk, Told } from './story-desk';

let desk: StoryDesk;
beforeAll(async () => {
  desk = await openStoryDesk();
});
afterAll(() => desk.close());

const setTime = (notice: Told, days: number) =>
  desk.pushed(notice, {
    status: 'DATE_SET',
    heardOn: desk.today,
    evictionTime: { date: addDays(desk.today, days), time: '09:30' },
  });

async function atBoard(): Promise<Told> {
  const notice = await desk.told();
  await desk.act('board-farsta', 'openSocialCase', notice, { caseworker: CASEWORKER });
  return notice;
}

describe('Kronofogden', () => {
  it('23 sees when the board confirmed a time, and who is responsible', async () => {
    const notice = await atBoard();
    await setTime(notice, 20);
    const confirmation =
      'socialServices { evictionConfirmation { confirmedAt onTime caseworker { name phone } } }';
    expect(await desk.caseOf('kronofogden', notice, confirmation)).toEqual({
      socialServices: { evictionConfirmation: null },
    });
    await desk.act('board-farsta', 'confirmEvictionTime', notice, { caseworker: CASEWORKER });
    expect(await desk.caseOf('kronofogden', notice, confirmation)).toMatchObject({
      socialServices: {
        evictionConfirmation: { onTime: true, caseworker: { name: CASEWORKER.name } },
      },
    });
  });

  it('24 knows in advance whether social services attend, once the board has decided to tell', async () => {
    const notice = await atBoard();
    await setTime(notice, 20);
    await desk.act('board-farsta', 'setAttendance', notice, { status: 'ATTENDING' });
    const attendance = 'socialServices { attendance { status } }';
    expect(await desk.caseOf('kronofogden', notice, attendance)).toEqual({
      socialServices: { attendance: null },
    });
    const { body } = await desk.gateway.send(
      'board-farsta',
      'mutation ($input: RegisterStandingDecisionInput!) { registerStandingDecision(input: $input) { id } }',
      {
        input: {
          idempotencyKey: 'attendance',
          switch: 'ATTENDANCE_TO_ENFORCEMENT',
          decidedBy: 'Nämnden',
          decidedOn: desk.today,
          reference: 'Dnr 24',
          validTo: addDays(desk.today, 30),
        },
      },
    );
    expect(body.errors).toBeUndefined();
    expect(await desk.caseOf('kronofogden', notice, attendance)).toEqual({
      socialServices: { attendance: { status: 'ATTENDING' } },
    });
  });

  it('25 notifies application and time once, and each change reaches the right board by itself', async () => {
    const notice = await atBoard();
    const seen = 'stage enforcement { evictionTime { date } }';
    const steps: readonly (readonly [() => Promise<Data>, string, string | null])[] = [
      [() => desk.pushed(notice, {}), 'ENFORCEMENT_OPEN', null],
      [() => setTime(notice, 20), 'DATE_SET', addDays(desk.today, 20)],
      [() => setTime(notice, 25), 'DATE_SET', addDays(desk.today, 25)],
      [() => desk.pushed(notice, { heardOn: desk.today }), 'ENFORCEMENT_OPEN', null],
    ];
    for (const [push, stage, date] of steps) {
      await push();
      expect(await desk.caseOf('board-farsta', notice, seen)).toEqual({
        stage,
        enforcement: { evictionTime: date && { date } },
      });
    }
    await expect(desk.caseOf('board-skarpnack', notice, 'id')).rejects.toThrow('knows no case');
  });

  it('26 sees that the landlord allows deferral or has withdrawn', async () => {
    const [deferred, withdrawn] = [await desk.told(), await desk.told()];
    for (const notice of [deferred, withdrawn]) await desk.pushed(notice, {});
    const until = addDays(desk.today, 40);
    await desk.act('landlord-bostaden', 'grantDeferral', deferred, { until });
    await desk.act('landlord-bostaden', 'reportSettlement', withdrawn, {
      status: 'WITHDRAWN',
      on: desk.today,
    });
    const fields = 'deferral { until } settlement { status }';
    expect(await desk.caseOf('kronofogden', deferred, fields)).toEqual({
      deferral: { until },
      settlement: null,
    });
    expect(await desk.caseOf('kronofogden', withdrawn, fields)).toEqual({
      deferral: null,
      settlement: { status: 'WITHDRAWN' },
    });
  });

  it('28 gets comparable statistics of closed periods with what was suppressed named', async () => {
    const { body } = await desk.gateway.send(
      'kronofogden',
      '{ evictionStatistics(period: "2025-H2", level: COUNTRY) { area applications executed childrenAffected suppressed } }',
      {},
      Purpose.FOLLOW_UP,
    );
    expect(body.errors).toBeUndefined();
    expect(body.data?.evictionStatistics).toHaveLength(1);
  });
});
