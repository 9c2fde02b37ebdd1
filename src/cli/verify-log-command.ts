import { loadLogSettings } from '../config';
import { runVerifyLog } from './verify-log';

/** Checks the disclosure log: `npm run verify-log -- [EXPORT_FILE] [--keys FILE] [--checkpoint FILE] [--save-checkpoint FILE]`. */
void runVerifyLog(process.argv.slice(2), {
  settings: () => loadLogSettings(),
  stdout: process.stdout,
  stderr: process.stderr,
}).then((code) => {
  process.exitCode = code;
});
