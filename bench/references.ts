import path from 'node:path';
import { readerKey } from '../src/cases';
import { BlindIndexer } from '../src/persistence';
import type { Lifecycle } from '../src/server';
import { civilDay } from '../src/shared';
import { startChild } from './child';
import type { ChildOptions } from './child';
import type { FloorSettings } from './floor/floor.process';
import { SERVERS } from './names';
import { BOARD, LANDLORD } from './parties';
import { installPeer } from './peers';
import type { Installation, MeasuredServer } from './servers';
import type { TextbookSettings } from './textbook/textbook.process';
import type { UnguardedSettings } from './unguarded.process';

/** As many as Kvarbo has for reads. */
const CONNECTIONS = 10;

/** Starts a server as a process of its own, which answers its settings with its port. */
async function start(
  lifecycle: Lifecycle,
  { name, file, at }: { name: string; file: string; at: string },
  settings: object,
  options?: ChildOptions,
): Promise<MeasuredServer> {
  const child = startChild<object, number>(file, options);
  lifecycle.onStop(name, () => {
    child.stop();
  });
  const port = await child.ask(settings);
  return { name, pid: child.pid, url: `http://127.0.0.1:${port}${at}` };
}

/** Starts the floor over the same tables; as the superuser, whom row security does not bind. */
export function startFloor(
  { databaseUrl, settings }: Installation,
  lifecycle: Lifecycle,
): Promise<MeasuredServer> {
  const asked: FloorSettings = {
    databaseUrl,
    sealingKeys: settings.sealingKeys,
    indexKey: settings.indexKey,
    landlord: landlordKey(settings),
    board: BOARD.id,
    connections: CONNECTIONS,
  };
  const process = { name: SERVERS.floor, file: 'floor/floor.process.js', at: '' };
  return start(lifecycle, process, asked);
}

/** Starts Kvarbo with policy and log switched off, over the same database. */
export function startUnguarded(
  { settings, folder }: Installation,
  lifecycle: Lifecycle,
): Promise<MeasuredServer> {
  const asked: UnguardedSettings = {
    settings,
    connections: { reads: CONNECTIONS, writes: 1 },
    logFile: path.join(folder, 'unguarded.log'),
  };
  const process = { name: SERVERS.unguarded, file: 'unguarded.process.js', at: '/graphql' };
  return start(lifecycle, process, asked);
}

/** Starts the textbook build over the same tables; as the superuser too. @throws Error when express cannot be installed */
export async function startTextbook(
  { databaseUrl, settings }: Installation,
  lifecycle: Lifecycle,
): Promise<MeasuredServer> {
  const { folder } = await installPeer('textbook');
  const asked: TextbookSettings = {
    databaseUrl,
    packages: folder,
    issuers: settings.issuers,
    sealingKeys: settings.sealingKeys,
    indexKey: settings.indexKey,
    connections: CONNECTIONS,
  };
  const process = {
    name: SERVERS.textbook,
    file: 'textbook/textbook.process.js',
    at: '/graphql',
  };
  return start(lifecycle, process, asked, { variables: PRODUCTION });
}

/** Starts PostGraphile over the same tables, by the service's login and row policies. @throws Error when it cannot be installed */
export async function startPostGraphile(
  { settings }: Installation,
  lifecycle: Lifecycle,
): Promise<MeasuredServer> {
  const { folder, node } = await installPeer('postgraphile');
  const asked = {
    databaseUrl: settings.databaseUrl,
    connections: CONNECTIONS,
    program: path.join(__dirname, '..'),
    sealingKeys: settings.sealingKeys,
    pgSettings: {
      role: 'kvarbo_landlord',
      'kvarbo.organisation': landlordKey(settings),
      'kvarbo.today': civilDay(new Date()),
      'kvarbo.purpose': 'LANDLORD_DUTY',
    },
  };
  const process = {
    name: SERVERS.postgraphile,
    file: path.join(folder, 'server.mjs'),
    at: '/graphql',
  };
  return start(lifecycle, process, asked, { node, variables: PRODUCTION });
}

const PRODUCTION = { NODE_ENV: 'production', GRAPHILE_ENV: 'production' };

function landlordKey({ indexKey }: Installation['settings']): string {
  return readerKey(new BlindIndexer(Buffer.from(indexKey, 'base64')), LANDLORD.number);
}
