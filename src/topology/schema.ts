/** Builds the executable schema of one process out of the resolvers that it is given. */
import { assertValidSchema, GraphQLInputObjectType, type GraphQLSchema } from 'graphql';
import { buildSchemaSync, type ContainerType } from 'type-graphql';

/** A resolver class as type-graphql knows it, whatever its constructor takes. */
export type ResolverClass = abstract new (...dependencies: never[]) => object;

/** What a schema is built from. */
export interface SchemaParts {
  /** Every resolver class whose fields are served; nothing is found by scanning files. */
  readonly resolvers: readonly [ResolverClass, ...ResolverClass[]];
  /** Hands out the instance of a resolver class, built with its dependencies. */
  readonly container: ContainerType;
}

/**
 * Builds the schema in which all domains answer from one process.
 *
 * Call it once per process: type-graphql remembers contributed fields, and a later build with fewer resolvers would
 * keep fields that silently answer null.
 *
 * @throws Error if the classes do not make a valid schema.
 */
export function buildUnifiedSchema({ resolvers, container }: SchemaParts): GraphQLSchema {
  const schema = buildSchemaSync({
    resolvers,
    container,
    // The services judge input whole, with all problems at once.
    validate: false,
    // type-graphql's own check would mark the schema as validated before the marks below are set.
    skipCheck: true,
  });
  markOneOfInputs(schema);
  assertValidSchema(schema);
  return schema;
}

/** type-graphql has no option for `@oneOf`: an input class says it by the extension `isOneOf`. */
function markOneOfInputs(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (type instanceof GraphQLInputObjectType && type.extensions.isOneOf === true) {
      type.isOneOf = true;
    }
  }
}
