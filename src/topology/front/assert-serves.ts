import type { DefinitionNode, FieldDefinitionNode, GraphQLSchema } from 'graphql';
import { Kind, parse, printSchema } from 'graphql';

/**
 * Refuses a supergraph in which a part of the contract is missing: a type, a field of it or of an input, an argument, a value of an
 * enum, a member of a union or an interface of a type. What it has beside the contract no client can ask for, since the front takes
 * operations by the contract alone.
 *
 * @throws Error naming every part that no subgraph serves
 */
export function assertServes(supergraph: string, contract: GraphQLSchema): void {
  const served = new Set(partsOf(supergraph));
  const missing = partsOf(printSchema(contract)).filter((part) => !served.has(part));
  if (missing.length > 0) {
    throw new Error(`The supergraph does not serve ${missing.sort().join(', ')}.`);
  }
}

/** Everything that a client can name or read of a schema. */
function partsOf(sdl: string): readonly string[] {
  return parse(sdl, { noLocation: true }).definitions.flatMap(partsIn);
}

function partsIn(definition: DefinitionNode): readonly string[] {
  switch (definition.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_DEFINITION: {
      const { name, fields = [], interfaces = [] } = definition;
      return [
        name.value,
        ...fields.flatMap((field) => fieldParts(name.value, field)),
        ...interfaces.map((one) => `${name.value} as ${one.name.value}`),
      ];
    }
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      return named(definition.name.value, definition.fields);
    case Kind.ENUM_TYPE_DEFINITION:
      return named(definition.name.value, definition.values);
    case Kind.UNION_TYPE_DEFINITION: {
      const { name, types = [] } = definition;
      return [name.value, ...types.map((member) => `${member.name.value} as ${name.value}`)];
    }
    case Kind.SCALAR_TYPE_DEFINITION:
      return [definition.name.value];
    default:
      return [];
  }
}

function fieldParts(type: string, { name, arguments: args = [] }: FieldDefinitionNode) {
  const field = `${type}.${name.value}`;
  return [field, ...args.map((argument) => `${field}(${argument.name.value}:)`)];
}

function named(
  type: string,
  parts: readonly { readonly name: { readonly value: string } }[] = [],
): readonly string[] {
  return [type, ...parts.map(({ name }) => `${type}.${name.value}`)];
}
