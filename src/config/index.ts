export {
  loadLogSettings,
  loadMigrationUrl,
  loadPurgeSettings,
  type LogSettings,
  type PurgeSettings,
} from './command-settings';
export { loadConfig, readConfig, type Config, type LogLevel } from './config';
export type { ExternalConfig } from './external';
export type { SealingKey } from './sealing-keys';
export { ConfigError, type Environment } from './settings';
