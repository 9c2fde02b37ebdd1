import 'reflect-metadata';
import { loadConfig } from '../config';
import { systemClock } from '../shared';
import { runAccessReport } from './access-report';

/** Prints the recurring control of access: `npm run --silent access-report -- --organisation X --from D --to D [--minimum N]`. */
void runAccessReport(process.argv.slice(2), {
  settings: async () => {
    const config = loadConfig();
    if (config.external) return config.external;
    // Loaded here alone: what ships has no development part.
    const { runningSettings } = await import('../development/running-settings.js');
    return runningSettings(config);
  },
  clock: systemClock,
  stdout: process.stdout,
  stderr: process.stderr,
}).then((code) => {
  process.exitCode = code;
});
