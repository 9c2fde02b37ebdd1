import type { GraphQLInputType, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { getNamedType, isInputObjectType, isInputType, typeFromAST } from 'graphql';

/** Whether a variable of an operation can hold an input object of which exactly one field may be given. */
export function usesOneOf(schema: GraphQLSchema, operation: OperationDefinitionNode): boolean {
  const seen = new Set<string>();
  const holdsOneOf = (type: GraphQLInputType): boolean => {
    const named = getNamedType(type);
    if (!isInputObjectType(named) || seen.has(named.name)) return false;
    seen.add(named.name);
    return (
      named.isOneOf || Object.values(named.getFields()).some((field) => holdsOneOf(field.type))
    );
  };
  return (operation.variableDefinitions ?? []).some((definition) => {
    const type = typeFromAST(schema, definition.type);
    return type !== undefined && isInputType(type) && holdsOneOf(type);
  });
}
