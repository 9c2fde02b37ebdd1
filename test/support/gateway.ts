import { randomBytes } from 'node:crypto';
import { STORE_DEFAULTS } from '../../src/config';
import type { Config, ExternalConfig, StoreConfig } from '../../src/config';
import { demoClients, demoIssuerConfig } from '../../src/development/demo-clients';
import { requestDemoToken } from '../../src/development/demo-token';
import { startIdentityProvider } from '../../src/development/identity-provider';
import type { IdentityProvider } from '../../src/development/identity-provider';
import { newSigningKey } from '../../src/persistence';
import { createLifecycle, createLogger } from '../../src/server';
import type { Clock, Purpose } from '../../src/shared';
import { startGateway } from '../../src/topology';
import type { StartOptions } from '../../src/topology';
import { createTestDatabase } from './database';
import type { TestDatabase } from './database';

/** An answer over HTTP, parsed. */
export interface Answer {
  readonly status: number;
  readonly body: {
    readonly data?: Record<string, unknown> | null;
    readonly errors?: readonly {
      readonly message: string;
      readonly path?: readonly (string | number)[];
      readonly extensions: Record<string, unknown>;
    }[];
    readonly extensions?: Record<string, unknown>;
  };
}

/** A whole gateway over a database of its own, with tokens from the development identity provider. */
export interface TestGateway {
  readonly url: string;
  readonly identityUrl: string;
  readonly database: TestDatabase;
  /** What it runs by, its keys among it. */
  readonly settings: ExternalConfig;
  /** Lines of the log so far. */
  readonly log: readonly string[];
  /** The token of a demo client, for its first purpose unless told. */
  token(clientId: string, purpose?: Purpose, principal?: string): Promise<string>;
  /** Sends one operation as a demo client. */
  send(clientId: string, query: string, variables?: object, purpose?: Purpose): Promise<Answer>;
  /** As `send`, but fails unless the answer has data and no errors but denials. */
  data<T>(clientId: string, query: string, variables?: object): Promise<T>;
  stop(): Promise<void>;
}

const AUDIENCE = 'urn:kvarbo:test';

/** The settings by which a gateway runs on a test database. */
export function testSettings(
  database: Pick<TestDatabase, 'serviceUrl'>,
  identityUrl: string,
): ExternalConfig {
  const key = () => randomBytes(32).toString('base64');
  return {
    databaseUrl: database.serviceUrl,
    migrationDatabaseUrl: null,
    store: STORE_DEFAULTS,
    issuers: [demoIssuerConfig(identityUrl, AUDIENCE)],
    sealingKeys: [{ id: 'test-1', key: key() }],
    indexKey: key(),
    aliasKey: key(),
    signingKeys: [newSigningKey('test-1')],
  };
}

/** What a test gateway differs in from one that is started with the settings alone. */
export interface TestGatewayOptions {
  readonly clock?: Clock;
  readonly connections?: StartOptions['connections'];
  readonly policy?: StartOptions['policy'];
  /** The whole graph unless given. */
  readonly subgraph?: Config['subgraph'];
  readonly engineSecret?: string;
  readonly introspection?: boolean;
  /** A database and an identity provider that the caller starts and ends, instead of new ones. */
  readonly over?: {
    readonly database: TestDatabase;
    readonly identity: Pick<IdentityProvider, 'url'>;
  };
  /** How the store is used, where it differs from the defaults. */
  readonly store?: Partial<StoreConfig>;
  /** Another gateway whose database, keys and identity provider this one shares; it is to be stopped first. */
  readonly beside?: TestGateway;
}

/** Starts identity provider, database and gateway; call `stop` in `afterAll`. */
export async function startTestGateway(options: TestGatewayOptions = {}): Promise<TestGateway> {
  const { beside, over } = options;
  const log: string[] = [];
  const logger = createLogger({
    level: 'info',
    destination: { write: (line) => void log.push(line) },
  });
  const lifecycle = createLifecycle({ log: logger });
  const database = beside?.database ?? over?.database ?? (await createTestDatabase());
  const known = beside?.identityUrl ?? over?.identity.url;
  const identity =
    known !== undefined
      ? { url: known, stop: () => Promise.resolve() }
      : await startIdentityProvider({ port: 0, audience: AUDIENCE });
  const config: Config = {
    environment: 'test',
    host: '127.0.0.1',
    port: 0,
    identityPort: 0,
    databasePort: 0,
    dataDir: '',
    logLevel: 'info',
    logRetentionMonths: 60,
    purgeLedger: '.kvarbo/purged.jsonl',
    purgeIntervalHours: 0,
    drainDelaySeconds: 0,
    introspection: options.introspection ?? true,
    subgraph: options.subgraph ?? null,
    engineSecret: options.engineSecret ?? null,
    external: null,
  };
  const shared = beside?.settings ?? testSettings(database, identity.url);
  const settings = {
    ...shared,
    ...(options.subgraph && { databaseUrl: database.subgraphUrls[options.subgraph] }),
    store: { ...shared.store, ...options.store },
  };
  const stop = async (): Promise<void> => {
    await lifecycle.stop();
    await identity.stop();
    if (!beside && !over) await database.drop();
  };
  const { url } = await startGateway(config, settings, {
    log: logger,
    lifecycle,
    ...(options.clock && { clock: options.clock }),
    ...(options.connections && { connections: options.connections }),
    ...(options.policy && { policy: options.policy }),
  }).catch(async (error: unknown) => {
    // What is left open would keep jest from ending.
    await stop();
    throw error;
  });

  const tokens = new Map<string, Promise<string>>();
  const token: TestGateway['token'] = (clientId, purpose, principal) => {
    const name = [clientId, purpose, principal].join(' ');
    const known = tokens.get(name);
    if (known) return known;
    const client = demoClients.find((one) => one.clientId === clientId);
    const wanted = purpose ?? client?.purposes[0];
    if (!client || !wanted) throw new Error(`There is no demo client ${clientId}.`);
    const fetched = requestDemoToken(identity.url, {
      client,
      purpose: wanted,
      principal: principal ?? client.actingFor[0],
    });
    tokens.set(name, fetched);
    return fetched;
  };
  const send: TestGateway['send'] = async (clientId, query, variables = {}, purpose) =>
    post(url, await token(clientId, purpose), { query, variables });
  return {
    url,
    identityUrl: identity.url,
    database,
    settings,
    log,
    token,
    send,
    data: async <T>(clientId: string, query: string, variables?: object) => {
      const { body } = await send(clientId, query, variables);
      const faults = (body.errors ?? []).filter(
        ({ extensions }) => extensions.code !== 'DISCLOSURE_DENIED',
      );
      if (faults.length > 0 || !body.data) throw new Error(JSON.stringify(body));
      return body.data as T;
    },
    stop,
  };
}

/** One request to a gateway. */
export async function post(
  url: string,
  token: string | null,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}
