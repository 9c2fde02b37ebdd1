import type { ConstDirectiveNode, GraphQLSchema } from 'graphql';
import { Kind, parse } from 'graphql';
import type { SubgraphAddress } from '../../config';
import { ENTITY, ownedTypes } from '../subgraphs/ownership';

/**
 * Coordinates of the root fields and fields of a case that a foreign subgraph may answer, such as `Case.enforcement`: by the
 * supergraph, and not by the name of a subgraph. One that has no address counts as foreign.
 *
 * @throws Error where who may know of a case would be a foreign subgraph's to say
 */
export function foreignEntries(
  supergraph: string,
  contract: GraphQLSchema,
  subgraphs: ReadonlyMap<string, SubgraphAddress>,
): ReadonlySet<string> {
  const { definitions } = parse(supergraph, { noLocation: true });
  const foreign = new Set<string>();
  for (const definition of definitions) {
    if (definition.kind !== Kind.ENUM_TYPE_DEFINITION || definition.name.value !== 'join__Graph')
      continue;
    for (const { name, directives } of definition.values ?? []) {
      const graph = argumentsOf(directives, 'join__graph', 'name')[0] ?? '';
      if (subgraphs.get(graph)?.ours !== true) foreign.add(name.value);
    }
  }
  const owned = ownedTypes(contract);
  const entries = new Set<string>();
  for (const definition of definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION || !owned.has(definition.name.value))
      continue;
    const everywhere = argumentsOf(definition.directives, 'join__type', 'graph');
    for (const { name, directives } of definition.fields ?? []) {
      const named = argumentsOf(directives, 'join__field', 'graph');
      const by = named.length > 0 ? named : everywhere;
      if (by.some((graph) => foreign.has(graph)))
        entries.add(`${definition.name.value}.${name.value}`);
    }
  }
  if (entries.has(`${ENTITY}.id`)) {
    throw new Error(
      'The subgraph that answers Case.id must be ours: it says who may know of a case.',
    );
  }
  return entries;
}

/** The values of one argument of a directive, as often as it stands there. */
function argumentsOf(
  directives: readonly ConstDirectiveNode[] | undefined,
  directive: string,
  argument: string,
): readonly string[] {
  return (directives ?? [])
    .filter(({ name }) => name.value === directive)
    .flatMap((one) => one.arguments ?? [])
    .flatMap(({ name, value }) => {
      const isNamed = value.kind === Kind.ENUM || value.kind === Kind.STRING;
      return name.value === argument && isNamed ? [value.value] : [];
    });
}
