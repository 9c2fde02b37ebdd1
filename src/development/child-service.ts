import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';

/** A program of ours as a process of its own. */
export interface ChildService {
  readonly name: string;
  /** Script and options for Node. */
  readonly args: readonly string[];
  /** All that it is told of the environment. */
  readonly environment: Readonly<Record<string, string>>;
  readonly port: number;
}

/** Milliseconds until a program must be ready, and between two looks. */
const LONGEST_START_MS = 60_000;
const LOOK_AGAIN_MS = 100;

/**
 * Starts a program and waits until it says that it is ready.
 *
 * @param onStop - is told how it is ended, before it is ready
 * @throws Error in one line for people when it ends before, or takes too long
 */
export async function startChildService(
  { name, args, environment, port }: ChildService,
  onStop: (stop: () => Promise<void>) => void,
): Promise<void> {
  const child = spawn(process.execPath, ['--enable-source-maps', ...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...environment, PORT: String(port) },
  });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => {
      resolve();
    });
  });
  onStop(() => {
    child.kill('SIGTERM');
    return ended;
  });
  const deadline = Date.now() + LONGEST_START_MS;
  while (child.exitCode === null && child.signalCode === null && Date.now() < deadline) {
    const answer = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => null);
    await answer?.arrayBuffer().catch(() => undefined);
    if (answer?.status === 200) return;
    await pause(LOOK_AGAIN_MS);
  }
  throw new Error(`${name} did not become ready.`);
}
