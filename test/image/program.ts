import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';

/** A program to run with nothing of our own environment. */
export interface Program {
  /** Folder to run in. */
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string>>;
  /** The account to run as, where we may choose one; else our own. */
  readonly account?: { readonly uid: number; readonly gid: number };
}

/** How a program ended, and what it printed. */
export interface ProgramEnd {
  readonly code: number | null;
  readonly output: string;
}

/** Starts a program; `end` settles when it is gone. */
function startProgram([file = '', ...args]: readonly string[], program: Program) {
  const isRoot = process.getuid?.() === 0;
  const child = spawn(file === 'node' ? process.execPath : file, args, {
    cwd: program.cwd,
    env: { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: '/nonexistent', ...program.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(isRoot && program.account),
  });
  const text = { printed: '' };
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (part: string) => (text.printed += part));
  }
  const end = once(child, 'close').then(([code]): ProgramEnd => ({
    code: code as number | null,
    output: text.printed,
  }));
  return { child, end, printed: () => text.printed };
}

/** Runs a program to its end. */
export function runProgram(command: readonly string[], program: Program): Promise<ProgramEnd> {
  return startProgram(command, program).end;
}

/** A running instance of the service. */
export interface Instance {
  /** `http://127.0.0.1:4000/graphql` */
  readonly url: string;
  readonly port: number;
  printed(): string;
  /** Ends it as an orchestrator does, and says how it ended. */
  stop(): Promise<ProgramEnd>;
}

const LONGEST_START_MS = 30_000;

/** Starts an instance and waits until it is ready. @throws Error with what it printed when it ends before or takes too long */
export async function startInstance(
  command: readonly string[],
  port: number,
  program: Program,
): Promise<Instance> {
  const environment = { ...program.environment, KVARBO_HOST: '127.0.0.1', PORT: String(port) };
  const { child, end, printed } = startProgram(command, { ...program, environment });
  const deadline = Date.now() + LONGEST_START_MS;
  const isReady = async (): Promise<boolean> => {
    const answer = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => null);
    await answer?.arrayBuffer();
    return answer?.status === 200;
  };
  while (!(await isReady())) {
    if (child.exitCode !== null || Date.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(`The instance did not become ready: ${(await end).output}`);
    }
    await pause(100);
  }
  return {
    url: `http://127.0.0.1:${port}/graphql`,
    port,
    printed,
    stop: () => {
      child.kill('SIGTERM');
      return end;
    },
  };
}
