import type { DocumentNode, FieldNode, SelectionSetNode } from 'graphql';
import { getOperationAST, Kind, TypeNameMetaFieldDef } from 'graphql';
import { collectFields, fragmentsOf } from '../../disclosure';

/** Where an answer has a value, from its root down. */
export type Path = readonly (string | number)[];

/** The root field by which an engine asks a subgraph for objects by their keys. */
const ENTITIES = '_entities';

/**
 * The places of everything that a subgraph is asked for, as it would name them itself: its root fields, and of objects that are
 * asked for by their keys the fields of each.
 *
 * An engine knows where in the answer they stand; what a subgraph leaves unanswered can so be told field by field.
 */
export function askedPlaces(
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
): readonly Path[] {
  const operation = getOperationAST(document);
  if (!operation) return [];
  const fragments = fragmentsOf(document);
  const fieldsOf = (sets: readonly SelectionSetNode[]) =>
    [...collectFields(sets, fragments, variables)].filter(
      ([, [node]]) => node?.name.value !== TypeNameMetaFieldDef.name,
    );
  return fieldsOf([operation.selectionSet]).flatMap(([key, nodes]): readonly Path[] => {
    const [node] = nodes;
    if (node?.name.value !== ENTITIES) return [[key]];
    const fields = fieldsOf(nodes.flatMap(({ selectionSet }) => selectionSet ?? []));
    const indexes = Array.from({ length: lengthOf(node, variables) }, (_, index) => index);
    return indexes.flatMap((index) => fields.map(([field]) => [key, index, field]));
  });
}

function lengthOf(node: FieldNode, variables: Readonly<Record<string, unknown>>): number {
  const sent = node.arguments?.find(({ name }) => name.value === 'representations')?.value;
  const value = sent?.kind === Kind.VARIABLE ? variables[sent.name.value] : [];
  return Array.isArray(value) ? value.length : 0;
}
