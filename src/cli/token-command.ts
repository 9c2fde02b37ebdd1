import { loadConfig } from '../config';
import { runToken } from './token';

/** Prints an access token of a demo client: `npm run --silent token -- CLIENT [PURPOSE] [ACTING_FOR]`. */
void runToken(process.argv.slice(2), {
  identityUrl: `http://127.0.0.1:${loadConfig().identityPort}`,
  stdout: process.stdout,
  stderr: process.stderr,
}).then((code) => {
  process.exitCode = code;
});
