import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { freePort } from '../../src/development/free-port';
import { prepareDatabase } from '../../src/development/prepare-database';
import { runMigrations } from '../../src/persistence';
import type { Lifecycle } from '../../src/server';
import { startGatewayProcess } from '../../test/support/gateway-process';
import { withStore } from '../gateway';
import type { Installation } from '../servers';
import { fill } from './fill';
import type { Mould } from './mould';

/** A store of one size with a gateway of its own; all sizes share one PostgreSQL, one identity provider and all keys. */
export interface Sized extends Installation {
  readonly size: number;
  readonly loadSeconds: number;
  /** Of the store, in MB. */
  readonly megabytes: number;
}

/** Makes a store of that size and starts a gateway over it. */
export async function startSize(
  seeded: Installation,
  moulds: readonly Mould[],
  size: number,
  lifecycle: Lifecycle,
): Promise<Sized> {
  const startedAt = performance.now();
  const database = `kvarbo_growth_${size}`;
  const { serviceUrl, ownerUrl } = await prepareDatabase(inDatabase(seeded, 'postgres'), {
    database,
    servicePassword: new URL(seeded.settings.databaseUrl).password,
    ownerPassword: randomBytes(24).toString('hex'),
  });
  await runMigrations(ownerUrl);
  const databaseUrl = inDatabase(seeded, database);
  await fill(databaseUrl, seeded.settings, moulds, size);
  const loadSeconds = (performance.now() - startedAt) / 1000;
  const settings = { ...seeded.settings, databaseUrl: serviceUrl };
  const gateway = await startGatewayProcess({
    program: path.join(__dirname, '..', '..'),
    settings,
    port: await freePort(),
    logFile: path.join(seeded.folder, `${database}.log`),
  });
  lifecycle.onStop(database, () => gateway.stop());
  const { rows } = await withStore({ databaseUrl }, (store) =>
    store.query<{ mb: number }>('SELECT pg_database_size(current_database()) / 1e6 AS mb'),
  );
  return {
    ...seeded,
    kvarbo: { name: String(size), pid: gateway.pid, url: gateway.url },
    databaseUrl,
    settings,
    size,
    loadSeconds,
    megabytes: Number(rows[0]?.mb),
  };
}

function inDatabase({ databaseUrl }: Installation, database: string): string {
  const url = new URL(databaseUrl);
  url.pathname = `/${database}`;
  return url.href;
}
