import type { DocumentNode, ExecutionResult, GraphQLSchema } from 'graphql';
import { execute, visit } from 'graphql';
import type { CompiledQuery } from 'graphql-jit';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import type { DisclosurePolicy } from '../disclosure';
import { Access, tellDisclosure } from '../disclosure';
import type { DisclosureLog } from '../disclosure-log';
import type { ExecutionRequest, GraphQLExecutor } from '../server';
import type { DisclosureRecord } from './disclosure-record';
import type { GatewayContext } from './gateway-context';
import type { NotedDisclosures } from './note-disclosures';
import type { KnownOperation } from './operation-plans';
import { OperationPlans } from './operation-plans';
import { readAgain } from './read-again';

/** What the executor needs of the disclosure log. */
export interface ExecutorLog {
  readonly record: Pick<DisclosureRecord, 'disclosuresOf'>;
  readonly log: Pick<DisclosureLog, 'record'>;
}

/**
 * Executes operations under a disclosure plan: decided before fetching, told by the plan and not by the data.
 *
 * An operation is compiled by graphql-jit when it is met again, so that a flood of ever new ones is cheap to answer.
 */
export function createDisclosureExecutor(
  schema: GraphQLSchema,
  policy: DisclosurePolicy,
  log: ExecutorLog,
  access = new Access(policy),
): GraphQLExecutor<GatewayContext> {
  const plans = new OperationPlans(schema, policy, access);
  /** Holds null where graphql-jit cannot compile an operation, and nothing until it is met a second time. */
  const compiled = new WeakMap<KnownOperation, CompiledQuery | null>();

  return async (request) => {
    const { context } = request;
    try {
      const planned = plans.planFor(request);
      if ('errors' in planned) return { errors: planned.errors };
      const { operation, plan } = planned;
      if (operation.met > 1 && !compiled.has(operation)) {
        compiled.set(operation, compile(schema, request));
      }
      context.usePlan(plan);
      const { result, notes } = await readAgain(request, async () => {
        const answer = await run(schema, compiled.get(operation) ?? null, request);
        return { result: answer, notes: answer.data == null ? [] : await context.disclosures() };
      });
      if (result.data === undefined) return result;
      if (result.data !== null) await recordDisclosures(request, notes, log);
      return tellDisclosure(result, plan);
    } finally {
      await context.close();
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
  notes: readonly NotedDisclosures[],
  { record, log }: ExecutorLog,
): Promise<void> {
  // Nothing is read any more, and whoever waits for the log must not hold a connection that others could read on.
  const closed = context.close();
  if (notes.length > 0) {
    const operation = { name: operationName, hash: queryHash, plan: context.plan };
    await log.record(record.disclosuresOf(context.caller, context.requestId, operation, notes));
  }
  await closed;
}

/**
 * Whether graphql-jit would answer other fields than the specification says, and so than the plan has decided. It does where
 * `@include` or `@skip` stands anywhere, of a field or fragment that is asked for twice under different conditions, and where
 * a field is to be named `__proto__`, which it takes for the prototype of the object.
 */
function isForGraphqlJs(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Directive: ({ name: { value } }) => {
      found ||= value === 'include' || value === 'skip';
    },
    Field: ({ alias }) => {
      found ||= alias?.value === '__proto__';
    },
  });
  return found;
}

function compile(
  schema: GraphQLSchema,
  { document, operationName }: ExecutionRequest<GatewayContext>,
): CompiledQuery | null {
  if (isForGraphqlJs(document)) return null;
  const compiled = compileQuery(schema, document, operationName ?? undefined, {
    // Wide lists are answered in full or not at all; the reader has already bounded them.
    customJSONSerializer: false,
  });
  return isCompiledQuery(compiled) ? compiled : null;
}

async function run(
  schema: GraphQLSchema,
  compiled: CompiledQuery | null,
  { context, document, operationName, request }: ExecutionRequest<GatewayContext>,
): Promise<ExecutionResult> {
  const variables = request.variables ?? {};
  if (compiled) return compiled.query(undefined, context, variables);
  return execute({
    schema,
    document,
    contextValue: context,
    variableValues: variables,
    operationName,
  });
}
