/**
 * Prints an environment with new passwords and keys for docker/compose.yaml, in the form and order of example.env:
 * `node docker/make-env.mjs issuers.json > docker/.env`. Needs nothing but Node, and keeps nothing.
 */
import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';

const password = () => randomBytes(24).toString('hex');
const key = () => randomBytes(32).toString('base64');

/** The same form as `npm run signing-key`. */
function signingKey() {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { kty, crv, x, y, d } = privateKey.export({ format: 'jwk' });
  return { kty, crv, kid: randomUUID(), x, y, d };
}

const [issuersFile] = process.argv.slice(2);
if (issuersFile === undefined) {
  process.stderr.write('node docker/make-env.mjs ISSUERS_FILE > docker/.env\n');
  process.exit(1);
}

const environment = {
  POSTGRES_PASSWORD: password(),
  MIGRATOR_PASSWORD: password(),
  SERVICE_PASSWORD: password(),
  KVARBO_ISSUERS: JSON.stringify(JSON.parse(readFileSync(issuersFile, 'utf8'))),
  KVARBO_SEALING_KEYS: JSON.stringify([{ id: 'first', key: key() }]),
  KVARBO_INDEX_KEY: key(),
  KVARBO_ALIAS_KEY: key(),
  KVARBO_SIGNING_KEYS: JSON.stringify([signingKey()]),
};

// Single quotes: Compose takes what stands between them as it is.
for (const [name, value] of Object.entries(environment))
  process.stdout.write(`${name}='${value}'\n`);
