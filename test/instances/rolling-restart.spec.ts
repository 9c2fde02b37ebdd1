import { startInstallation } from './installation';
import type { Installation } from './installation';
import { underLoad } from './under-load';

let installation: Installation;
beforeAll(async () => {
  installation = await startInstallation(2);
}, 60_000);
afterAll(() => installation.stop());

it('loses no request when one instance after the other is stopped and started under load', async () => {
  const ends: (number | null)[] = [];
  const { figures, wrong, logFaults } = await underLoad(installation, async () => {
    ends.push(await installation.restart(0));
    ends.push(await installation.restart(1));
  });
  process.stderr.write(`rolling restart: ${JSON.stringify(figures)}\n`);

  expect(ends).toEqual([0, 0]);
  expect(wrong).toEqual([]);
  expect(logFaults).toEqual([]);
  expect(figures).toMatchObject({ cut: 0, unavailable: 0, lost: 0, doubled: 0 });
}, 120_000);
