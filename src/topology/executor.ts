import type { DocumentNode, ExecutionResult, GraphQLSchema } from 'graphql';
import { execute, GraphQLError, visit } from 'graphql';
import { getVariableValues } from 'graphql/execution/values';
import type { CompiledQuery } from 'graphql-jit';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import { LRUCache } from 'lru-cache';
import type { DisclosurePlan, DisclosurePolicy } from '../disclosure';
import { compilePlan, directiveVariableNames, mayCall, tellDisclosure } from '../disclosure';
import type { DisclosureLog } from '../disclosure-log';
import type { ExecutionRequest, GraphQLExecutor } from '../server';
import type { DisclosureRecord } from './disclosure-record';
import type { GatewayContext } from './gateway-context';
import { usesOneOf } from './one-of';

/** An operation as it is remembered between requests. */
interface PreparedOperation {
  readonly document: DocumentNode;
  readonly directiveVariables: readonly string[];
  /** graphql-jit does not check `@oneOf`. */
  readonly usesOneOf: boolean;
  readonly plans: LRUCache<string, DisclosurePlan>;
  /** Null until the operation is met a second time, or where graphql-jit cannot compile it. */
  compiled: CompiledQuery | null;
  met: number;
}

/** What the executor needs of the disclosure log. */
export interface ExecutorLog {
  readonly record: Pick<DisclosureRecord, 'entries'>;
  readonly log: Pick<DisclosureLog, 'record'>;
}

/** Operations remembered, and plans remembered of each; more are prepared anew every time. */
const MOST_OPERATIONS = 1_000;
const MOST_PLANS = 64;

/**
 * Executes operations under a disclosure plan: decided before fetching, told by the plan and not by the data.
 *
 * An operation is compiled by graphql-jit when it is met again, so that a flood of ever new ones is cheap to answer.
 */
export function createDisclosureExecutor(
  schema: GraphQLSchema,
  policy: DisclosurePolicy,
  log: ExecutorLog,
): GraphQLExecutor<GatewayContext> {
  const operations = new LRUCache<string, PreparedOperation>({ max: MOST_OPERATIONS });

  const prepared = (request: ExecutionRequest<GatewayContext>): PreparedOperation => {
    const key = `${request.queryHash} ${request.operationName ?? ''}`;
    const known = operations.get(key);
    if (known) {
      known.met += 1;
      if (known.met === 2) known.compiled = compile(schema, request);
      return known;
    }
    const fresh: PreparedOperation = {
      document: request.document,
      directiveVariables: directiveVariableNames(request.document),
      usesOneOf: usesOneOf(schema, request.operation),
      plans: new LRUCache({ max: MOST_PLANS }),
      compiled: null,
      met: 1,
    };
    operations.set(key, fresh);
    return fresh;
  };

  const planFor = (
    operation: PreparedOperation,
    request: ExecutionRequest<GatewayContext>,
    variables: Readonly<Record<string, unknown>>,
  ): DisclosurePlan => {
    const { caller } = request.context;
    const key = JSON.stringify([
      caller.agency,
      caller.purpose,
      [...caller.scopes].sort(),
      operation.directiveVariables.map((name) => variables[name] === true),
    ]);
    const known = operation.plans.get(key);
    if (known) return known;
    const plan = compilePlan({
      schema,
      policy,
      document: request.document,
      operation: request.operation,
      agency: caller.agency,
      variables,
      mayCall: (name) => mayCall(policy, caller, name),
    });
    operation.plans.set(key, plan);
    return plan;
  };

  return async (request) => {
    const operation = prepared(request);
    const given = request.request.variables ?? {};
    try {
      if (operation.usesOneOf || operation.directiveVariables.length > 0) {
        const definitions = request.operation.variableDefinitions ?? [];
        const coerced = getVariableValues(schema, definitions, given);
        if (coerced.errors) return { errors: coerced.errors };
        const unset = operation.directiveVariables.filter((name) => coerced.coerced[name] === null);
        if (unset.length > 0) return { errors: unset.map(noBoolean) };
        request.context.usePlan(planFor(operation, request, coerced.coerced));
      } else {
        request.context.usePlan(planFor(operation, request, {}));
      }
      const result = await run(schema, operation, request, given);
      if (result.data === undefined) return result;
      if (result.data !== null) await recordDisclosures(request, log);
      return tellDisclosure(result, request.context.plan);
    } finally {
      await request.context.close();
    }
  };
}

/**
 * Returns once the entries of everything that the answer discloses are durable.
 *
 * @throws LogUnavailableError when they are not, so that nothing is answered
 * @legalSource SPL-10-ACCESS
 */
async function recordDisclosures(
  { context, operationName, queryHash }: ExecutionRequest<GatewayContext>,
  { record, log }: ExecutorLog,
): Promise<void> {
  const notes = await context.disclosures();
  // Nothing is read any more, and whoever waits for the log must not hold a connection that others could read on.
  const closed = context.close();
  if (notes.length > 0) {
    const operation = { name: operationName, hash: queryHash, plan: context.plan };
    await log.record(record.entries(context.caller, context.requestId, operation, notes));
  }
  await closed;
}

/** A variable with a default may be null, a directive's condition may not; of the two executors only one says so. */
function noBoolean(name: string): GraphQLError {
  return new GraphQLError(`Variable "$${name}" of a directive must not be null.`);
}

/**
 * Whether `@include` or `@skip` stands anywhere: of a field or fragment that is asked for twice under different conditions,
 * graphql-jit answers other fields than the specification says, and so than the plan has decided.
 */
function hasConditions(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Directive: ({ name: { value } }) => {
      found ||= value === 'include' || value === 'skip';
    },
  });
  return found;
}

function compile(
  schema: GraphQLSchema,
  { document, operationName }: ExecutionRequest<GatewayContext>,
): CompiledQuery | null {
  if (hasConditions(document)) return null;
  const compiled = compileQuery(schema, document, operationName ?? undefined, {
    // Wide lists are answered in full or not at all; the reader has already bounded them.
    customJSONSerializer: false,
  });
  return isCompiledQuery(compiled) ? compiled : null;
}

async function run(
  schema: GraphQLSchema,
  { compiled, document }: PreparedOperation,
  { context, operationName }: { context: GatewayContext; operationName: string | null },
  variables: Readonly<Record<string, unknown>>,
): Promise<ExecutionResult> {
  if (compiled) return compiled.query(undefined, context, variables);
  return execute({
    schema,
    document,
    contextValue: context,
    variableValues: variables,
    operationName,
  });
}
