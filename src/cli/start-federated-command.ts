import 'reflect-metadata';
import { loadConfig } from '../config';
import { startFederated } from '../development/start-federated';
import { createLifecycle, createLogger } from '../server';

/** Runs four subgraphs and their engine on this machine until SIGTERM or SIGINT. */
async function main(): Promise<void> {
  const config = loadConfig();
  const lifecycle = createLifecycle({ log: createLogger({ level: config.logLevel }) });
  lifecycle.stopOnSignals(process);
  try {
    await startFederated(config, lifecycle);
  } catch (error) {
    await lifecycle.stop();
    throw error;
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : 'Kvarbo did not start.'}\n`);
  process.exit(1);
});
