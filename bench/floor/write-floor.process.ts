/**
 * The floor of calls with many items: what Kvarbo has put into the store for such a call is taken out again and put back by one
 * transaction of one INSERT ... SELECT FROM unnest for each table. So both insert the same rows. The call's body is parsed, every
 * envelope is sealed, every receipt signed and every blind index made anew; nothing is checked, matched, decided or logged.
 */
import 'reflect-metadata';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client, Pool } from 'pg';
import { BlindIndexer, Keyring, SigningKeys } from '../../src/persistence';
import type { SealingKey, SigningKey } from '../../src/persistence';
import { renew, secretsOf } from './row-secrets';
import type { Secrets, WriteKeys } from './row-secrets';
import { holdMoment, putRows, takeRows } from './stored-rows';
import type { Moment, TableRows } from './stored-rows';

/** What the floor of writes is told when it starts; it answers with its port. */
export interface WriteFloorSettings {
  readonly databaseUrl: string;
  readonly sealingKeys: readonly SealingKey[];
  readonly indexKey: string;
  readonly signingKeys: readonly SigningKey[];
}

/** What it is asked for later: to remember this moment, or to take out what was written since and answer how many rows that were. */
export interface WriteFloorRequest {
  readonly step: 'remember' | 'take';
}

process.once('message', (settings: WriteFloorSettings) => {
  void serve(settings);
});
process.once('disconnect', () => {
  process.exit(0);
});

async function serve(settings: WriteFloorSettings): Promise<void> {
  const store = new Client({ connectionString: settings.databaseUrl });
  const then = new Client({ connectionString: settings.databaseUrl });
  await Promise.all([store.connect(), then.connect()]);
  const pool = new Pool({ connectionString: settings.databaseUrl, max: 1 });
  const keys: WriteKeys = {
    keyring: new Keyring(settings.sealingKeys),
    indexer: new BlindIndexer(Buffer.from(settings.indexKey, 'base64')),
    signing: new SigningKeys(settings.signingKeys),
  };
  let since: Moment | null = null;
  let taken: readonly TableRows[] = [];
  let secrets: Secrets | null = null;

  async function step({ step: asked }: WriteFloorRequest): Promise<number> {
    if (asked === 'remember') {
      since = await holdMoment(then);
      await store.query('CHECKPOINT');
      return 0;
    }
    if (!since) throw new Error('No moment was remembered.');
    taken = await takeRows(store, since);
    secrets = secretsOf(taken, keys);
    await store.query('CHECKPOINT');
    return taken.reduce((sum, { rows }) => sum + rows.length, 0);
  }

  process.on('message', (request: WriteFloorRequest) => {
    void step(request).then(
      (rows) => process.send?.(rows),
      (error: unknown) => {
        process.stderr.write(`The floor of writes failed: ${String(error)}\n`);
        process.exit(1);
      },
    );
  });
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      JSON.parse(Buffer.concat(parts).toString('utf8'));
      void (secrets ? renew(secrets, keys) : Promise.reject(new Error('Nothing was taken.')))
        .then(() => putRows(pool, taken))
        .then((rows) => response.end(JSON.stringify({ rows })))
        .catch((error: unknown) => response.writeHead(500).end(String(error)));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  process.send?.((server.address() as AddressInfo).port);
}
