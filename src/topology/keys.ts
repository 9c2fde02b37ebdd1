import type { ExternalConfig } from '../config';
import { Aliases, BlindIndexer, Keyring } from '../persistence';

/** The keys that protect stored values, search indexes, and ids. */
export interface Keys {
  readonly keyring: Keyring;
  readonly indexer: BlindIndexer;
  readonly aliases: Aliases;
}

/** The keys as the settings give them, ready for use. */
export function keysFrom({ sealingKeys, indexKey, aliasKey }: ExternalConfig): Keys {
  return {
    keyring: new Keyring(sealingKeys),
    indexer: new BlindIndexer(Buffer.from(indexKey, 'base64')),
    aliases: new Aliases(Buffer.from(aliasKey, 'base64')),
  };
}
