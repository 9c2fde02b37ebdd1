import type { GraphQLResolveInfo } from 'graphql';
import {
  GraphQLID,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLScalarType,
  GraphQLString,
  GraphQLUnionType,
} from 'graphql';
import type { CaseReferences } from '../../cases';
import type { RequestContext } from '../../disclosure';
import { FOR_ENGINE, rootPosition } from '../../disclosure';
import type { Fields } from './cut-schema';
import { ENTITY } from './ownership';

/** The field by which an engine knows a case again in another subgraph. */
export const KEY = 'key';

/** What federation adds to a subgraph for its engine; the names are those of its specification. */
const ANY = new GraphQLScalarType({ name: '_Any' });
const SERVICE = new GraphQLObjectType({
  name: '_Service',
  fields: { sdl: { type: GraphQLString, extensions: FOR_ENGINE } },
});

type Adds = (type: string, made: (name: string) => GraphQLObjectType) => Fields;

/**
 * The fields that only an engine is served: keys, objects by their keys, and the SDL where one is given.
 *
 * @see https://www.apollographql.com/docs/graphos/schema-design/federated-schemas/reference/subgraph-spec
 */
export function engineFields(references: CaseReferences, sdl: (() => string) | null): Adds {
  return (type, made) => {
    if (type === ENTITY) return { [KEY]: keyField(references) };
    if (type !== 'Query') return {};
    return {
      _entities: entitiesField(references, made(ENTITY)),
      ...(sdl && { _service: serviceField(sdl) }),
    };
  };
}

/** `Case.key`: without a resolver that reads, so that it costs nothing and tells nothing. */
export function keyField(references: Pick<CaseReferences, 'keyOf'>): Fields[string] {
  return {
    type: new GraphQLNonNull(GraphQLID),
    extensions: FOR_ENGINE,
    resolve: (parent) => references.keyOf(parent),
  };
}

function entitiesField(references: CaseReferences, entity: GraphQLObjectType): Fields[string] {
  const union = new GraphQLUnionType({
    name: '_Entity',
    types: [entity],
    resolveType: () => entity.name,
  });
  return {
    type: new GraphQLNonNull(new GraphQLList(union)),
    args: { representations: { type: listOf(ANY) } },
    resolve: (_, { representations }, context, info: GraphQLResolveInfo) => {
      const request = context as RequestContext;
      return references.resolve(
        request,
        rootPosition(request, info),
        representations as readonly unknown[],
      );
    },
  };
}

function serviceField(sdl: () => string): Fields[string] {
  return {
    type: new GraphQLNonNull(SERVICE),
    extensions: FOR_ENGINE,
    resolve: () => ({ sdl: sdl() }),
  };
}

function listOf(type: GraphQLScalarType) {
  return new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(type)));
}
