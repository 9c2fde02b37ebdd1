import { runLegalHold } from '../../src/cli/legal-hold';
import { runPurge } from '../../src/cli/purge';
import { loadPurgeSettings, type PurgeSettings } from '../../src/config';
import { RetentionWorld } from '../retention/retention-world';

let world: RetentionWorld;
beforeAll(async () => {
  world = await RetentionWorld.open();
}, 60_000);
afterAll(() => world.close());

type Run = typeof runPurge;

async function run(command: Run, argv: readonly string[], settings: Partial<PurgeSettings> = {}) {
  const written = { out: '', err: '' };
  const code = await command(argv, {
    settings: () => ({
      ...loadPurgeSettings({}),
      databaseUrl: world.gateway.database.ownerUrl,
      purgeLedger: world.ledger,
      ...settings,
    }),
    clock: world.clock,
    stdout: { write: (text) => (written.out += text) },
    stderr: { write: (text) => (written.err += text) },
  });
  return { code, ...written };
}

describe('purge and legal-hold', () => {
  it('go from a dry run over a hold to the end of a case', async () => {
    world.goTo('2026-10-21T08:00:00Z');
    const tenancy = await world.notice();
    world.goTo('2026-11-02T08:00:00Z');
    await world.settle(tenancy, '2026-11-02');
    world.goTo('2027-11-03T08:00:00Z');
    const order = ['--authority', 'Tingsrätten', '--reason', 'Tvist'];
    const placed = await run(runLegalHold, ['place', '--receipt', tenancy.receiptNumber, ...order]);
    const id = placed.out.trim();
    const held = await run(runPurge, []);
    expect(held.out).toMatch(/CASE +1 +1 +-/);
    expect((await run(runLegalHold, ['list'])).out).toContain(`${id} `);
    expect((await run(runLegalHold, ['lift', '--id', id, ...order])).code).toBe(0);

    const dry = await run(runPurge, []);
    expect(dry.out).not.toContain(tenancy.receiptNumber);
    const digest = /--execute (\w+)/.exec(dry.out)?.[1] ?? '';
    expect(await run(runPurge, ['--execute', 'another'])).toMatchObject({ code: 1, out: '' });
    expect(await world.rowsIn('landlord.notice')).toBe(1);
    expect((await run(runPurge, ['--execute', digest])).out).toMatch(/CASE +1 +0 +1/);
    expect(await world.rowsIn('landlord.notice')).toBe(0);
    expect((await run(runPurge, ['--after-restore'])).out).toContain('1 keys are gone');
  });

  it.each<[string, Run, readonly string[], Partial<PurgeSettings>, RegExp]>([
    ['two things at once', runPurge, ['--schedule', '--after-restore'], {}, /^npm run purge/],
    ['a schedule that is off', runPurge, ['--schedule'], {}, /KVARBO_PURGE_INTERVAL_HOURS/],
    ['no ledger', runPurge, ['--execute', 'x'], { purgeLedger: null }, /KVARBO_PURGE_LEDGER/],
    ['a hold without a reason', runLegalHold, ['place', '--receipt', 'KB-1'], {}, /--reason WHY/],
    [
      'a hold on no case',
      runLegalHold,
      ['place', '--record', 'U-0-00', '--authority', 'A', '--reason', 'B'],
      {},
      /no case/,
    ],
  ])('refuse %s in one line or the usage', async (_, command, argv, settings, line) => {
    const ended = await run(command, argv, settings);
    expect(ended).toMatchObject({ code: 1, out: '' });
    expect(ended.err).toMatch(line);
  });
});
