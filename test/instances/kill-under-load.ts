import { setTimeout as pause } from 'node:timers/promises';
import type { Callers } from './caller';
import { startInstallation } from './installation';
import { underLoad } from './under-load';

/** What is run: how many instances, for how long, how often one is killed. */
export interface KilledRun {
  readonly instances: number;
  readonly seconds: number;
  readonly secondsBetweenKills: number;
}

/** Kills one instance after the other under load, as long as another one runs, and says what came of it. */
export async function killUnderLoad(run: KilledRun) {
  const installation = await startInstallation(run.instances);
  let kills = 0;
  const killInTurn = async (callers: Callers): Promise<void> => {
    const until = Date.now() + run.seconds * 1000;
    const restarts: Promise<void>[] = [];
    while (!callers.hasGivenUp) {
      await pause(Math.min(run.secondsBetweenKills * 1000, Math.max(0, until - Date.now())));
      if (Date.now() >= until) break;
      const up = installation.urls().flatMap((url, index) => (url === null ? [] : [index]));
      // The last one stays, so that somebody answers at any time.
      const next = up[kills % up.length];
      if (up.length < 2 || next === undefined) continue;
      const restart = installation.kill(next);
      restart.catch(() => undefined);
      restarts.push(restart);
      kills += 1;
    }
    await Promise.all(restarts);
  };
  try {
    const { figures, ...rest } = await underLoad(installation, killInTurn);
    return { ...rest, figures: { kills, ...figures } };
  } finally {
    await installation.stop();
  }
}
