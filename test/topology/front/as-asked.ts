import type { SelectionSetNode } from 'graphql';
import { getOperationAST, Kind, parse } from 'graphql';
import type { EngineResult } from '../../../src/topology/front/engine';

/** What an engine finds by the names of fields, under the keys by which the front has asked for them. */
export function asAsked(query: string, { data, errors }: EngineResult): EngineResult {
  const root = getOperationAST(parse(query))?.selectionSet;
  return {
    data: keyed(root, data) as EngineResult['data'],
    errors: errors?.map((error) => ({ ...error, path: error.path && keyedPath(root, error.path) })),
  };
}

function fieldsOf(set: SelectionSetNode | undefined) {
  return (set?.selections ?? []).filter((selection) => selection.kind === Kind.FIELD);
}

function keyed(set: SelectionSetNode | undefined, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => keyed(set, item));
  if (!set || typeof value !== 'object' || value === null) return value;
  const found = value as Readonly<Record<string, unknown>>;
  const asked = fieldsOf(set)
    .filter(({ name }) => Object.hasOwn(found, name.value))
    .map(
      ({ alias, name, selectionSet }) =>
        [alias?.value ?? name.value, keyed(selectionSet, found[name.value])] as const,
    );
  return { ...found, ...Object.fromEntries(asked) };
}

function keyedPath(set: SelectionSetNode | undefined, path: readonly (string | number)[]) {
  let level = set;
  return path.map((step) => {
    const field = fieldsOf(level).find(({ name }) => name.value === step);
    if (!field) return step;
    level = field.selectionSet;
    return field.alias?.value ?? field.name.value;
  });
}
