import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { newSigningKey } from '../persistence';
import type { SigningKey } from '../persistence';

/** The keys of the development start, in the form in which the environment gives them elsewhere. */
export interface DevelopmentKeys {
  readonly sealingKeys: readonly { readonly id: string; readonly key: string }[];
  readonly indexKey: string;
  readonly aliasKey: string;
  readonly signingKeys: readonly SigningKey[];
  readonly servicePassword: string;
  readonly ownerPassword: string;
  readonly subgraphPassword: string;
}

/** Keys made at the first start and kept beside the data that they seal, readable for this user alone. */
export async function developmentKeys(dataDir: string): Promise<DevelopmentKeys> {
  const file = path.join(dataDir, 'keys.json');
  const kept = await readFile(file, 'utf8').catch(() => null);
  const found = kept === null ? {} : (JSON.parse(kept) as Partial<DevelopmentKeys>);
  const key = () => randomBytes(32).toString('base64');
  const keys: DevelopmentKeys = {
    sealingKeys: [{ id: 'dev-1', key: key() }],
    indexKey: key(),
    aliasKey: key(),
    signingKeys: [newSigningKey('dev-1')],
    servicePassword: randomBytes(24).toString('hex'),
    ownerPassword: randomBytes(24).toString('hex'),
    subgraphPassword: randomBytes(24).toString('hex'),
    // A folder of an older version lacks the kinds of keys that came later.
    ...found,
  };
  await writeFile(file, JSON.stringify(keys), { mode: 0o600 });
  return keys;
}
