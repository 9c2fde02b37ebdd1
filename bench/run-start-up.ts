import { setTimeout as pause } from 'node:timers/promises';
import { memoryOf } from './measure/processes';
import type { StartUp } from './measure/results';
import type { RunPlan } from './plan';
import { startSecondGateway } from './second-gateway';
import type { Installation } from './servers';

/** Until nothing of the start is going on any longer. */
const IDLE_MS = 3_000;

/** Starts Kvarbo several times with the database that is there, and looks at the memory of the last one. */
export async function runStartUp(
  installation: Installation,
  { starts }: RunPlan,
): Promise<StartUp> {
  const milliseconds: number[] = [];
  let idleMemory: number | null = null;
  for (let time = 1; time <= starts; time += 1) {
    const startedAt = performance.now();
    const gateway = await startSecondGateway(installation);
    milliseconds.push(performance.now() - startedAt);
    if (time === starts) {
      await pause(IDLE_MS);
      idleMemory = (await memoryOf(gateway.pid))?.now ?? null;
    }
    await gateway.stop();
  }
  return { milliseconds, idleMemory };
}
