import type { GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { executeSync, GraphQLError, Kind, OperationTypeNode } from 'graphql';
import { getArgumentValues, getVariableValues } from 'graphql/execution/values';
import type { DisclosurePlan, DisclosurePolicy } from '../../disclosure';
import { fragmentsOf, tellDisclosure } from '../../disclosure';
import type { ExecutionRequest, GraphQLExecutor, ServerContext } from '../../server';
import { ForbiddenError } from '../../shared';
import { OperationPlans } from '../operation-plans';
import type { AnswerShape, ShapeField } from './answer-shape';
import { answerShape } from './answer-shape';
import type { Path } from './asked-places';
import type { Engine, EngineError } from './engine';
import type { EngineDocument } from './engine-documents';
import { engineDocuments } from './engine-documents';
import { putBack } from './put-back';
import { relayedErrors } from './relayed-errors';

/** The context of a request at the front. */
export interface FrontContext extends ServerContext {
  /** See {@link EngineRequest.headers}. */
  readonly forwarded: Readonly<Record<string, string>>;
}

/** A planned operation, made ready for the engine. */
interface FrontOperation {
  readonly shape: AnswerShape;
  readonly documents: readonly EngineDocument[];
}

type Values = Readonly<Record<string, unknown>>;
type Request = ExecutionRequest<FrontContext>;

/** What is known of an answer while it is put together. */
interface Found {
  /** By the key under which the engine is asked for the root field. */
  readonly data: Record<string, unknown>;
  readonly errors: EngineError[];
  /** The client's response keys of the root fields that the engine was asked for. */
  readonly asked: Set<Path[number] | undefined>;
}

/**
 * Executes operations through an engine, under the same plan as one process makes: what is denied is cut before the engine
 * sees it, and put back as null and named from the plan alone.
 *
 * The subgraphs decide again; nothing here opens what they close.
 */
export function createFrontExecutor(
  schema: GraphQLSchema,
  policy: DisclosurePolicy,
  engine: Engine,
): GraphQLExecutor<FrontContext> {
  const plans = new OperationPlans(schema, policy);
  const ready = new WeakMap<DisclosurePlan, FrontOperation>();

  const made = (
    { document, operation }: Request,
    plan: DisclosurePlan,
    variables: Values,
  ): FrontOperation => {
    const known = ready.get(plan);
    if (known) return known;
    const fragments = fragmentsOf(document);
    const shape = answerShape({ schema, fragments, operation, variables, plan });
    const fresh = { shape, documents: engineDocuments(shape, operation) };
    ready.set(plan, fresh);
    return fresh;
  };

  return async (request) => {
    const definitions = request.operation.variableDefinitions ?? [];
    const values = getVariableValues(schema, definitions, request.request.variables ?? {});
    if (values.errors) return { errors: values.errors };
    const planned = plans.planFor(request);
    if ('errors' in planned) return { errors: planned.errors };
    const { plan } = planned;
    const { shape, documents } = made(request, plan, values.coerced);
    const failed = failedRoots(schema, request, shape, values.coerced);
    const found: Found = { data: ownRoots(schema, request, shape), asked: new Set(), errors: [] };
    const reached = await ask(engine, request, { shape, documents, failed, found });
    const { data, missing } = putBack(shape, found.data);
    const lost = missing.filter(([key]) => found.asked.has(key));
    const errors = [
      ...[...failed].filter(([key]) => reached(key)).map(([, error]) => error),
      ...relayedErrors({ errors: found.errors, missing: lost }, shape, plan),
    ];
    return tellDisclosure({ data, ...(errors.length > 0 && { errors }) }, plan);
  };
}

interface Asking extends FrontOperation {
  readonly failed: ReadonlyMap<string, GraphQLError>;
  readonly found: Found;
}

/**
 * Asks the engine for every root field that has not failed already, and tells which fields it came to: a mutation ends at
 * the first field that fails and must not be null.
 */
async function ask(
  engine: Engine,
  { operation, request, context }: Request,
  { shape, documents, failed, found }: Asking,
): Promise<(key: string) => boolean> {
  const given = request.variables ?? {};
  const all = (): boolean => true;
  const isLost = ({ key, form }: ShapeField): boolean => failed.has(key) && !form.nullable;
  const run = async ({ query, variables, keys }: EngineDocument): Promise<void> => {
    for (const key of keys) found.asked.add(key);
    const used = variables.filter((name) => Object.hasOwn(given, name));
    const { data, errors } = await engine({
      query,
      variables: Object.fromEntries(used.map((name) => [name, given[name]])),
      headers: context.forwarded,
      signal: context.signal,
    });
    if (!data && !errors?.length) throw new Error('The engine answered nothing.');
    for (const [sent, value] of Object.entries(data ?? {})) found.data[sent] = value;
    for (const error of errors ?? []) found.errors.push(error);
  };

  if (operation.operation !== OperationTypeNode.MUTATION) {
    if (shape.fields.some(isLost)) return all;
    const rest = { ...shape, fields: shape.fields.filter(({ key }) => !failed.has(key)) };
    for (const one of failed.size > 0 ? engineDocuments(rest, operation) : documents)
      await run(one);
    return all;
  }
  const reached = new Set<string>();
  for (const field of shape.fields) {
    reached.add(field.key);
    const document = documents.find(({ keys }) => keys.includes(field.key));
    if (document && !failed.has(field.key)) await run(document);
    const isNull = (found.data[field.sent] ?? null) === null;
    if (field.by !== 'typename' && isNull && !field.form.nullable) break;
  }
  return (key) => reached.has(key);
}

/** Root fields that fail before anything is asked: not for this caller, or called with an argument that must not be null. */
function failedRoots(
  schema: GraphQLSchema,
  { operation, context }: Request,
  { fields }: AnswerShape,
  variables: Values,
): ReadonlyMap<string, GraphQLError> {
  const failed = new Map<string, GraphQLError>();
  const definitions = schema.getRootType(operation.operation)?.getFields() ?? {};
  for (const { by, key, name, nodes } of fields) {
    const [node] = nodes;
    const definition = definitions[name];
    if (by === 'refused') {
      const { agency } = context.caller;
      const own = new ForbiddenError(
        `${agency} may not call ${name} with these scopes and this purpose`,
      );
      failed.set(key, new GraphQLError('', { path: [key], nodes, originalError: own }));
    } else if (by === 'engine' && node && definition) {
      try {
        getArgumentValues(definition, node, variables);
      } catch (error) {
        failed.set(
          key,
          new GraphQLError('', { path: [key], nodes, originalError: error as Error }),
        );
      }
    }
  }
  return failed;
}

/** What the front answers by itself: the schema, where it may be asked for. */
function ownRoots(
  schema: GraphQLSchema,
  { document, operation, request }: Request,
  { fields }: AnswerShape,
): Record<string, unknown> {
  const own = fields.filter(({ by }) => by === 'introspection');
  const data = Object.create(null) as Record<string, unknown>;
  if (own.length === 0) return data;
  const selections = own.flatMap(({ nodes }) => nodes);
  const asked: OperationDefinitionNode = {
    ...operation,
    selectionSet: { kind: Kind.SELECTION_SET, selections },
  };
  const fragments = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  const told = executeSync({
    schema,
    document: { kind: Kind.DOCUMENT, definitions: [asked, ...fragments] },
    variableValues: request.variables,
  });
  for (const { key, sent } of own) data[sent] = told.data?.[key];
  return data;
}
