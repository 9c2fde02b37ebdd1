// Hive Gateway as the engine behind the front: it plans an operation over the subgraphs and puts their answers together.
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';
import { unifiedGraphHandler } from '@graphql-hive/router-runtime';
import { parse, print } from 'graphql';

/** Documents of the front that are remembered, their characters together and of one; their plans hang on them. */
const MOST_DOCUMENTS = 2_000;
const MOST_CHARACTERS = 4 * 1_024 * 1_024;
const LONGEST_DOCUMENT = 64 * 1_024;

/** Makes the engine; see `EngineMaker` of src/topology/front. */
export function makeHiveEngine({ supergraph, ask, lifecycle }) {
  const textOf = remembered(print, new WeakMap());
  const documentOf = remembered((query) => parse(query, { noLocation: true }), boundedMap());

  const gateway = createGatewayRuntime({
    supergraph,
    // Hive's own runtime loses list positions in the paths of errors, and drops errors.
    unifiedGraphHandler,
    // Our own way to the subgraphs: with their secrets and the caller's headers, once, and with an error for each field that is
    // missing. Hive's retries, and makes one request out of equal ones.
    transports: () => ({
      getSubgraphExecutor: ({ subgraphName }) => {
        return ({ document, variables = {}, context }) =>
          ask({
            subgraph: subgraphName,
            operation: context.operation,
            document,
            query: textOf(document),
            variables,
            headers: context.forwarded,
            signal: context.signal,
          });
      },
    }),
    logging: false,
    landingPage: false,
    graphiql: false,
    maskedErrors: false,
    subgraphErrors: false,
    requestId: false,
  });
  lifecycle.onStop('engine', () => gateway.dispose());

  return async ({ query, variables, headers, signal }) => {
    // The front has taken, limited and validated the operation, so that of the server in Hive Gateway only execution is left.
    await gateway.getSchema();
    const { execute, schema, contextFactory } = gateway.getEnveloped({});
    const contextValue = await contextFactory({ forwarded: headers, signal, operation: {} });
    const document = documentOf(query);
    return execute({ schema, document, variableValues: variables, contextValue });
  };
}

function remembered(make, known) {
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const made = make(key);
    known.set(key, made);
    return made;
  };
}

/** Lets the oldest go, and takes nothing that is long. */
function boundedMap() {
  const map = new Map();
  let characters = 0;
  return {
    get: (key) => map.get(key),
    set: (key, value) => {
      if (key.length > LONGEST_DOCUMENT) return;
      map.set(key, value);
      characters += key.length;
      while (map.size > MOST_DOCUMENTS || characters > MOST_CHARACTERS) {
        const [oldest] = map.keys();
        map.delete(oldest);
        characters -= oldest.length;
      }
    },
  };
}
