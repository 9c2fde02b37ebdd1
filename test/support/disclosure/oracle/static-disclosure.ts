import type {
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLObjectType,
  GraphQLOutputType,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionNode,
  SelectionSetNode,
} from 'graphql';
import { getNamedType, isListType, isNonNullType, isObjectType, Kind } from 'graphql';
import type { AgencyName, OracleCell } from './matrix';
import { goesByAuthor, namedCoordinate, rowFor, rowsByAuthor } from './matrix';

/** What the matrix says of one field of an operation, at its path with `@` for positions in lists. */
export interface DecidedField {
  readonly path: readonly string[];
  readonly coordinate: string;
  readonly legalBasis: readonly string[];
  readonly cell: OracleCell;
  /** Whose objects it is about, where the author of an object decides. */
  readonly author: AgencyName | null;
}

/**
 * Every field of an operation below its root fields, by path; nothing below a denied one. A function of document, variables and
 * matrix: whatever the store holds, this is what an answer tells about disclosure.
 */
export function decideOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
  agency: AgencyName,
  isCallable: (operation: string) => boolean,
): ReadonlyMap<string, readonly DecidedField[]> {
  const operation = document.definitions.find(
    (one): one is OperationDefinitionNode => one.kind === Kind.OPERATION_DEFINITION,
  );
  if (!operation) throw new Error('There is no operation.');
  const fragments = new Map(
    document.definitions.flatMap((one): [string, FragmentDefinitionNode][] =>
      one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [],
    ),
  );
  const decided = new Map<string, readonly DecidedField[]>();

  const fieldsIn = (sets: readonly SelectionSetNode[]): Map<string, FieldNode[]> => {
    const found = new Map<string, FieldNode[]>();
    const add = (selection: SelectionNode): void => {
      if (!isAsked(selection, variables)) return;
      if (selection.kind === Kind.INLINE_FRAGMENT) selection.selectionSet.selections.forEach(add);
      else if (selection.kind === Kind.FRAGMENT_SPREAD)
        fragments.get(selection.name.value)?.selectionSet.selections.forEach(add);
      else {
        const key = (selection.alias ?? selection.name).value;
        found.set(key, [...(found.get(key) ?? []), selection]);
      }
    };
    for (const set of sets) set.selections.forEach(add);
    return found;
  };

  const walk = (
    type: GraphQLObjectType,
    parent: string,
    nodes: readonly FieldNode[],
    path: readonly string[],
  ): void => {
    for (const [key, same] of fieldsIn(nodes.flatMap((node) => node.selectionSet ?? []))) {
      const field = type.getFields()[same[0]?.name.value ?? ''];
      if (!field) continue;
      const here = [...path, key];
      if (goesByAuthor(type.name)) {
        const ofAuthors = [...rowsByAuthor(type.name, field.name)].map(([author, row]) => ({
          path: here,
          coordinate: row.coordinate,
          legalBasis: row.legalBasis,
          cell: row.cells[agency],
          author,
        }));
        decided.set(here.join('.'), ofAuthors);
        continue;
      }
      const row = rowFor(type.name, field.name, parent);
      const cell = row.cells[agency];
      decided.set(here.join('.'), [
        {
          path: here,
          coordinate: namedCoordinate(row, type.name, field.name),
          legalBasis: row.legalBasis,
          cell,
          author: null,
        },
      ]);
      const below = getNamedType(field.type);
      if (!cell.denied && isObjectType(below))
        walk(below, `${type.name}.${field.name}`, same, [...here, ...positions(field.type)]);
    }
  };

  const root = schema.getRootType(operation.operation);
  for (const [key, same] of fieldsIn([operation.selectionSet])) {
    const field = root?.getFields()[same[0]?.name.value ?? ''];
    const below = field && getNamedType(field.type);
    if (!root || !field || !isObjectType(below) || !isCallable(`${root.name}.${field.name}`))
      continue;
    walk(below, `${root.name}.${field.name}`, same, [key, ...positions(field.type)]);
  }
  return decided;
}

function positions(type: GraphQLOutputType): readonly string[] {
  if (isNonNullType(type)) return positions(type.ofType as GraphQLOutputType);
  return isListType(type) ? ['@', ...positions(type.ofType)] : [];
}

function isAsked(
  { directives = [] }: SelectionNode,
  variables: Readonly<Record<string, unknown>>,
): boolean {
  return directives.every(({ name, arguments: given = [] }) => {
    const value = given[0]?.value;
    const holds =
      value?.kind === Kind.VARIABLE
        ? variables[value.name.value] === true
        : value?.kind === Kind.BOOLEAN && value.value;
    return name.value === 'include' ? holds : !holds;
  });
}
