export {
  loadLogSettings,
  loadMigrationUrl,
  loadPurgeSettings,
  type LogSettings,
  type PurgeSettings,
} from './command-settings';
export { loadConfig, readConfig, type Config, type LogLevel } from './config';
export type { ExternalConfig } from './external';
export { loadFrontConfig, type FrontConfig, type SubgraphAddress } from './front';
export type { SealingKey } from './sealing-keys';
export { STORE_DEFAULTS, type StoreConfig } from './store';
export { ConfigError, type Environment } from './settings';
