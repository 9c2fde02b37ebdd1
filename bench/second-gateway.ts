import path from 'node:path';
import { freePort } from '../src/development/free-port';
import { startGatewayProcess } from '../test/support/gateway-process';
import type { GatewayProcess } from '../test/support/gateway-process';
import type { ProbeRequest } from './gateway.probe';
import type { CpuProfile } from './profile/frames';
import type { Installation } from './servers';

const PROBE = path.join(__dirname, 'gateway.probe.js');

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
export async function heapOf(gateway: GatewayProcess): Promise<number> {
  return Number(await asked(gateway, 'heap')) / 1_048_576;
}

/** What its time goes to while something is done. */
export async function profileOf(
  gateway: GatewayProcess,
  work: () => Promise<unknown>,
): Promise<CpuProfile> {
  await asked(gateway, 'profile');
  await work();
  return (await asked(gateway, 'profiled')) as CpuProfile;
}

function asked({ child }: GatewayProcess, request: ProbeRequest): Promise<unknown> {
  return new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.send(request, (error) => {
      if (error) reject(error);
    });
  });
}
