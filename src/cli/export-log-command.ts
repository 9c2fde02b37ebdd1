import { loadLogSettings } from '../config';
import { runExportLog } from './export-log';

/** Writes the disclosure log into a file: `npm run export-log -- FILE`. */
void runExportLog(process.argv.slice(2), {
  settings: () => loadLogSettings(),
  stdout: process.stdout,
  stderr: process.stderr,
}).then((code) => {
  process.exitCode = code;
});
