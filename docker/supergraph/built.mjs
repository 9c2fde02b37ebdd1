// The built service: in `dist` beside this folder, as in the clone, or where the command line says.
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const dist = resolve(process.argv[2] ?? new URL('../../dist', import.meta.url).pathname);

export const { runFront, engineElsewhere } = createRequire(import.meta.url)(`${dist}/src/front.js`);
