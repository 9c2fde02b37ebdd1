import { generateKeyPair, randomUUID, type JsonWebKey } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';

/** The private keys of the development identity provider, as a JSON Web Key Set. */
export interface SigningKeys {
  readonly keys: readonly JsonWebKey[];
}

/** The keys in the file, made on the first start; without a file they live as long as the process. */
export async function signingKeys(keyFile?: string): Promise<SigningKeys> {
  if (keyFile === undefined) return newSigningKeys();
  const stored = await readFile(keyFile, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  });
  if (stored !== null) return parseKeys(stored);
  const keys = await newSigningKeys();
  await mkdir(dirname(keyFile), { recursive: true });
  // Written beside and renamed: a start that is killed leaves no half key behind to stop the next one.
  const draft = `${keyFile}.${randomUUID()}`;
  await writeFile(draft, JSON.stringify(keys), { mode: 0o600, flag: 'wx' });
  await rename(draft, keyFile);
  return keys;
}

function parseKeys(stored: string): SigningKeys {
  try {
    return JSON.parse(stored) as SigningKeys;
  } catch {
    throw new Error(
      'the file of the identity provider holds no key set: remove it to get new keys',
    );
  }
}

async function newSigningKeys(): Promise<SigningKeys> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const key = privateKey.export({ format: 'jwk' });
  return { keys: [{ ...key, kid: randomUUID(), alg: 'RS256', use: 'sig' }] };
}
