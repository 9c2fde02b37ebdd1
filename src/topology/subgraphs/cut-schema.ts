import {
  assertValidSchema,
  GraphQLInputObjectType,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLSchema,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import type {
  GraphQLFieldConfig,
  GraphQLFieldConfigMap,
  GraphQLNamedType,
  GraphQLType,
} from 'graphql';

/** Fields of a schema, as graphql-js is given them. */
export type Fields = GraphQLFieldConfigMap<unknown, unknown>;

/** What is left out of a schema, and what comes in addition. */
export interface Cut {
  /** Whether a field stays; asked for each by its coordinate. Types to which nothing leads any more go by themselves. */
  readonly keeps: (coordinate: string) => boolean;
  /** Further fields of a type, made of the types of the new schema. */
  readonly adds?: (type: string, made: (name: string) => GraphQLObjectType) => Fields;
}

/**
 * A schema with some of the fields of another, answered by the same resolvers. The other one stays as it is.
 *
 * @throws Error if what is left is no valid schema
 */
export function cutSchema(whole: GraphQLSchema, cut: Cut): GraphQLSchema {
  const maker = new TypeMaker(whole, cut);
  const root = (type: GraphQLObjectType | null | undefined): GraphQLObjectType | null => {
    if (!type) return null;
    const made = maker.object(type.name);
    return Object.keys(made.getFields()).length > 0 ? made : null;
  };
  const schema = new GraphQLSchema({
    description: whole.description,
    query: root(whole.getQueryType()),
    mutation: root(whole.getMutationType()),
    subscription: root(whole.getSubscriptionType()),
    directives: whole.getDirectives(),
  });
  assertValidSchema(schema);
  return schema;
}

class TypeMaker {
  private readonly made = new Map<string, GraphQLNamedType>();

  constructor(
    private readonly whole: GraphQLSchema,
    private readonly cut: Cut,
  ) {}

  object(name: string): GraphQLObjectType {
    const type = this.whole.getType(name);
    if (!isObjectType(type)) throw new Error(`${name} is no object type of the schema.`);
    return this.named(type) as GraphQLObjectType;
  }

  private named(type: GraphQLNamedType): GraphQLNamedType {
    const known = this.made.get(type.name);
    if (known) return known;
    const made = this.make(type);
    this.made.set(type.name, made);
    return made;
  }

  /** Scalars and enums name no other types, so that both schemas can share them. */
  private make(type: GraphQLNamedType): GraphQLNamedType {
    if (isObjectType(type)) {
      const config = type.toConfig();
      return new GraphQLObjectType({
        ...config,
        fields: () => ({
          ...this.fields(type.name, config.fields),
          ...this.cut.adds?.(type.name, (name) => this.object(name)),
        }),
      });
    }
    if (isInputObjectType(type)) {
      const config = type.toConfig();
      return new GraphQLInputObjectType({
        ...config,
        fields: () => mapped(config.fields, (field) => ({ ...field, type: this.of(field.type) })),
      });
    }
    return type;
  }

  private fields(type: string, fields: Fields): Fields {
    const kept = Object.entries(fields).filter(([name]) => this.cut.keeps(`${type}.${name}`));
    return mapped(Object.fromEntries(kept), (field): GraphQLFieldConfig<unknown, unknown> => ({
      ...field,
      type: this.of(field.type),
      args: mapped(field.args ?? {}, (arg) => ({ ...arg, type: this.of(arg.type) })),
    }));
  }

  private of<T extends GraphQLType>(type: T): T {
    return this.wrapped(type) as T;
  }

  private wrapped(type: GraphQLType): GraphQLType {
    if (isNonNullType(type)) return new GraphQLNonNull(this.of(type.ofType));
    if (isListType(type)) return new GraphQLList(this.of(type.ofType));
    return this.named(type);
  }
}

function mapped<T>(map: Readonly<Record<string, T>>, change: (value: T) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(map).map(([name, value]) => [name, change(value)]));
}
