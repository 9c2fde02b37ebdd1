import 'reflect-metadata';
import { ConfigError, loadConfig } from './config';
import { createLifecycle, createLogger, ListenError } from './server';
import { startGateway } from './topology';

/** After which a process ends that has given notice and does not come to its end. */
const STOP_LIMIT_MS = 30_000;

/** Config, then parts, then listening; drains on SIGTERM and SIGINT. */
async function main(): Promise<void> {
  const config = loadConfig(process.argv.slice(2));
  const log = createLogger({ level: config.logLevel });
  const lifecycle = createLifecycle({
    log,
    hardLimitMs: STOP_LIMIT_MS + config.drainDelaySeconds * 1000,
  });
  lifecycle.stopOnSignals(process);
  try {
    if (config.external) {
      await startGateway(config, config.external, { log, lifecycle });
    } else {
      // The only way to the development part: with settings from outside none of it is loaded.
      const { startOnBareMachine } = await import('./development/start-on-bare-machine.js');
      await startOnBareMachine(config, { log, lifecycle });
    }
  } catch (error) {
    await lifecycle.stop();
    throw error;
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${lineFor(error)}\n`);
  process.exit(1);
});

/** Faults of the environment are told as they are; anything else by its message, without a stack. */
function lineFor(error: unknown): string {
  if (error instanceof ConfigError || error instanceof ListenError) return error.message;
  return error instanceof Error ? error.message : 'Kvarbo did not start.';
}
