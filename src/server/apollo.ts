import { ApolloServer, type ApolloServerOptionsWithGateway } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import {
  GraphQLError,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import type { ServerContext } from './context';
import { formatError, reportWithoutRequest } from './format-error';
import { OPERATION_LIMITS, type OperationLimits } from './limits';
import { completeResponses } from './response-plugin';
import { safeExecutor, type GraphQLExecutor } from './safe-executor';

/** What {@link createApollo} needs. */
export interface ApolloOptions<TContext extends ServerContext> {
  readonly schema: GraphQLSchema;
  readonly executor: GraphQLExecutor<TContext>;
  /** Whether clients may ask for the schema. */
  readonly introspection: boolean;
  /** Whether messages may suggest names of the schema that a client did not write. */
  readonly hideSchemaDetails: boolean;
  readonly log: Logger;
  /** Those of `OPERATION_LIMITS` unless given. */
  readonly limits?: OperationLimits | undefined;
}

/** Errors of validation in one answer; a document can be wrong in thousands of places. */
const MOST_VALIDATION_ERRORS = 20;

/** Documents that passed validation and are remembered, by number and by characters of source. */
const REMEMBERED = { documents: 1000, characters: 1024 * 1024 };

/**
 * Apollo Server, for the protocol alone: it reads the request, parses, validates and forms the response. The
 * operation is executed by the given executor, through the hook that Apollo has for its own gateway.
 *
 * Everything that it would do beside is off: landing page, traces, reports, cache headers, persisted queries,
 * signal handlers.
 */
export function createApollo<TContext extends ServerContext>(
  options: ApolloOptions<TContext>,
): ApolloServer<TContext> {
  const { log, limits = OPERATION_LIMITS } = options;
  return new ApolloServer<TContext>({
    gateway: gatewayFor(options),
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    introspection: options.introspection,
    hideSchemaDetailsFromClientErrors: options.hideSchemaDetails,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxLexicalTokens: limits.tokens },
    validationOptions: { maxErrors: MOST_VALIDATION_ERRORS },
    documentStore: documentStore(),
    stringifyResult: (result) => JSON.stringify(result),
    formatError: (_, error) => formatError(error, reportWithoutRequest(log)),
    logger: quietLogger(log),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      completeResponses(),
    ],
  });
}

type DocumentStore = NonNullable<ApolloServerOptionsWithGateway<ServerContext>['documentStore']>;
type Gateway = ApolloServerOptionsWithGateway<ServerContext>['gateway'];

function gatewayFor<TContext extends ServerContext>({
  schema,
  executor,
}: ApolloOptions<TContext>): Gateway {
  const execute = safeExecutor(schema, executor);
  return {
    onSchemaLoadOrUpdate: (callback) => {
      callback({ apiSchema: schema, coreSupergraphSdl: '' });
      return () => undefined;
    },
    load: () =>
      Promise.resolve({
        executor: ({ context, operation, ...execution }) =>
          isChosen(operation)
            ? execute({ ...execution, operation, context: context as TContext })
            : Promise.resolve({ errors: [new GraphQLError('no operation is chosen')] }),
      }),
    stop: () => Promise.resolve(),
  };
}

/** Apollo Server asks its gateway even when no operation is chosen, and then expects an error to word anew. */
function isChosen(
  operation: OperationDefinitionNode | undefined,
): operation is OperationDefinitionNode {
  return operation !== undefined;
}

function documentStore(): DocumentStore {
  const documents = new LRUCache<string, DocumentNode>({
    max: REMEMBERED.documents,
    maxSize: REMEMBERED.characters,
    sizeCalculation: ({ loc }) => Math.max(1, loc?.end ?? 1),
  });
  return {
    get: (key) => Promise.resolve(documents.get(key)),
    set: (key, document) => {
      documents.set(key, document);
      return Promise.resolve();
    },
    delete: (key) => Promise.resolve(documents.delete(key)),
  };
}

/** Apollo writes messages of errors into its lines; the errors themselves are logged where they are formatted. */
function quietLogger(
  log: Logger,
): NonNullable<ApolloServerOptionsWithGateway<ServerContext>['logger']> {
  const quiet = (): void => undefined;
  return {
    debug: quiet,
    info: quiet,
    warn: () => {
      log.warn('warning of Apollo Server');
    },
    error: () => {
      log.error('error in Apollo Server');
    },
  };
}
