import { newSigningKey } from '../persistence';

/** Prints a new signing key as `KVARBO_SIGNING_KEYS` takes it: `npm run --silent signing-key`. */
process.stdout.write(`${JSON.stringify([newSigningKey()])}\n`);
