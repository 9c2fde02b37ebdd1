import type { ConstDirectiveNode, DocumentNode, GraphQLSchema } from 'graphql';
import {
  isObjectType,
  Kind,
  lexicographicSortSchema,
  parse,
  parseConstValue,
  print,
  printSchema,
  visit,
} from 'graphql';
import type { DisclosurePolicy } from '../../disclosure';
import { SUBGRAPH_NAMES } from '../../shared';
import type { SubgraphName } from '../../shared';
import { cutSchema } from './cut-schema';
import { KEY, keyField } from './engine-fields';
import { ENTITY, keptBy, ownedTypes } from './ownership';
import { accessTo } from './policy-directives';

/** What of federation the subgraphs use; 2.6 is the first version that knows all of it. */
const LINK = `extend schema
  @link(
    url: "https://specs.apollo.dev/federation/v2.6"
    import: ["@key", "@shareable", "@inaccessible", "@authenticated", "@requiresScopes", "@policy"]
  )`;

/** What a directive is given, by argument. */
type Arguments = Readonly<Record<string, string | readonly (readonly string[])[]>>;

/** One subgraph as SDL for composers and engines: sorted, with what federation and the disclosure policy say of each part. */
export function subgraphSdl(
  whole: GraphQLSchema,
  name: SubgraphName,
  policy: DisclosurePolicy,
): string {
  return `${LINK}\n\n${print(marked(keyed(whole, name), whole, policy))}\n`;
}

/** The schema of a subgraph with the key of the entity, which cannot answer. */
function keyed(whole: GraphQLSchema, name: SubgraphName): GraphQLSchema {
  return cutSchema(whole, {
    keeps: keptBy(whole, name),
    adds: (type) => (type === ENTITY ? { [KEY]: keyField({ keyOf: () => null }) } : {}),
  });
}

function marked(
  schema: GraphQLSchema,
  whole: GraphQLSchema,
  policy: DisclosurePolicy,
): DocumentNode {
  const owned = ownedTypes(whole);
  const shared = sharedTypes(whole);
  return visit(parse(printSchema(lexicographicSortSchema(schema))), {
    ObjectTypeDefinition: (type) => {
      const typeName = type.name.value;
      const directives = [
        ...(typeName === ENTITY ? [directive('key', { fields: KEY })] : []),
        ...(shared.has(typeName) ? [directive('shareable')] : []),
        ...(owned.has(typeName) && typeName !== ENTITY ? [] : [directive('authenticated')]),
      ];
      const fields = type.fields?.map((field) => {
        const isKey = typeName === ENTITY && field.name.value === KEY;
        const access = isKey ? { inaccessible: {} } : accessTo(policy, typeName, field.name.value);
        const said = Object.entries(access).map(([one, given]) => directive(one, given));
        return { ...field, directives: [...(field.directives ?? []), ...said] };
      });
      return { ...type, directives: [...(type.directives ?? []), ...directives], fields };
    },
  });
}

/** Types without an owner that more than one subgraph answers, each with all of its fields. */
function sharedTypes(whole: GraphQLSchema): ReadonlySet<string> {
  const owned = ownedTypes(whole);
  const seen = new Set<string>();
  const shared = new Set<string>();
  for (const name of SUBGRAPH_NAMES) {
    for (const type of Object.values(keyed(whole, name).getTypeMap())) {
      if (!isObjectType(type) || owned.has(type.name)) continue;
      if (seen.has(type.name)) shared.add(type.name);
      seen.add(type.name);
    }
  }
  return shared;
}

function directive(name: string, given: Arguments = {}): ConstDirectiveNode {
  return {
    kind: Kind.DIRECTIVE,
    name: { kind: Kind.NAME, value: name },
    arguments: Object.entries(given).map(([argument, value]) => ({
      kind: Kind.ARGUMENT,
      name: { kind: Kind.NAME, value: argument },
      // Lists of words are written alike in JSON and in SDL.
      value: parseConstValue(JSON.stringify(value)),
    })),
  };
}
