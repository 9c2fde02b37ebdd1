import { numberFrom } from '../support/disclosure/world-lab';
import { killUnderLoad } from './kill-under-load';

/** Shorter by `INSTANCES_SECONDS=20`. */
const SECONDS = numberFrom('INSTANCES_SECONDS') ?? 60;
const SECONDS_BETWEEN_KILLS = 5;

it.each([2, 4])(
  `loses and doubles nothing over %i instances of which one is killed every ${SECONDS_BETWEEN_KILLS} s`,
  async (instances) => {
    const { figures, wrong, logFaults } = await killUnderLoad({
      instances,
      seconds: SECONDS,
      secondsBetweenKills: SECONDS_BETWEEN_KILLS,
    });
    const { requests, lost, doubled, conflicts, conflictsRight } = figures;
    process.stdout.write(
      `${instances} instances: requests ${requests}, lost ${lost}, doubled ${doubled}, ` +
        `conflicts answered rightly ${conflictsRight} of ${conflicts}\n${JSON.stringify(figures)}\n`,
    );

    expect(wrong).toEqual([]);
    expect(logFaults).toEqual([]);
    expect(figures).toMatchObject({ lost: 0, doubled: 0 });
    expect(conflictsRight).toBe(conflicts);
    expect(figures.twinsRight).toBe(figures.twins);
    expect(figures.consentReadsRight).toBe(figures.consentReads);
    expect(figures.kills).toBeGreaterThan(0);
  },
  (SECONDS + 180) * 1000,
);
