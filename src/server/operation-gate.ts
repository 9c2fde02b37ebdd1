import { GraphQLError, parse, type DocumentNode, type GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import { assertBodyFits } from './body-limits';
import type { Exchange, Part } from './exchange';
import {
  assertWithinLimits,
  limitPassed,
  listsOf,
  measureDocument,
  OPERATION_LIMITS,
  pageSizesOf,
  type OperationLimits,
} from './limits';

/** A document whose size was found to be within the limits, unless it depends on variables. */
interface KnownDocument {
  readonly document: DocumentNode;
  readonly isWithinLimits: boolean;
}

/** Characters of a document that is still remembered, and of all of them together: a parsed one is far larger. */
const REMEMBERED = { each: 64 * 1024, all: 1024 * 1024 };

/**
 * Refuses an operation that asks for or carries too much, before anything is validated: validation of a flood
 * would itself be the flood. What is no GraphQL at all is left to Apollo Server to refuse.
 *
 * @param uncounted - aliases that do not count
 */
export function limitOperations(
  schema: GraphQLSchema,
  limits: OperationLimits = OPERATION_LIMITS,
  uncounted: RegExp | null = null,
): Part {
  const pageSizes = pageSizesOf(schema);
  const lists = listsOf(schema);
  const known = new LRUCache<string, KnownDocument>({
    maxSize: REMEMBERED.all,
    sizeCalculation: (_, query) => query.length,
  });

  return (exchange) => {
    const { query, operationName, variables } = sentParameters(exchange);
    const remembered = known.get(query);
    const document = remembered?.document ?? parseWithin(query, limits);
    const operation = document && { document, operationName, variables };
    assertBodyFits(exchange.body?.bytes ?? 0, operation);
    if (!document || remembered?.isWithinLimits) return undefined;
    const size = measureDocument(document, { variables, pageSizes, lists, uncounted });
    assertWithinLimits(size, limits);
    if (query.length <= REMEMBERED.each) {
      known.set(query, { document, isWithinLimits: !size.dependsOnVariables });
    }
    return undefined;
  };
}

interface SentParameters {
  readonly query: string;
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** The parameters as far as they have the right form; whether they have it is for Apollo Server to say. */
function sentParameters({ request, search, body }: Exchange): SentParameters {
  if (request.method === 'POST') return parametersIn(body?.value);
  const parameters = new URLSearchParams(search);
  return parametersIn({
    query: parameters.get('query'),
    operationName: parameters.get('operationName'),
    variables: jsonOrNull(parameters.get('variables')),
  });
}

function parametersIn(value: unknown): SentParameters {
  const { query, operationName, variables } = isRecord(value) ? value : {};
  return {
    query: typeof query === 'string' ? query : '',
    operationName: typeof operationName === 'string' ? operationName : null,
    variables: isRecord(variables) ? variables : {},
  };
}

function jsonOrNull(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Null if it is not GraphQL. The parser descends by recursion, so what nests too deep for it ends its stack. */
function parseWithin(query: string, limits: OperationLimits): DocumentNode | null {
  try {
    return parse(query, { maxLexicalTokens: limits.tokens });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw limitPassed('depth', limits);
    if (error.message.includes('tokens. Parsing aborted.')) throw limitPassed('tokens', limits);
    return null;
  }
}
