import { loadPurgeSettings } from '../config';
import { systemClock } from '../shared';
import { runPurge } from './purge';

/** Lets go what was kept for its time: `npm run purge -- [--execute DIGEST | --after-restore | --schedule]`. */
const ending = new AbortController();
for (const name of ['SIGTERM', 'SIGINT'] as const) {
  process.once(name, () => {
    ending.abort();
  });
}
void runPurge(process.argv.slice(2), {
  settings: () => loadPurgeSettings(),
  clock: systemClock,
  stdout: process.stdout,
  stderr: process.stderr,
  signal: ending.signal,
}).then((code) => {
  process.exitCode = code;
});
