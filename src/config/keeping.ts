import type { Settings } from './settings';

/** What lets data go whose time is over. */
export interface PurgeConfig {
  /** File outside the database that remembers what was purged. `KVARBO_PURGE_LEDGER`, in production none by default. */
  readonly purgeLedger: string | null;
  /** Hours between the runs of `npm run purge -- --schedule`, 0 to 720; 0 is none. `KVARBO_PURGE_INTERVAL_HOURS`, default 0. */
  readonly purgeIntervalHours: number;
}

const ENVIRONMENTS = ['production', 'development', 'test'] as const;

/** Months; those who may look into the log must have the time to. */
const LOG_RETENTION = { least: 24, most: 1200, otherwise: 60 } as const;

/** Hours; a month is the longest that anything is kept beyond its time. */
const PURGE_INTERVAL = { least: 0, most: 720, otherwise: 0 } as const;

/** What the process is run for, `NODE_ENV`. */
export function readEnvironment(settings: Settings): (typeof ENVIRONMENTS)[number] {
  return settings.choice('NODE_ENV', ENVIRONMENTS, 'development');
}

/** Whole months that the disclosure log is kept, `KVARBO_LOG_RETENTION_MONTHS`. */
export function readLogRetention(settings: Settings): number {
  return settings.number('KVARBO_LOG_RETENTION_MONTHS', 'months', LOG_RETENTION);
}

/** Where purges are remembered and how often they run. */
export function readPurge(settings: Settings, isProduction: boolean): PurgeConfig {
  const dataDir = settings.text('KVARBO_DATA_DIR') ?? '.kvarbo';
  return {
    purgeLedger:
      settings.text('KVARBO_PURGE_LEDGER') ?? (isProduction ? null : `${dataDir}/purged.jsonl`),
    purgeIntervalHours: settings.number('KVARBO_PURGE_INTERVAL_HOURS', 'hours', PURGE_INTERVAL),
  };
}
