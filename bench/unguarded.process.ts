/**
 * Kvarbo with its promises switched off: the policy opens everything, so that no condition and no fact is asked for, and nothing
 * is logged. What the real one costs on top is what disclosure and its log cost.
 */
import 'reflect-metadata';
import { createWriteStream } from 'node:fs';
import { createAuthenticator } from '../src/identity';
import { createDataSource, createReadingPool } from '../src/persistence';
import type { ExternalConfig } from '../src/config';
import { createLogger, createServer } from '../src/server';
import { systemClock } from '../src/shared';
import { entities } from '../src/topology/entities';
import { createDisclosureExecutor } from '../src/topology/executor';
import { createGateway } from '../src/topology/gateway';
import { GatewayContext } from '../src/topology/gateway-context';
import { keysFrom } from '../src/topology/keys';
import { ALLOW_ALL } from '../test/support/disclosure/store-alone';

/** What it is told when it starts; it answers with its port. */
export interface UnguardedSettings {
  readonly settings: ExternalConfig;
  readonly connections: { readonly reads: number; readonly writes: number };
  /** Where it logs its requests, as the real one does. */
  readonly logFile: string;
}

process.once('message', (message: UnguardedSettings) => {
  void serve(message);
});
process.once('disconnect', () => {
  process.exit(0);
});

async function serve({ settings, connections, logFile }: UnguardedSettings): Promise<void> {
  const url = settings.databaseUrl;
  const log = createLogger({ level: 'info', destination: createWriteStream(logFile) });
  const store = createDataSource({
    url,
    poolSize: connections.writes,
    entities,
    migrations: false,
  });
  await store.initialize();
  const pool = createReadingPool({ url, size: connections.reads, onIdleError: () => undefined });
  const keys = keysFrom(settings);
  const nowhere = { record: () => Promise.resolve() };
  const gateway = createGateway({
    store,
    clock: systemClock,
    log: nowhere,
    policy: ALLOW_ALL,
    ...keys,
  });
  const authenticator = createAuthenticator({ issuers: settings.issuers, clock: systemClock, log });
  await authenticator.start();
  const server = createServer({
    schema: gateway.schema,
    // Not even put into words.
    executor: createDisclosureExecutor(gateway.schema, ALLOW_ALL, {
      record: { disclosuresOf: () => [] },
      log: nowhere,
    }),
    authenticator,
    createContext: (base) => new GatewayContext(base, { ...gateway.reading, pool }),
    checks: {},
    policyVersion: gateway.policyVersion,
    publicKeys: keys.signing.publicKeys(),
    introspection: false,
    hideSchemaDetails: true,
    log,
  });
  const { port } = await server.start({ host: '127.0.0.1', port: 0 });
  process.send?.(port);
}
