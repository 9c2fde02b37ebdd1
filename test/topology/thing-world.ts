import { createHash } from 'node:crypto';
import { buildSchema, GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import type {
  ExecutionResult,
  GraphQLFieldResolver,
  GraphQLObjectType,
  GraphQLSchema,
} from 'graphql';
import { DisclosurePolicy, rootPosition } from '../../src/disclosure';
import type { RequestContext } from '../../src/disclosure';
import { KvarboError, NotFoundError } from '../../src/shared';
import { aRow, anOperation, operationOf } from '../disclosure/small-policy';

const SDL = `
  scalar Day
  enum Mood { GOOD BAD }
  input Search @oneOf { name: String  number: Int }
  input Wrapped { search: Search  words: [String!] }
  input Filter { day: Day  mood: Mood = GOOD  limit: Int = 3 }
  type Query {
    thing(id: ID): Thing
    things(first: Int = 2): [Thing!]!
    maybe: [Thing]
    echo(filter: Filter, day: Day, mood: Mood, words: [String!]): String
    find(search: Search): String
    deep(wrapped: [Wrapped!]): String
    firm: String!
    forbidden: Thing
    where: [String!]
  }
  type Mutation { first: String  second: String  broken: String  firm: String! }
  type Thing {
    id: ID!
    name: String
    promised: String
    day: Day
    mood: Mood
    moods: [Mood!]
    matrix: [[Int]]
    broken: String
    firmBroken: String!
    denied: String
    party: String
    firmParty: String!
    firmDenied: String!
    child: Thing
    children: [Thing!]
    lazy: Thing
  }
`;

const IF_PARTY = [{ kind: 'IF_PARTY' as const }];
export const policy = new DisclosurePolicy(
  [
    aRow('Thing.*', 'ALLOW'),
    aRow('Thing.denied', 'DENY'),
    aRow('Thing.firmDenied', 'DENY'),
    aRow('Thing.party', IF_PARTY),
    aRow('Thing.firmParty', IF_PARTY),
  ],
  [
    ...['thing', 'things', 'maybe', 'echo', 'find', 'deep', 'firm', 'where'].map((name) =>
      anOperation(`Query.${name}`),
    ),
    ...['first', 'second', 'broken', 'firm'].map((name) => anOperation(`Mutation.${name}`)),
    anOperation('Query.forbidden', ['other']),
  ],
);

type Resolve = GraphQLFieldResolver<Record<string, unknown>, RequestContext>;
const soon = <T>(value: T) => new Promise<T>((resolve) => setImmediate(resolve, value));
const aThing = (id: string, depth = 2): object => ({
  id,
  name: `thing ${id}`,
  day: new Date('2026-11-22T00:00:00Z'),
  mood: 'GOOD',
  moods: ['GOOD', 'BAD'],
  matrix: [[1, null], null, []],
  party: null,
  firmParty: id === '2' ? null : 'open',
  child: depth === 0 ? null : aThing(`${id}a`, depth - 1),
  children: depth === 0 ? [] : [aThing(`${id}b`, depth - 1), aThing('2', depth - 1)],
});
const words = (args: object) => JSON.stringify(args);

const RESOLVERS: Record<string, Record<string, Resolve>> = {
  Query: {
    thing: (_parent, { id }: { id?: string | null }) =>
      soon(id === 'none' ? null : aThing(id ?? '1')),
    things: async (_parent, { first }: { first: number }) =>
      soon(Array.from({ length: first }, (_, index) => aThing(String(index + 1)))),
    maybe: () => [soon(aThing('1')), null, aThing('4')],
    echo: (_parent, args: object) => soon(words(args)),
    find: (_parent, args: object) => words(args),
    deep: (_parent, args: object) => words(args),
    firm: () => soon(null),
    where: (_parent, _args, context, info) => [
      String(info.path.key),
      rootPosition(context, info).type,
      info.fieldName,
    ],
  },
  Mutation: {
    first: async (_parent, _args, context) => {
      log.push('first begins');
      await soon(null);
      log.push('first ends');
      return context.caller.client;
    },
    second: () => {
      log.push('second');
      return 'done';
    },
    broken: () => Promise.reject(new NotFoundError()),
    firm: () => Promise.reject(new NotFoundError()),
  },
  Thing: {
    promised: ({ id }) => soon(`promised ${String(id)}`),
    broken: ({ id }) => Promise.reject(id === '2' ? new NotFoundError() : new Error('store')),
    firmBroken: () => {
      throw new NotFoundError();
    },
    lazy: ({ id }) => soon(aThing(`${String(id)}c`)),
  },
};

export const log: string[] = [];

/** A schema whose resolvers answer late, throw and reject; `log` tells in which order mutations ran. */
export function aSchema(): GraphQLSchema {
  const schema = buildSchema(SDL);
  for (const [type, fields] of Object.entries(RESOLVERS)) {
    for (const [field, resolve] of Object.entries(fields)) {
      const definition = (schema.getType(type) as GraphQLObjectType).getFields()[field];
      if (definition) definition.resolve = resolve as GraphQLFieldResolver<unknown, unknown>;
    }
  }
  const day = schema.getType('Day') as GraphQLScalarType;
  day.serialize = (value) => (value as Date).toISOString().slice(0, 10);
  day.parseValue = (value) => {
    if (typeof value !== 'string') throw new GraphQLError('A day is a text.');
    return new Date(`${value}T00:00:00Z`);
  };
  day.parseLiteral = (node) => day.parseValue('value' in node ? node.value : null);
  return schema;
}

/** What a client sends. */
export interface Asked {
  readonly source: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
}

/** The operation of a document that has several, chosen by name. */
export function requestOf({ source, variables, operationName }: Asked) {
  const { document } = operationOf(source);
  const operation = document.definitions.find(
    (definition) =>
      definition.kind === Kind.OPERATION_DEFINITION &&
      (operationName === undefined || definition.name?.value === operationName),
  );
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('There is no such operation.');
  return {
    document,
    operation,
    operationName: operationName ?? null,
    request: variables ? { variables } : {},
    queryHash: createHash('sha256').update(source).digest('hex'),
    source,
  };
}

/** What a client would read of an answer: places and codes, not the wrappings of an executor. */
export function readable({ data, errors, extensions }: ExecutionResult) {
  const codeOf = (error: GraphQLError): string => {
    for (
      let inner: unknown = error;
      inner;
      inner = (inner as { originalError?: unknown }).originalError
    ) {
      if (inner instanceof KvarboError) return inner.code;
    }
    return error.message;
  };
  return {
    data: data === undefined ? 'none' : (JSON.parse(JSON.stringify(data)) as unknown),
    errors: (errors ?? [])
      .map((error) => `${error.path?.join('.') ?? ''}: ${codeOf(error)}`)
      .sort(),
    extensions,
  };
}

/** One of each kind of valid operation. */
export const OPERATIONS: [string, Asked][] = [
  ['plain fields and promises', { source: '{ thing { id name promised day mood moods matrix } }' }],
  ['a null object', { source: '{ thing(id: "none") { id child { id } } }' }],
  [
    'lists in lists',
    { source: '{ things(first: 3) { id children { id children { id promised } } } }' },
  ],
  ['an empty list', { source: '{ things(first: 0) { id } }' }],
  ['a list with nulls and promises', { source: '{ maybe { id } }' }],
  [
    '__typename and aliases',
    { source: '{ __typename a: thing { __typename x: id y: id } b: thing(id: "9") { id } }' },
  ],
  [
    'fragments',
    {
      source:
        '{ thing { ...F ... on Thing { name } } } fragment F on Thing { id child { ...G } } fragment G on Thing { id day }',
    },
  ],
  [
    'aliases that objects have by themselves',
    {
      source:
        '{ constructor: thing { id } toString: thing { hasOwnProperty: id valueOf: child { constructor: id } } }',
    },
  ],
  [
    'the alias __proto__',
    {
      source:
        '{ __proto__: thing { id } thing { __proto__: child { polluted: id } id children { __proto__: name broken } } }',
    },
  ],
  ['merged selections', { source: '{ thing { child { id } child { name } } thing { mood } }' }],
  ['errors thrown and rejected', { source: '{ thing { id broken } things { id broken } }' }],
  [
    'an error in a non-null field',
    { source: '{ thing { id child { firmBroken } } things { id } }' },
  ],
  ['a null at a non-null root', { source: '{ firm thing { id } }' }],
  ['a denied field', { source: '{ thing { id denied } }' }],
  [
    'denied fields in lists and behind doors',
    { source: '{ things { lazy { denied party } children { denied } } }' },
  ],
  ['a conditional field', { source: '{ thing { party } }' }],
  [
    'a non-null field that a condition closes',
    { source: '{ thing { children { id firmParty } } }' },
  ],
  ['a non-null field that a condition leaves open', { source: '{ thing { id firmParty } }' }],
  [
    'a non-null field that a condition closes at the root of a list',
    { source: '{ things { firmParty } }' },
  ],
  ['a non-null field that is denied', { source: '{ thing { id child { id firmDenied } } }' }],
  [
    'a non-null field that is denied, under nothing',
    { source: '{ thing(id: "none") { firmDenied } }' },
  ],
  [
    '@include and @skip',
    {
      source:
        'query ($yes: Boolean!, $no: Boolean = false) { thing { id @skip(if: $yes) name @include(if: $yes) denied @include(if: $no) party @skip(if: $no) } }',
      variables: { yes: true },
    },
  ],
  [
    '@include on one of two selections of a field',
    {
      source:
        'query ($yes: Boolean = true, $no: Boolean = false) { thing { child @include(if: $no) { id } child @include(if: $yes) { name } } }',
    },
  ],
  [
    '@include and @skip the other way',
    {
      source:
        'query ($yes: Boolean!, $no: Boolean = false) { thing { id @skip(if: $yes) name @include(if: $yes) denied @include(if: $no) party @skip(if: $no) } }',
      variables: { yes: false, no: true },
    },
  ],
  ['argument defaults', { source: '{ things { id } echo(filter: {}) }' }],
  [
    'arguments in the text',
    {
      source:
        '{ echo(filter: { day: "2026-11-22", mood: BAD }, day: "2026-01-01", mood: GOOD, words: ["a", "b"]) }',
    },
  ],
  [
    'variables of each kind',
    {
      source:
        'query ($f: Filter, $d: Day, $m: Mood, $w: [String!]) { echo(filter: $f, day: $d, mood: $m, words: $w) }',
      variables: { f: { day: '2026-11-22' }, d: '2026-01-01', m: 'BAD', w: ['a'] },
    },
  ],
  [
    'one value for a list',
    { source: 'query ($w: [String!]) { echo(words: $w) }', variables: { w: 'a' } },
  ],
  [
    'variables left out',
    { source: 'query ($f: Filter, $d: Day, $m: Mood) { echo(filter: $f, day: $d, mood: $m) }' },
  ],
  [
    'variables that are null',
    {
      source: 'query ($f: Filter, $d: Day, $m: Mood) { echo(filter: $f, day: $d, mood: $m) }',
      variables: { f: null, d: null, m: null },
    },
  ],
  [
    'variables with defaults',
    { source: 'query ($n: Int = 1, $m: Mood = BAD) { things(first: $n) { id } echo(mood: $m) }' },
  ],
  [
    'a right @oneOf',
    { source: 'query ($s: Search) { find(search: $s) }', variables: { s: { number: 3 } } },
  ],
  ['no @oneOf at all', { source: 'query ($s: Search) { find(search: $s) }' }],
  [
    'an operation among several',
    { source: 'query A { thing { id } } query B { thing { name denied } }', operationName: 'B' },
  ],
  ['a mutation', { source: 'mutation { a: first second b: first }' }],
  ['a mutation of which one part fails', { source: 'mutation { broken second }' }],
  ['the place and plan of a root field', { source: '{ x: where where }' }],
];
