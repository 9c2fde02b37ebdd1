import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Client } from 'pg';
import { dropDatabase } from '../../src/development/prepare-database';
import { executePurge, placeHold, replayLedger } from '../../src/retention';
import { announcedCluster } from '../support/cluster';
import { RetentionWorld, tracesIn, type Tenancy } from './retention-world';

/** The drill of docs/retention.md: back up, close, purge, restore, replay. */
describe('a backup that is restored', () => {
  let world: RetentionWorld;
  let copy: string;
  let purged: Tenancy;
  let held: Tenancy;
  let restored: Client;
  let restoredSuperuser: Client;

  beforeAll(async () => {
    world = await RetentionWorld.open();
    world.goTo('2026-10-21T08:00:00Z');
    purged = await world.notice();
    held = await world.notice();
    for (const tenancy of [purged, held]) {
      await world.change('board-farsta', tenancy, 'openSocialCase', {
        caseworker: { id: 'lina', name: 'Lina Handläggare', phone: '+46 8 000 00 01' },
        journalReference: 'J-1',
      });
    }
    // The backup is taken while both cases are open: nothing in it says that they ever ended.
    copy = `kvarbo_restored_${randomBytes(6).toString('hex')}`;
    const { ownerUrl, superuserUrl } = await world.backUp(copy);

    world.goTo('2026-11-02T08:00:00Z');
    for (const tenancy of [purged, held]) {
      await world.settle(tenancy, '2026-11-02');
      await world.change('board-farsta', tenancy, 'recordOutcome', {
        kind: 'DEBT_SETTLED',
        decidedOn: '2026-11-02',
      });
    }
    await placeHold(world.owner, { kind: 'receipt', value: held.receiptNumber }, world.ledger, {
      authority: 'Tingsrätten',
      reason: 'Tvist',
      now: new Date('2027-01-01T08:00:00Z'),
    });
    await world.purge('2028-01-01');
    await world.purge('2032-01-01');

    restored = new Client({ connectionString: ownerUrl });
    restoredSuperuser = new Client({ connectionString: superuserUrl });
    await restored.connect();
    await restoredSuperuser.connect();
  }, 120_000);

  afterAll(async () => {
    await restored.end();
    await restoredSuperuser.end();
    await dropDatabase(announcedCluster().superuserUrl, copy);
    await world.close();
  });

  const left = (tenancy: Tenancy) =>
    tracesIn(restoredSuperuser, world.gateway, tenancy.receiptNumber);
  const files = async () =>
    (
      await restoredSuperuser.query<{ n: number }>(
        'SELECT count(*)::int AS n FROM social.social_case',
      )
    ).rows[0]?.n;

  it('holds what was purged, and loses it again by the ledger; what is held stays', async () => {
    expect(await left(purged)).not.toEqual([]);
    expect(await files()).toBe(2);
    const report = await replayLedger(restored, world.ledger, new Date('2032-01-02T11:00:00Z'));
    expect(report).toMatchObject({ holds: 1, held: 0 });
    expect(await left(purged)).toEqual([]);
    expect(await left(held)).not.toEqual([]);
    expect(await files()).toBe(1);
  });

  it('is told the same a second time without harm', async () => {
    await replayLedger(restored, world.ledger, new Date('2032-01-02T11:00:00Z'));
    expect(await files()).toBe(1);
    const { classes } = await executePurge(restored, null, world.ledger, {
      now: new Date('2032-01-02T11:00:00Z'),
      logRetentionMonths: 60,
    });
    expect(classes.CASE.due).toBe(0);
  });

  it('leaves nothing of anybody in the ledger', async () => {
    const text = await readFile(world.ledger, 'utf8');
    for (const secret of [purged.number, purged.receiptNumber, held.receiptNumber, 'Testina'])
      expect(text).not.toContain(secret);
  });
});
