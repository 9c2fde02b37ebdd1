import type { GraphQLObjectType, GraphQLOutputType, GraphQLSchema } from 'graphql';
import { getNamedType, isObjectType } from 'graphql';

/** What is asked of a case that stands within something that is itself asked for whole: a field of each subgraph. */
const OF_AN_INNER_CASE =
  '{ id version stage settlement { on } socialServices { household { children } } enforcement { status } }';

/** Every field below a root field, down to cases within. */
export function wholeOf(schema: GraphQLSchema, root: string): string {
  const [type = '', field = ''] = root.split('.');
  const { [field]: asked } = (schema.getType(type) as GraphQLObjectType).getFields();
  return asked ? below(asked.type, false) : '';
}

function below(type: GraphQLOutputType, isInner: boolean): string {
  const named = getNamedType(type);
  if (!isObjectType(named)) return '';
  if (named.name === 'Case' && isInner) return OF_AN_INNER_CASE;
  const isCase = named.name === 'Case';
  const fields = Object.values(named.getFields()).map(
    (field) => `${field.name} ${below(field.type, isInner || isCase)}`,
  );
  return `{ __typename ${fields.join(' ')} }`;
}
