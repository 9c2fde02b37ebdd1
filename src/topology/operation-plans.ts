import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { GraphQLError } from 'graphql';
import { getVariableValues } from 'graphql/execution/values';
import { LRUCache } from 'lru-cache';
import type { DisclosurePlan, DisclosurePolicy } from '../disclosure';
import { Access, compilePlan, directiveVariableNames } from '../disclosure';
import type { Caller } from '../identity';
import { usesOneOf } from './one-of';

/** What is planned for: an operation of a document, and who sends it with which variables. */
export interface PlannedRequest {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly operationName: string | null;
  readonly request: { readonly variables?: Readonly<Record<string, unknown>> };
  readonly context: { readonly caller: Caller };
  /** SHA-256 of the text of the document, in hexadecimal digits. */
  readonly queryHash: string;
}

/** An operation as it is remembered between requests. */
export interface KnownOperation {
  readonly document: DocumentNode;
  readonly directiveVariables: readonly string[];
  /** graphql-jit does not check `@oneOf`. */
  readonly usesOneOf: boolean;
  readonly plans: LRUCache<string, DisclosurePlan>;
  /** How often it was asked for since it is remembered. */
  met: number;
}

/** The plan of a request, or why its variables leave none. */
export type Planning =
  | { readonly operation: KnownOperation; readonly plan: DisclosurePlan }
  | { readonly errors: readonly GraphQLError[] };

/**
 * Operations remembered, characters of all their documents and of a single one, and plans remembered of each; what is more or
 * longer is prepared anew every time.
 */
const MOST_OPERATIONS = 1_000;
const MOST_CHARACTERS = 4 * 1_024 * 1_024;
const LONGEST_DOCUMENT = 64 * 1_024;
const MOST_PLANS = 64;

/** The disclosure plans of operations, compiled once for what they depend on; the same in either topology. */
export class OperationPlans {
  private readonly operations = new LRUCache<string, KnownOperation>({
    max: MOST_OPERATIONS,
    maxSize: MOST_CHARACTERS,
    maxEntrySize: LONGEST_DOCUMENT,
    // As far as it was read; a document without places is made by a program, and small.
    sizeCalculation: ({ document }) => Math.max(1, document.loc?.end ?? 1),
  });

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly policy: DisclosurePolicy,
    private readonly access = new Access(policy),
  ) {}

  planFor(request: PlannedRequest): Planning {
    const operation = this.known(request);
    if (!operation.usesOneOf && operation.directiveVariables.length === 0) {
      return { operation, plan: this.plan(operation, request, {}) };
    }
    const definitions = request.operation.variableDefinitions ?? [];
    const { errors, coerced } = getVariableValues(
      this.schema,
      definitions,
      request.request.variables ?? {},
    );
    if (errors) return { errors };
    const unset = operation.directiveVariables.filter((name) => coerced[name] === null);
    if (unset.length > 0) return { errors: unset.map(noBoolean) };
    return { operation, plan: this.plan(operation, request, coerced) };
  }

  private known(request: PlannedRequest): KnownOperation {
    const key = `${request.queryHash} ${request.operationName ?? ''}`;
    const known = this.operations.get(key);
    if (known) {
      known.met += 1;
      return known;
    }
    const fresh: KnownOperation = {
      document: request.document,
      directiveVariables: directiveVariableNames(request.document),
      usesOneOf: usesOneOf(this.schema, request.operation),
      plans: new LRUCache({ max: MOST_PLANS }),
      met: 1,
    };
    this.operations.set(key, fresh);
    return fresh;
  }

  private plan(
    operation: KnownOperation,
    request: PlannedRequest,
    variables: Readonly<Record<string, unknown>>,
  ): DisclosurePlan {
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
      schema: this.schema,
      policy: this.policy,
      document: request.document,
      operation: request.operation,
      agency: caller.agency,
      variables,
      mayCall: (name) => this.access.mayCall(caller, name),
    });
    operation.plans.set(key, plan);
    return plan;
  }
}

/** A variable with a default may be null, a directive's condition may not; of the two executors only one says so. */
function noBoolean(name: string): GraphQLError {
  return new GraphQLError(`Variable "$${name}" of a directive must not be null.`);
}
