import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** The keys of the development start, in the form in which the environment gives them elsewhere. */
export interface DevelopmentKeys {
  readonly sealingKeys: readonly { readonly id: string; readonly key: string }[];
  readonly indexKey: string;
  readonly aliasKey: string;
  readonly servicePassword: string;
  readonly ownerPassword: string;
}

/** Keys made at the first start and kept beside the data that they seal, readable for this user alone. */
export async function developmentKeys(dataDir: string): Promise<DevelopmentKeys> {
  const file = path.join(dataDir, 'keys.json');
  const kept = await readFile(file, 'utf8').catch(() => null);
  if (kept !== null) return JSON.parse(kept) as DevelopmentKeys;
  const key = () => randomBytes(32).toString('base64');
  const keys: DevelopmentKeys = {
    sealingKeys: [{ id: 'dev-1', key: key() }],
    indexKey: key(),
    aliasKey: key(),
    servicePassword: randomBytes(24).toString('hex'),
    ownerPassword: randomBytes(24).toString('hex'),
  };
  await writeFile(file, JSON.stringify(keys), { mode: 0o600 });
  return keys;
}
