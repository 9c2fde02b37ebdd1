import type { ApolloServer } from '@apollo/server';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { Authenticator } from '../identity';
import { createApollo } from './apollo';
import { authenticate } from './authenticate';
import type { DrainTimes } from './connections';
import type { ServerContext } from './context';
import { execute, type CreateContext } from './execute';
import { ENGINE_LIMITS, ENGINE_KEYS, recogniseEngine, type EngineParts } from './engine';
import type { Part } from './exchange';
import { answerHealth, type ReadinessCheck } from './health';
import { HttpServer, type Address } from './http';
import { answerKeySet, type PublicKeys } from './key-set';
import { limitRate, type TakeRequest } from './limit-rate';
import type { OperationLimits } from './limits';
import { limitOperations } from './operation-gate';
import { readBody } from './read-body';
import { routeToGraphql } from './route';
import type { GraphQLExecutor } from './safe-executor';

/** Everything that the server is put together from. */
export interface ServerParts<TContext extends ServerContext> {
  readonly schema: GraphQLSchema;
  readonly executor: GraphQLExecutor<TContext>;
  readonly authenticator: Pick<Authenticator, 'authenticate'>;
  /** Adds to the context of a request what the executor needs. */
  readonly createContext: CreateContext<TContext>;
  /** What `/health/ready` asks, by the name it shows. */
  readonly checks: Readonly<Record<string, ReadinessCheck>>;
  /** What `/health/ready` shows beside them, so that whoever watches instances sees one that decides by another policy. */
  readonly policyVersion: string;
  /** What is published at `/.well-known/jwks.json`. */
  readonly publicKeys: PublicKeys;
  readonly introspection: boolean;
  readonly hideSchemaDetails: boolean;
  readonly log: Logger;
  /** Bounds how much an organisation sends; nothing does unless given. */
  readonly takeRequest?: TakeRequest | null;
  /** The limits of `OPERATION_LIMITS` unless given. */
  readonly limits?: OperationLimits;
  /** What a federation engine is served; null where there is none. */
  readonly engine?: EngineParts<TContext> | null;
}

/** A server that can be started once and drained once. */
export interface GatewayServer {
  /**
   * Starts to listen; port 0 is any free one.
   *
   * @throws ListenError if the address cannot be listened on.
   */
  start(address: Address): Promise<Address>;
  /** Answers what is under way and takes nothing new; settles when every connection is closed. */
  drain(times?: DrainTimes): Promise<void>;
}

/** Puts the server together: the parts below, in this order, see every request until one of them answers. */
export function createServer<TContext extends ServerContext>(
  parts: ServerParts<TContext>,
): GatewayServer {
  const { engine, log } = parts;
  const forCallers = answering(parts, parts.limits);
  const forEngine = engine && answering({ ...parts, ...engine }, ENGINE_LIMITS, ENGINE_KEYS);

  const pipeline: readonly Part[] = [
    // Before all else: whoever watches the service must see it stop.
    answerHealth({
      checks: parts.checks,
      policyVersion: parts.policyVersion,
      isAccepting: () => http.connections.isOpen,
      log,
    }),
    answerKeySet(parts.publicKeys),
    routeToGraphql,
    // Before the body: an unknown sender costs neither memory nor parsing.
    authenticate(parts.authenticator),
    ...(engine ? [recogniseEngine(engine.secret)] : []),
    ...(parts.takeRequest ? [limitRate(parts.takeRequest)] : []),
    readBody,
    async (exchange) => {
      const { gate, run } = exchange.isEngine && forEngine ? forEngine : forCallers;
      return (await gate(exchange)) ?? run(exchange);
    },
  ];
  const http = new HttpServer(pipeline, log);

  return {
    start: async (address) => {
      await forCallers.apollo.start();
      await forEngine?.apollo.start();
      return http.listen(address);
    },
    drain: async (times) => {
      await http.drain(times);
      await forCallers.apollo.stop();
      await forEngine?.apollo.stop();
    },
  };
}

/** What answers one kind of callers by its own schema. */
interface Answering<TContext extends ServerContext> {
  readonly apollo: ApolloServer<TContext>;
  readonly gate: Part;
  readonly run: Part;
}

function answering<TContext extends ServerContext>(
  parts: Pick<
    ServerParts<TContext>,
    'schema' | 'executor' | 'createContext' | 'introspection' | 'hideSchemaDetails' | 'log'
  >,
  limits: OperationLimits | undefined,
  uncounted: RegExp | null = null,
): Answering<TContext> {
  const apollo = createApollo({ ...parts, limits });
  return {
    apollo,
    // Before validation: of a flood, validation would be the most expensive part.
    gate: limitOperations(parts.schema, limits, uncounted),
    run: execute(apollo, parts.createContext),
  };
}
