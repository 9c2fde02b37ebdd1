import { setTimeout as pause } from 'node:timers/promises';
import { startTestGateway } from '../support/gateway';
import { RetentionWorld } from './retention-world';

let world: RetentionWorld;
beforeAll(async () => {
  world = await RetentionWorld.open();
  await world.query(`DELETE FROM statistics.quarter WHERE name = '2026-Q4'`);
}, 60_000);
afterAll(() => world.close());

describe('a case in a quarter that nobody has counted', () => {
  it('waits, and goes once a service has started that counts it by itself', async () => {
    world.goTo('2026-10-21T08:00:00Z');
    const tenancy = await world.notice();
    world.goTo('2026-11-02T08:00:00Z');
    await world.settle(tenancy, '2026-11-02');

    const waiting = await world.plan('2027-11-03');
    expect(waiting.classes.CASE).toMatchObject({ due: 0 });
    expect(waiting.uncounted).toEqual({ count: 1, oldest: '2027-11-02' });
    expect((await world.plan('2027-11-02')).uncounted).toEqual({ count: 0, oldest: null });
    await world.purge('2027-11-03');
    expect(await world.rowsIn('landlord.notice')).toBe(1);

    world.goTo('2027-11-03T08:00:00Z');
    const service = await startTestGateway({ clock: world.clock, beside: world.gateway });
    while (
      (await world.query(`SELECT FROM statistics.cell WHERE quarter = '2026-Q4'`)).length === 0
    )
      await pause(20);
    await service.stop();
    expect(await world.query(`SELECT measure, at_least FROM statistics.cell`)).toContainEqual({
      measure: 'notices',
      at_least: expect.any(Number) as number,
    });

    const due = await world.plan('2027-11-03');
    expect(due.uncounted).toEqual({ count: 0, oldest: null });
    expect(due.classes.CASE).toMatchObject({ due: 1 });
    await world.purge('2027-11-03', due.digest);
    expect(await world.rowsIn('landlord.notice')).toBe(0);
  });
});
