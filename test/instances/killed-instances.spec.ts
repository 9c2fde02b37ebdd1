import { killUnderLoad } from './kill-under-load';

/** The short form of `npm run test:instances`. */
it('loses and doubles nothing over two instances of which one is killed under load', async () => {
  const { figures, wrong, logFaults } = await killUnderLoad({
    instances: 2,
    seconds: 6,
    secondsBetweenKills: 2,
  });
  process.stderr.write(`instances: ${JSON.stringify(figures)}\n`);

  expect(wrong).toEqual([]);
  expect(logFaults).toEqual([]);
  expect(figures).toMatchObject({ lost: 0, doubled: 0 });
  expect(figures.conflictsRight).toBe(figures.conflicts);
  expect(figures.kills).toBeGreaterThan(0);
  expect(figures.cut).toBeGreaterThan(0);
  expect(figures.writes).toBeGreaterThan(20);
}, 120_000);
