import { spawn, execFile } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { ExternalConfig } from '../../src/config';

/** How to run a gateway as a process of its own, as production does. */
export interface GatewayProcessOptions {
  /** Where the compiled service lies, such as `dist`. */
  readonly program: string;
  readonly settings: ExternalConfig;
  readonly port: number;
  /** Seconds of notice before it stops listening; none unless told. */
  readonly drainDelaySeconds?: number;
  /** File that takes its log; without one the log is thrown away. */
  readonly logFile?: string;
  /** What else it is told of the environment. */
  readonly environment?: Readonly<Record<string, string>>;
  /** A file that Node loads before the service, which then has a channel to its parent; it may ask for garbage to be collected. */
  readonly probe?: string;
}

/** A running gateway. */
export interface GatewayProcess {
  readonly pid: number;
  /** `http://127.0.0.1:PORT/graphql` */
  readonly url: string;
  readonly child: ChildProcess;
  /** Ends it at once, without any word to it, and waits until it is gone. */
  kill(): Promise<void>;
  /** Lets it drain, and waits until it is gone. */
  stop(): Promise<void>;
}

const LONGEST_START_MS = 60_000;

/** Compiles the service into a folder below the clone, so that it finds the installed packages. */
export async function compileService(root: string, into: string): Promise<void> {
  const swc = path.join(path.dirname(require.resolve('@swc/cli/package.json')), 'bin', 'swc.js');
  await promisify(execFile)(
    process.execPath,
    [swc, 'src', 'migrations', 'ormconfig.ts', '--out-dir', into, '--quiet'],
    { cwd: root },
  );
}

/** What `npm start` gives Node. */
const AS_STARTED = [
  '--max-semi-space-size=32',
  '--heap-growing-percent=50',
  '--enable-source-maps',
];

/** Starts a gateway and waits until it says that it is ready. @throws Error when it ends before or takes too long */
export async function startGatewayProcess(options: GatewayProcessOptions): Promise<GatewayProcess> {
  const log = options.logFile === undefined ? 'ignore' : openSync(options.logFile, 'a', 0o600);
  const { probe } = options;
  const loaded = probe === undefined ? [] : ['--expose-gc', '--require', probe];
  const main = path.join(options.program, 'src', 'main.js');
  const child = spawn(process.execPath, [...AS_STARTED, ...loaded, main], {
    stdio: ['ignore', log, 'inherit', ...(probe === undefined ? [] : ['ipc' as const])],
    env: environmentOf(options),
  });
  if (log !== 'ignore') closeSync(log);
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => {
      resolve();
    });
  });
  const end = (signal: NodeJS.Signals) => (): Promise<void> => {
    child.kill(signal);
    return ended;
  };
  const origin = `http://127.0.0.1:${options.port}`;
  try {
    await untilReady(child, `${origin}/health/ready`);
  } catch (error) {
    await end('SIGKILL')();
    throw error;
  }
  return {
    pid: child.pid ?? 0,
    url: `${origin}/graphql`,
    child,
    kill: end('SIGKILL'),
    stop: end('SIGTERM'),
  };
}

/** Nothing of the environment that we run in ourselves. */
function environmentOf({
  settings,
  port,
  drainDelaySeconds = 0,
  environment = {},
}: GatewayProcessOptions): NodeJS.ProcessEnv {
  return {
    NODE_ENV: 'production',
    PORT: String(port),
    KVARBO_DRAIN_DELAY_SECONDS: String(drainDelaySeconds),
    DATABASE_URL: settings.databaseUrl,
    KVARBO_REQUESTS_PER_SECOND: String(settings.store.requestsPerSecond),
    KVARBO_POOLER: settings.store.pooler,
    KVARBO_READ_CONNECTIONS: String(settings.store.readConnections),
    KVARBO_WRITE_CONNECTIONS: String(settings.store.writeConnections),
    KVARBO_REPLICA_DATABASE_URL: settings.store.replicaUrl ?? '',
    KVARBO_REPLICA_MAX_LAG_SECONDS: String(settings.store.replicaMaxLagSeconds),
    KVARBO_ISSUERS: JSON.stringify(settings.issuers),
    KVARBO_SEALING_KEYS: JSON.stringify(settings.sealingKeys),
    KVARBO_INDEX_KEY: settings.indexKey,
    KVARBO_ALIAS_KEY: settings.aliasKey,
    KVARBO_SIGNING_KEYS: JSON.stringify(settings.signingKeys),
    ...environment,
  };
}

async function untilReady(child: ChildProcess, url: string): Promise<void> {
  const deadline = Date.now() + LONGEST_START_MS;
  while (child.exitCode === null && child.signalCode === null) {
    if (Date.now() > deadline) throw new Error('The gateway did not become ready in time.');
    const response = await fetch(url).catch(() => null);
    await response?.arrayBuffer().catch(() => undefined);
    if (response?.status === 200) return;
    await pause(20);
  }
  throw new Error('The gateway ended before it was ready.');
}
