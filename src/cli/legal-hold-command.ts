import { loadPurgeSettings } from '../config';
import { systemClock } from '../shared';
import { runLegalHold } from './legal-hold';

/** Legal holds: `npm run legal-hold -- place|lift|list`. */
void runLegalHold(process.argv.slice(2), {
  settings: () => loadPurgeSettings(),
  clock: systemClock,
  stdout: process.stdout,
  stderr: process.stderr,
}).then((code) => {
  process.exitCode = code;
});
