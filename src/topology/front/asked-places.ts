import type { DocumentNode, FieldNode, SelectionSetNode } from 'graphql';
import { getOperationAST, Kind, TypeNameMetaFieldDef } from 'graphql';
import { collectFields, fragmentsOf } from '../../disclosure';

/** Where an answer has a value, from its root down. */
export type Path = readonly (string | number)[];

/** The root field by which an engine asks a subgraph for objects by their keys. */
const ENTITIES = '_entities';

type Values = Readonly<Record<string, unknown>>;

/**
 * The places of everything that a subgraph is asked for, as it would name them itself: its root fields, and of objects that are
 * asked for by their keys the fields of each.
 *
 * An engine knows where in the answer they stand; what a subgraph leaves unanswered can so be told field by field.
 */
export function askedPlaces(document: DocumentNode, variables: Values): readonly Path[] {
  const fieldsOf = fieldsIn(document, variables);
  return rootFields(document, fieldsOf).flatMap(([key, nodes]): readonly Path[] => {
    const [node] = nodes;
    if (node?.name.value !== ENTITIES) return [[key]];
    const fields = fieldsOf(nodes.flatMap(({ selectionSet }) => selectionSet ?? []));
    return representationsIn(node, variables).flatMap((_, index) =>
      fields.map(([field]) => [key, index, field]),
    );
  });
}

/** The representations of the objects that a subgraph is asked for by their keys, by the response key under which it answers them. */
export function askedEntities(
  document: DocumentNode,
  variables: Values,
): ReadonlyMap<string, readonly unknown[]> {
  const entities = new Map<string, readonly unknown[]>();
  for (const [key, [node]] of rootFields(document, fieldsIn(document, variables))) {
    if (node?.name.value === ENTITIES) entities.set(key, representationsIn(node, variables));
  }
  return entities;
}

type Fields = readonly (readonly [string, readonly FieldNode[]])[];
type FieldsOf = (sets: readonly SelectionSetNode[]) => Fields;

function rootFields(document: DocumentNode, fieldsOf: FieldsOf): Fields {
  const operation = getOperationAST(document);
  return operation ? fieldsOf([operation.selectionSet]) : [];
}

/** Names of types are left out: a subgraph is asked for nothing by them. */
function fieldsIn(document: DocumentNode, variables: Values): FieldsOf {
  const fragments = fragmentsOf(document);
  return (sets) =>
    [...collectFields(sets, fragments, variables)].filter(
      ([, [node]]) => node?.name.value !== TypeNameMetaFieldDef.name,
    );
}

function representationsIn(node: FieldNode, variables: Values): readonly unknown[] {
  const sent = node.arguments?.find(({ name }) => name.value === 'representations')?.value;
  const value = sent?.kind === Kind.VARIABLE ? variables[sent.name.value] : [];
  return Array.isArray(value) ? value : [];
}
