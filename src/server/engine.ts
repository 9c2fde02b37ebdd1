import { createHash, timingSafeEqual } from 'node:crypto';
import type { GraphQLSchema } from 'graphql';
import { LONGEST_LIST } from '../shared';
import type { ServerContext } from './context';
import type { Part } from './exchange';
import { OPERATION_LIMITS, type OperationLimits } from './limits';
import type { GraphQLExecutor } from './safe-executor';

/** The header in which a federation engine shows that it is one, beside the token of the user for whom it asks. */
const ENGINE_HEADER = 'kvarbo-engine-secret';

/** What a federation engine is served, in place of what everybody else is. */
export interface EngineParts<TContext extends ServerContext> {
  readonly schema: GraphQLSchema;
  readonly executor: GraphQLExecutor<TContext>;
  /** 32 random bytes. */
  readonly secret: Buffer;
}

/**
 * The limits of an engine: it asks with keys, type names and names of its own beside what a user has asked for, which it has
 * itself counted by the limits for users. What those allow, these must:
 *
 * - each field may have a key of the front as its alias, beside the aliases that an engine needs itself;
 * - each place at which a case stands may be a root field here, and one alias leads to several: a record has a case that has it;
 * - each field of a user may be asked of every case of a list whose length users are not charged for.
 */
export const ENGINE_LIMITS: OperationLimits = Object.freeze({
  ...OPERATION_LIMITS,
  tokens: 2 * OPERATION_LIMITS.tokens,
  selections: 2 * OPERATION_LIMITS.selections,
  aliases: 2 * OPERATION_LIMITS.aliases,
  rootFields: OPERATION_LIMITS.selections,
  directives: 2 * OPERATION_LIMITS.directives,
  cost: 2 * OPERATION_LIMITS.selections * LONGEST_LIST,
});

/** The key under which the front asks an engine for a field, in place of a name that a client gave it. */
export function frontKey(count: number): string {
  return `f${count}`;
}

/**
 * The aliases that do not count where an engine asks, since every such field has one: those of the front, and those by which Hive asks
 * for cases at several places at once. Selections and root fields are their count.
 */
export const ENGINE_KEYS = /^(?:f|_e)\d+$/;

/** The form of ids that this service gives to requests; what an engine hands on comes from a front of ours. */
const REQUEST_ID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/**
 * Finds out whether an engine asks, by its secret. A wrong one makes an ordinary caller, for whom what engines are served does
 * not exist.
 *
 * The id of the request for which an engine asks is taken over, so that what its parts disclose is found together in the log.
 */
export function recogniseEngine(secret: Buffer): Part {
  const wanted = digest(secret.toString('base64'));
  return (exchange) => {
    const given = exchange.request.headersDistinct[ENGINE_HEADER] ?? [];
    const [only] = given;
    exchange.isEngine =
      only !== undefined && given.length === 1 && timingSafeEqual(digest(only), wanted);
    if (given.length > 0 && !exchange.isEngine) exchange.log.warn('a wrong engine secret was sent');
    const requestId = exchange.request.headers['x-request-id'];
    if (exchange.isEngine && typeof requestId === 'string' && REQUEST_ID.test(requestId)) {
      exchange.log = exchange.log.child({ partOf: requestId });
      exchange.requestId = requestId;
    }
    return undefined;
  };
}

/** Of equal length for whatever was sent, so that it can be compared in constant time. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
