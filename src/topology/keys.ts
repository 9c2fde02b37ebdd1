import type { ExternalConfig } from '../config';
import { Aliases, BlindIndexer, Keyring, SigningKeys } from '../persistence';

/** The keys that protect stored values, search indexes and ids, and those that sign. */
export interface Keys {
  readonly keyring: Keyring;
  readonly indexer: BlindIndexer;
  readonly aliases: Aliases;
  readonly signing: SigningKeys;
}

/** The settings from which keys are made. */
export type KeySettings = Pick<
  ExternalConfig,
  'sealingKeys' | 'indexKey' | 'aliasKey' | 'signingKeys'
>;

/** The keys as the settings give them, ready for use. */
export function keysFrom(settings: KeySettings): Keys {
  const { sealingKeys, indexKey, aliasKey, signingKeys } = settings;
  return {
    keyring: new Keyring(sealingKeys),
    indexer: new BlindIndexer(Buffer.from(indexKey, 'base64')),
    aliases: new Aliases(Buffer.from(aliasKey, 'base64')),
    signing: new SigningKeys(signingKeys),
  };
}
