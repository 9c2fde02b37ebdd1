import type { GraphQLSchema } from 'graphql';
import { isIntrospectionType, isObjectType, Kind, parse } from 'graphql';

/**
 * Refuses a supergraph in which a part of the contract is missing. What it has beside the contract no client can ask for, since
 * the front takes operations by the contract alone.
 *
 * @throws Error naming every field that no subgraph serves
 */
export function assertServes(supergraph: string, contract: GraphQLSchema): void {
  const served = new Set(
    parse(supergraph).definitions.flatMap((definition) =>
      definition.kind === Kind.OBJECT_TYPE_DEFINITION
        ? (definition.fields ?? []).map(({ name }) => `${definition.name.value}.${name.value}`)
        : [],
    ),
  );
  const missing = Object.values(contract.getTypeMap())
    .filter(isObjectType)
    .filter((type) => !isIntrospectionType(type))
    .flatMap((type) => Object.keys(type.getFields()).map((field) => `${type.name}.${field}`))
    .filter((coordinate) => !served.has(coordinate));
  if (missing.length > 0) {
    throw new Error(`The supergraph does not serve ${missing.sort().join(', ')}.`);
  }
}
