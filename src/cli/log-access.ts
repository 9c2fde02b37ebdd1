import { types } from 'node:util';
import { Client } from 'pg';
import type { LogSettings } from '../config';
import { actorCheckWith, type ActorCheck } from '../disclosure-log';
import { BlindIndexer, Keyring, SigningKeys } from '../persistence';
import type { SealingKey } from '../persistence';

/** The disclosure log of a database, and the keys of the service as far as they are at hand. */
export interface LogAccess {
  readonly url: string;
  readonly signing: SigningKeys | null;
  readonly actors: ActorCheck | null;
}

/**
 * Finds the log: in the database that is set, else in that of the development start that runs beside the command.
 *
 * @throws Error in one line for people when there is neither
 */
export async function findLog(settings: LogSettings): Promise<LogAccess> {
  if (settings.databaseUrl !== null) return accessOf(settings.databaseUrl, settings);
  const missing = 'No database: set KVARBO_MIGRATION_DATABASE_URL';
  if (settings.isProduction) throw new Error(`${missing}.`);
  // Loaded here alone: what ships has no development part.
  const { runningSettings } = await import('../development/running-settings.js');
  const running = await runningSettings(settings).catch(() => null);
  if (running?.migrationDatabaseUrl == null) {
    throw new Error(`${missing}, or let npm start run beside this command.`);
  }
  return accessOf(running.migrationDatabaseUrl, running);
}

/** Opens actors with the keys of the settings; null when not all of them are there. */
export function actorCheckOf({
  sealingKeys,
  indexKey,
}: Pick<LogSettings, 'sealingKeys' | 'indexKey'>): ActorCheck | null {
  if (sealingKeys === null || indexKey === null) return null;
  return actorCheckWith(indexer(indexKey), new Keyring(sealingKeys));
}

/** One connection for a command, ended after its work. */
export async function withLog<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({
    connectionString: url,
    application_name: 'kvarbo-log-command',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  });
  // What is under way fails and says why.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Why a command failed, in one line without the addresses that a driver's message may hold. */
export function lineFor(error: unknown): string {
  if (!types.isNativeError(error)) return 'The command failed.';
  const { code, syscall } = error as NodeJS.ErrnoException;
  return syscall === 'connect' || error.message === ''
    ? `The database does not answer: ${code ?? 'no reason was given'}.`
    : error.message;
}

interface ServiceKeys {
  readonly signingKeys: LogSettings['signingKeys'];
  readonly sealingKeys: readonly SealingKey[] | null;
  readonly indexKey: string | null;
}

function accessOf(url: string, keys: ServiceKeys): LogAccess {
  const { signingKeys } = keys;
  return {
    url,
    signing: signingKeys && new SigningKeys(signingKeys),
    actors: actorCheckOf(keys),
  };
}

function indexer(key: string): BlindIndexer {
  return new BlindIndexer(Buffer.from(key, 'base64'));
}
