import {
  GraphQLError,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { ServerContext } from './context';
import { formatError, FormattedError, isOwnError, reportTo, statusOf } from './format-error';
import { UnusableVariablesError, unnamedProblem, variableProblems } from './variable-problems';

/** One validated operation that is to be executed. */
export interface ExecutionRequest<TContext extends ServerContext> {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly operationName: string | null;
  readonly request: { readonly variables?: Readonly<Record<string, unknown>> };
  readonly context: TContext;
  /** SHA-256 of the text of the document, in hexadecimal digits. */
  readonly queryHash: string;
  /** The text of the document. */
  readonly source: string;
}

/** Executes validated operations; may throw, and may answer errors of any make. */
export type GraphQLExecutor<TContext extends ServerContext> = (
  execution: ExecutionRequest<TContext>,
) => Promise<ExecutionResult>;

/**
 * Wraps an executor so that every error that leaves it can be sent: ours pass, variables of a wrong form are told
 * without their values, everything else is logged and becomes INTERNAL.
 */
export function safeExecutor<TContext extends ServerContext>(
  schema: GraphQLSchema,
  executor: GraphQLExecutor<TContext>,
): GraphQLExecutor<TContext> {
  return async (execution) => {
    const { log, requestId } = execution.context;
    const report = reportTo(log, requestId);
    try {
      const result = await executor(execution);
      if (!result.errors || result.errors.length === 0) return result;
      if (result.data === undefined) return refusal(schema, execution, result.errors, report);
      const errors = result.errors.map((error) =>
        isOwnError(error) ? error : new FormattedError(formatError(error, report)),
      );
      return { ...result, errors };
    } catch (error) {
      return { errors: [whole(error, report)] };
    }
  };
}

function refusal<TContext extends ServerContext>(
  schema: GraphQLSchema,
  { operation, request }: ExecutionRequest<TContext>,
  errors: readonly GraphQLError[],
  report: (error: unknown) => string,
): ExecutionResult {
  if (!errors.every(isAboutVariable))
    return { errors: errors.map((error) => whole(error, report)) };
  const problems = variableProblems({ schema, operation, variables: request.variables ?? {} });
  if (problems.length === 0) problems.push(...errors.map(unnamedProblem));
  return { errors: [whole(new UnusableVariablesError(problems), report)] };
}

function whole(error: unknown, report: (error: unknown) => string): FormattedError {
  return new FormattedError(formatError(error, report), statusOf(error));
}

/** graphql-js and graphql-jit word it alike; what goes wrong in a field has a path. */
function isAboutVariable(error: GraphQLError): boolean {
  return !error.path && error.message.startsWith('Variable "$');
}
