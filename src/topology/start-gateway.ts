import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { readerKey } from '../cases';
import type { Config, ExternalConfig } from '../config';
import { DisclosureLog, SignedCheckpoints } from '../disclosure-log';
import { createAuthenticator } from '../identity';
import {
  Allowance,
  createAllowancePool,
  createDataSource,
  createReadingPool,
  pendingMigrations,
  Replica,
} from '../persistence';
import type { EngineParts, GatewayServer, Lifecycle, TakeRequest } from '../server';
import { createServer } from '../server';
import { systemClock } from '../shared';
import type { Clock } from '../shared';
import { entities } from './entities';
import { countDaily } from './count-daily';
import { createGateway } from './gateway';
import type { Gateway, GatewayParts } from './gateway';
import { keysFrom } from './keys';
import type { Keys } from './keys';
import { GatewayContext } from './gateway-context';
import { isWritable } from './is-writable';
import { assertServiceLogin } from './service-login';
import { warnWithoutTimeLimit } from './time-limit';

/** A gateway that listens. */
export interface RunningGateway {
  /** `http://127.0.0.1:4000/graphql` */
  readonly url: string;
}

/** What the start is given besides the settings. */
export interface StartOptions {
  readonly log: Logger;
  readonly lifecycle: Lifecycle;
  /** By which civil days and instants of records go; tokens are judged by the machine's own. */
  readonly clock?: Clock;
  /** Instead of those of the settings; a test's. */
  readonly connections?: { readonly reads: number; readonly writes: number };
  /** See {@link GatewayParts}; a test's. */
  readonly policy?: GatewayParts['policy'];
}

/**
 * Puts the whole gateway together in one process and starts it.
 *
 * @throws ListenError when the port cannot be listened on
 * @throws PolicyGapError naming each field of the schema without a rule
 * @throws Error in one line for people when the store refuses the login, or gives it more than it may have
 */
export async function startGateway(
  config: Config,
  settings: ExternalConfig,
  { log, lifecycle, clock = systemClock, connections, policy }: StartOptions,
): Promise<RunningGateway> {
  const onIdleError = (error: Error): void => {
    log.warn({ err: error }, 'an idle connection to the store broke');
  };
  const { store } = settings;
  const isShared = store.pooler === 'transaction';
  const dataSource = createDataSource({
    url: settings.databaseUrl,
    poolSize: connections?.writes ?? store.writeConnections,
    entities,
    isShared,
    migrations: false,
    onIdleError,
  });
  await dataSource.initialize().catch((error: unknown) => {
    throw new Error(`The database of DATABASE_URL does not answer: ${reasonOf(error)}.`);
  });
  lifecycle.onStop('store for writes', () => dataSource.destroy());
  const pool = createReadingPool({
    url: settings.databaseUrl,
    size: connections?.reads ?? store.readConnections,
    isShared,
    onIdleError,
  });
  lifecycle.onStop('store for reads', () => pool.end());
  await assertServiceLogin(pool);
  await warnWithoutTimeLimit(pool, log);
  const replica =
    store.replicaUrl === null
      ? null
      : new Replica({
          url: store.replicaUrl,
          size: connections?.reads ?? store.readConnections,
          isShared,
          primary: pool,
          maxLagMs: store.replicaMaxLagSeconds * 1000,
          onIdleError,
        });
  lifecycle.onStop('replica', () => replica?.stop());
  const pending = await pendingMigrations(pool);
  if (pending.length > 0) log.warn({ pending }, 'not ready: migrations are pending');

  const authenticator = createAuthenticator({ issuers: settings.issuers, clock: systemClock, log });
  lifecycle.onStop('issuers', () => {
    authenticator.stop();
  });
  const keys = keysFrom(settings);
  const url = settings.databaseUrl;
  const disclosureLog = new DisclosureLog({
    url,
    isShared,
    ...keys,
    clock,
    checkpoints: new SignedCheckpoints({ url, isShared, signing: keys.signing, clock, log }),
    onFault: (error) => {
      log.error({ err: error }, 'an entry of the disclosure log could not be written');
    },
  });
  lifecycle.onStop('disclosure log', () => disclosureLog.stop());
  const gateway = createGateway({
    store: dataSource,
    replica,
    clock,
    log: disclosureLog,
    ...keys,
    subgraph: config.subgraph,
    ...(policy && { policy }),
  });
  await authenticator.start();
  if (!authenticator.ready()) log.warn('not ready: no issuer has given its keys yet');

  const { requestsPerSecond } = store;
  let takeRequest: TakeRequest | null = null;
  if (requestsPerSecond > 0) {
    const ofLimit = createAllowancePool({ url, isShared, onIdleError });
    lifecycle.onStop('store for the limit', () => ofLimit.end());
    takeRequest = requestsOf(requestsPerSecond, ofLimit, keys, log);
  }
  const server: GatewayServer = createServer({
    schema: gateway.schema,
    executor: gateway.executor,
    engine: engineOf(config, gateway, log),
    authenticator,
    createContext: (base) => new GatewayContext(base, { ...gateway.reading, pool, replica }),
    checks: {
      database: () => isWritable(pool),
      migrations: async () => (await pendingMigrations(pool)).length === 0,
      keys: () => authenticator.ready(),
      log: () => disclosureLog.ready(),
    },
    policyVersion: gateway.policyVersion,
    takeRequest,
    publicKeys: keys.signing.publicKeys(),
    introspection: config.introspection,
    hideSchemaDetails: config.environment === 'production',
    log,
  });
  const { host, port } = await server.start({ host: config.host, port: config.port });
  lifecycle.onStop('server', () => server.drain({ noticeMs: config.drainDelaySeconds * 1000 }));
  log.info({ host, port, ...(config.subgraph && { subgraph: config.subgraph }) }, 'listening');
  if (gateway.countQuarters !== null) {
    const counting = countDaily(gateway.countQuarters, log);
    lifecycle.onStop('statistics', () => counting.stop());
  }
  return { url: `http://${host}:${port}/graphql` };
}

/** How much an organisation may send, which all instances take of one store. */
function requestsOf(perSecond: number, pool: Pool, { indexer }: Keys, log: Logger): TakeRequest {
  const onFault = (error: unknown): void => {
    log.warn(
      { err: error },
      'the store does not answer for the limit, which each instance now keeps by itself',
    );
  };
  const allowance = new Allowance({ pool, perSecond, onFault });
  return ({ organisation }) => allowance.take(readerKey(indexer, organisation));
}

/** What the engine in front of a subgraph is served, where a secret is set by which to know it. */
function engineOf(
  { subgraph, engineSecret, introspection }: Config,
  { engine }: Gateway,
  log: Logger,
): EngineParts<GatewayContext> | null {
  if (engine === null) return null;
  if (engineSecret === null) {
    log.warn({ subgraph }, 'no engine can ask: KVARBO_ENGINE_SECRET is not set');
    return null;
  }
  const secret = Buffer.from(engineSecret, 'base64');
  return { ...engine({ tellsSdl: introspection }), secret };
}

/** Why PostgreSQL could not be reached, in its own code: its messages name hosts and logins. */
function reasonOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : 'no reason was given';
}
