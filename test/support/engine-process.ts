import { spawn } from 'node:child_process';
import path from 'node:path';
import type { IssuerConfig } from '../../src/identity';

/** The clone, seen from here or from what is compiled of this. */
const ROOT = path.resolve(
  __dirname,
  __dirname.includes(`${path.sep}dist${path.sep}`) ? '../../..' : '../..',
);

/** How to run the engine of a federated graph as a process of its own, as production does. The service is to be built before. */
export interface EngineOptions {
  readonly issuers: readonly IssuerConfig[];
  /** Each subgraph by its name. */
  readonly subgraphs: Readonly<
    Record<string, { readonly url: string; readonly secret?: string; readonly ours?: boolean }>
  >;
  /** File with the supergraph; the one of `schema/` unless given. */
  readonly supergraph?: string;
  /** The front alone, before an engine that listens there. */
  readonly engineUrl?: string;
  readonly timeoutSeconds?: number;
}

/** A running engine. */
export interface EngineProcess {
  readonly url: string;
  /** Lines of its log so far. */
  readonly log: readonly string[];
  /** Lets it drain, and gives its exit code. */
  stop(): Promise<number | null>;
}

/** Starts an engine and waits until it listens. @throws Error with what it said when it ends before */
export async function startEngineProcess(options: EngineOptions): Promise<EngineProcess> {
  const script = options.engineUrl === undefined ? 'engine.mjs' : 'front.mjs';
  const file = path.join(ROOT, 'docker/supergraph', script);
  const child = spawn(process.execPath, ['--disable-proto=delete', file], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environmentOf(options),
  });
  const log: string[] = [];
  let faults = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (faults += text));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const port = await new Promise<number>((resolve, reject) => {
    let rest = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const lines = `${rest}${text}`.split('\n');
      rest = lines.pop() ?? '';
      log.push(...lines);
      const listening = lines.find((line) => line.includes('"msg":"listening"'));
      if (listening) resolve((JSON.parse(listening) as { port: number }).port);
    });
    void ended.then(() => {
      reject(new Error(`The engine ended: ${faults}`));
    });
  });
  return {
    url: `http://127.0.0.1:${port}/graphql`,
    log,
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

function environmentOf(options: EngineOptions): NodeJS.ProcessEnv {
  return {
    NODE_ENV: 'test',
    PORT: '0',
    KVARBO_ISSUERS: JSON.stringify(options.issuers),
    KVARBO_SUBGRAPHS: JSON.stringify(options.subgraphs),
    KVARBO_SUPERGRAPH: options.supergraph ?? path.join(ROOT, 'schema/supergraph.graphql'),
    KVARBO_SUBGRAPH_TIMEOUT_SECONDS: String(options.timeoutSeconds ?? 30),
    KVARBO_INTROSPECTION: 'on',
    KVARBO_DRAIN_DELAY_SECONDS: '0',
    ...(options.engineUrl !== undefined && { KVARBO_ENGINE_URL: options.engineUrl }),
  };
}
