import type { FieldNode, OperationDefinitionNode, SelectionNode } from 'graphql';
import { Kind, OperationTypeNode, parse, print } from 'graphql';
import type { Engine, EngineError } from './engine';
import { rememberDocuments } from './remember-documents';

/** What of the added question a client reads: that nobody could answer it. Anything else would tell that there is a row. */
const TOLD: ReadonlySet<unknown> = new Set([
  'UNAVAILABLE',
  'LOG_UNAVAILABLE',
  'UNAUTHENTICATED',
  'RATE_LIMITED',
]);

interface Guarded {
  readonly query: string;
  /** Response keys of guarded root fields, and the key under which each is asked for its case. */
  readonly marks: ReadonlyMap<string, string>;
}

/**
 * An engine that asks a foreign subgraph's row for its case too, and answers null for the row where the caller may not know of the
 * case: who asks for a name that can be guessed learns nothing, and the subgraph of cases decides and logs it.
 *
 * @param roots - queries that foreign subgraphs answer with one row that leads to a case, such as `enforcementRecord`
 */
export function guardForeignRoots(engine: Engine, roots: ReadonlySet<string>): Engine {
  const guarded = rememberDocuments((query) => withCases(query, roots));
  return async (request) => {
    const { query, marks } = guarded(request.query);
    if (marks.size === 0) return engine(request);
    const { data, errors } = await engine({ ...request, query });
    const hidden = new Set<unknown>();
    const judged = Object.entries(data ?? {}).map(([key, value]) => {
      const row = rowFor(value, marks.get(key));
      if (row === null) hidden.add(key);
      return [key, row] as const;
    });
    return {
      data: data && Object.fromEntries(judged),
      errors: errors?.flatMap((error) => errorFor(error, marks, hidden)),
    };
  };
}

function rowFor(value: unknown, mark: string | undefined): unknown {
  if (mark === undefined || typeof value !== 'object' || value === null) return value ?? null;
  const { [mark]: itsCase, ...row } = value as Readonly<Record<string, unknown>>;
  const { id = null } = (itsCase ?? {}) as { readonly id?: unknown };
  return id === null ? null : row;
}

/**
 * Of a row that is hidden no error is told that lies within it: that there is one to tell says that there is a row. Only where the
 * added question itself has no answer does nobody know whether the caller may be shown the row.
 */
function errorFor(
  error: EngineError,
  marks: ReadonlyMap<string, string>,
  hidden: ReadonlySet<unknown>,
): readonly EngineError[] {
  const [key, next] = error.path ?? [];
  const mark = typeof key === 'string' ? marks.get(key) : undefined;
  if (key === undefined || mark === undefined || next === undefined) return [error];
  if (next === mark) return TOLD.has(error.extensions?.code) ? [{ ...error, path: [key] }] : [];
  return hidden.has(key) ? [] : [error];
}

/** The document with `case { id }` in each guarded root field. */
function withCases(query: string, roots: ReadonlySet<string>): Guarded {
  const document = parse(query, { noLocation: true });
  const marks = new Map<string, string>();
  const guard = (selection: SelectionNode): SelectionNode => {
    if (selection.kind !== Kind.FIELD || !roots.has(selection.name.value)) return selection;
    const selections = selection.selectionSet?.selections ?? [];
    const mark = freeName(selections);
    marks.set(keyOf(selection), mark);
    const added: FieldNode = {
      kind: Kind.FIELD,
      alias: { kind: Kind.NAME, value: mark },
      name: { kind: Kind.NAME, value: 'case' },
      selectionSet: {
        kind: Kind.SELECTION_SET,
        selections: [{ kind: Kind.FIELD, name: { kind: Kind.NAME, value: 'id' } }],
      },
    };
    return {
      ...selection,
      selectionSet: { kind: Kind.SELECTION_SET, selections: [...selections, added] },
    };
  };
  const definitions = document.definitions.map((definition) => {
    const isQuery =
      definition.kind === Kind.OPERATION_DEFINITION &&
      definition.operation === OperationTypeNode.QUERY;
    if (!isQuery) return definition;
    const { selectionSet } = definition;
    return {
      ...definition,
      selectionSet: { ...selectionSet, selections: selectionSet.selections.map(guard) },
    } satisfies OperationDefinitionNode;
  });
  return { query: marks.size > 0 ? print({ ...document, definitions }) : query, marks };
}

/** A key that no client has taken. */
function freeName(selections: readonly SelectionNode[]): string {
  const taken = new Set(selections.map((one) => (one.kind === Kind.FIELD ? keyOf(one) : '')));
  let name = 'itsCase';
  while (taken.has(name)) name += '_';
  return name;
}

function keyOf({ alias, name }: FieldNode): string {
  return alias?.value ?? name.value;
}
