import path from 'node:path';
import { freePort } from '../src/development/free-port';
import { startGatewayProcess } from '../test/support/gateway-process';
import type { GatewayProcess } from '../test/support/gateway-process';
import type { Installation } from './servers';

const PROBE = path.join(__dirname, 'heap.probe.js');

/** Starts one more Kvarbo over the same database, so that its memory is that of what it does alone. */
export async function startSecondGateway(
  { settings, folder }: Installation,
  { withProbe = false } = {},
): Promise<GatewayProcess> {
  return startGatewayProcess({
    program: path.join(__dirname, '..'),
    settings,
    port: await freePort(),
    logFile: path.join(folder, 'kvarbo-2.log'),
    ...(withProbe ? { probe: PROBE } : {}),
  });
}

/** MB of its heap that are in use after a collection of garbage. */
export async function heapOf({ child }: GatewayProcess): Promise<number> {
  const bytes = await new Promise<number>((resolve, reject) => {
    child.once('message', (answer) => {
      resolve(Number(answer));
    });
    child.send('heap', (error) => {
      if (error) reject(error);
    });
  });
  return bytes / 1_048_576;
}
