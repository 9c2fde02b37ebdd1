import { loadLogSettings } from '../config';
import { systemClock } from '../shared';
import { runMaintainLog } from './maintain-log';

/** Keeps the disclosure log up: `npm run maintain-log -- [--dry-run] [--keys FILE]`. */
void runMaintainLog(process.argv.slice(2), {
  settings: () => loadLogSettings(),
  clock: systemClock,
  stdout: process.stdout,
  stderr: process.stderr,
}).then((code) => {
  process.exitCode = code;
});
