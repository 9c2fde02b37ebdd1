import 'reflect-metadata';
import { loadConfig } from '../config';
import { runningSettings } from '../development/running-settings';
import { systemClock } from '../shared';
import { runAccessReport } from './access-report';

/** Prints the recurring control of access: `npm run --silent access-report -- --organisation X --from D --to D [--minimum N]`. */
void runAccessReport(process.argv.slice(2), {
  settings: async () => {
    const config = loadConfig();
    return config.external ?? (await runningSettings(config));
  },
  clock: systemClock,
  stdout: process.stdout,
  stderr: process.stderr,
}).then((code) => {
  process.exitCode = code;
});
