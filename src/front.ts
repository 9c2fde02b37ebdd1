import 'reflect-metadata';
import { ConfigError, loadFrontConfig } from './config';
import { createLifecycle, createLogger } from './server';
import { remoteEngine, startFront } from './topology';
import type { EngineMaker } from './topology';

/** After which a process ends that has given notice and does not come to its end. */
const STOP_LIMIT_MS = 30_000;

/**
 * Runs a front until it is stopped by SIGTERM or SIGINT: config, then the engine, then listening. Called by the programs of
 * `docker/supergraph`, which bring the engine.
 */
export async function runFront(makeEngine: EngineMaker): Promise<void> {
  try {
    const config = loadFrontConfig();
    const log = createLogger({ level: config.logLevel });
    const hardLimitMs = STOP_LIMIT_MS + config.drainDelaySeconds * 1000;
    const lifecycle = createLifecycle({ log, hardLimitMs });
    lifecycle.stopOnSignals(process);
    try {
      await startFront(config, { makeEngine, log, lifecycle });
    } catch (error) {
      await lifecycle.stop();
      throw error;
    }
  } catch (error) {
    // One line for people: our errors are worded so, and no stack helps them.
    process.stderr.write(
      `${error instanceof Error ? error.message : 'The front did not start.'}\n`,
    );
    process.exit(1);
  }
}

/** Brings an engine that runs by itself at `KVARBO_ENGINE_URL`. */
export const engineElsewhere: EngineMaker = ({ config, log }) => {
  if (config.engineUrl === null) throw new ConfigError(['KVARBO_ENGINE_URL: is required']);
  // Longer than a subgraph may take, so that the engine can say which one it was.
  const timeoutMs = (config.subgraphTimeoutSeconds + 5) * 1_000;
  return remoteEngine(config.engineUrl, timeoutMs, (fault) => {
    log.warn({ err: fault }, 'the engine gave no answer');
  });
};
