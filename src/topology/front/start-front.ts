import { readFile } from 'node:fs/promises';
import type { IncomingHttpHeaders } from 'node:http';
import type { Logger } from 'pino';
import type { FrontConfig } from '../../config';
import { DisclosurePolicy } from '../../disclosure';
import { createAuthenticator } from '../../identity';
import type { Lifecycle } from '../../server';
import { createServer } from '../../server';
import { systemClock } from '../../shared';
import { schemaForReading } from '../unified-schema';
import { assertServes } from './assert-serves';
import type { Engine } from './engine';
import { foreignEntries } from './foreign-entries';
import { ForeignCells } from './foreign-cells';
import { guardForeignRoots } from './foreign-roots';
import { createFrontExecutor } from './front-executor';
import type { FrontContext } from './front-executor';
import { publishedKeys } from './published-keys';
import type { SubgraphClient } from './subgraph-client';
import { createSubgraphClient } from './subgraph-client';

/** What an engine is built from. */
export interface EngineMaterial {
  readonly config: FrontConfig;
  /** The supergraph as SDL. */
  readonly supergraph: string;
  readonly ask: SubgraphClient;
  readonly log: Logger;
  readonly lifecycle: Lifecycle;
}

/** Builds the engine behind the front. */
export type EngineMaker = (material: EngineMaterial) => Engine | Promise<Engine>;

/** What the start is given besides the settings. */
export interface FrontStart {
  readonly makeEngine: EngineMaker;
  readonly log: Logger;
  readonly lifecycle: Lifecycle;
}

/** Headers of a client that subgraphs are told: who calls and for what, and the trace. */
const FORWARDED = ['authorization', 'kvarbo-purpose', 'traceparent', 'tracestate'] as const;

/**
 * Starts the front and the engine behind it: it takes requests as one process does, plans them and asks the engine.
 *
 * It has no store and no key; whether it is ready does not hang on single subgraphs, since the others go on answering.
 *
 * @throws ListenError when the port cannot be listened on
 * @throws PolicyGapError naming each field of the contract without a rule
 * @throws Error naming each field of the contract that the supergraph does not serve
 */
export async function startFront(
  config: FrontConfig,
  { makeEngine, log, lifecycle }: FrontStart,
): Promise<{ readonly url: string }> {
  const schema = schemaForReading();
  const supergraph = await readFile(config.supergraph, 'utf8').catch(() => {
    throw new Error('The file of KVARBO_SUPERGRAPH cannot be read.');
  });
  assertServes(supergraph, schema);
  const entries = foreignEntries(supergraph, schema, config.subgraphs);
  const policy = entries.size > 0 ? new ForeignCells(schema, entries) : new DisclosurePolicy();
  policy.assertCovers(schema);
  const ask = createSubgraphClient({
    subgraphs: config.subgraphs,
    timeoutMs: config.subgraphTimeoutSeconds * 1_000,
    onFault: (subgraph, fault) => {
      log.warn({ err: fault, subgraph }, 'a subgraph gave no answer');
    },
  });
  const engine = await makeEngine({ config, supergraph, ask, log, lifecycle });
  const guarded =
    policy instanceof ForeignCells ? guardForeignRoots(engine, policy.guardedRoots()) : engine;
  const authenticator = createAuthenticator({ issuers: config.issuers, clock: systemClock, log });
  lifecycle.onStop('issuers', () => {
    authenticator.stop();
  });
  await authenticator.start();
  if (!authenticator.ready()) log.warn('not ready: no issuer has given its keys yet');

  const server = createServer<FrontContext>({
    schema,
    executor: createFrontExecutor(schema, policy, guarded),
    authenticator,
    createContext: (base, headers) => ({ ...base, forwarded: forwarded(headers, base.requestId) }),
    checks: { keys: () => authenticator.ready() },
    policyVersion: policy.version,
    publicKeys: publishedKeys({
      subgraphs: config.subgraphs.values(),
      clock: systemClock,
      onFault: (fault) => {
        log.warn({ err: fault }, 'the keys of the subgraphs cannot be published');
      },
    }),
    introspection: config.introspection,
    hideSchemaDetails: config.environment === 'production',
    log,
  });
  const { host, port } = await server.start({ host: config.host, port: config.port });
  lifecycle.onStop('server', () => server.drain({ noticeMs: config.drainDelaySeconds * 1000 }));
  log.info({ host, port, subgraphs: [...config.subgraphs.keys()] }, 'listening');
  return { url: `http://${host}:${port}/graphql` };
}

function forwarded(
  headers: IncomingHttpHeaders,
  requestId: string,
): Readonly<Record<string, string>> {
  const given = FORWARDED.flatMap((name) => {
    const value = headers[name];
    return typeof value === 'string' ? [[name, value] as const] : [];
  });
  return { ...Object.fromEntries(given), 'x-request-id': requestId };
}
