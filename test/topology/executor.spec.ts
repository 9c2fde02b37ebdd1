import { createHash } from 'node:crypto';
import { buildSchema, execute, GraphQLError, GraphQLScalarType, Kind, validate } from 'graphql';
import type {
  ExecutionResult,
  GraphQLFieldResolver,
  GraphQLObjectType,
  GraphQLSchema,
} from 'graphql';
import * as jit from 'graphql-jit';
import { DisclosurePolicy, rootPosition } from '../../src/disclosure';
import type { DisclosurePlan, RequestContext } from '../../src/disclosure';
import { KvarboError, LogUnavailableError, NotFoundError } from '../../src/shared';
import { BlindIndexer } from '../../src/persistence';
import { DisclosureRecord } from '../../src/topology/disclosure-record';
import type { NotedDisclosures } from '../../src/topology/note-disclosures';
import { createDisclosureExecutor } from '../../src/topology/executor';
import type { GatewayContext } from '../../src/topology/gateway-context';
import { anOfficer } from '../disclosure/a-reading';
import { aRow, anOperation, operationOf } from '../disclosure/small-policy';

jest.mock('graphql-jit', () => {
  const real = jest.requireActual<typeof jit>('graphql-jit');
  return { ...real, compileQuery: jest.fn(real.compileQuery) };
});

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
  type Mutation { first: String  second: String  broken: String }
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
const policy = new DisclosurePolicy(
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
    ...['first', 'second', 'broken'].map((name) => anOperation(`Mutation.${name}`)),
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

const log: string[] = [];

function aSchema(): GraphQLSchema {
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

interface Asked {
  readonly source: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
}

/** An executor over the schema, and what became of the sessions of its requests; it discloses what it is told to have noted. */
function anExecutor(
  schema = aSchema(),
  withPolicy = policy,
  noted: readonly NotedDisclosures[] = [],
  record: (entries: readonly object[]) => Promise<void> = () => Promise.resolve(),
) {
  const executor = createDisclosureExecutor(schema, withPolicy, {
    record: new DisclosureRecord(withPolicy, new BlindIndexer(Buffer.alloc(32, 3))),
    log: { record },
  });
  const closed: boolean[] = [];
  const plans: DisclosurePlan[] = [];
  const ask = async (
    { source, variables, operationName }: Asked,
    caller = anOfficer,
  ): Promise<ExecutionResult> => {
    const { document } = operationOf(source);
    const operation = document.definitions.find(
      (definition) =>
        definition.kind === Kind.OPERATION_DEFINITION &&
        (operationName === undefined || definition.name?.value === operationName),
    );
    if (operation?.kind !== Kind.OPERATION_DEFINITION)
      throw new Error('There is no such operation.');
    const index = closed.push(false) - 1;
    const context = {
      caller,
      plan: undefined as DisclosurePlan | undefined,
      usePlan(plan: DisclosurePlan) {
        this.plan = plan;
        plans.push(plan);
      },
      disclosures: () => Promise.resolve(noted),
      close() {
        closed[index] = true;
        return Promise.resolve();
      },
    };
    return executor({
      document,
      operation,
      operationName: operationName ?? null,
      request: variables ? { variables } : {},
      context: context as unknown as GatewayContext,
      queryHash: createHash('sha256').update(source).digest('hex'),
      source,
    });
  };
  return { ask, closed, plans };
}

/** What a client would read of an answer: places and codes, not the wrappings of an executor. */
function readable({ data, errors, extensions }: ExecutionResult) {
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

const compiled = jest.mocked(jit.compileQuery);
beforeEach(() => {
  compiled.mockClear();
  log.length = 0;
});

const OPERATIONS: [string, Asked][] = [
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

describe('the executor', () => {
  it.each(OPERATIONS)(
    'answers %s alike at first, when compiled, and when compiled before',
    async (_what, asked) => {
      const schema = aSchema();
      expect(validate(schema, operationOf(asked.source).document)).toEqual([]);
      const { ask, closed } = anExecutor(schema);
      const first = readable(await ask(asked));
      expect(compiled).not.toHaveBeenCalled();
      const second = readable(await ask(asked));
      // graphql-jit merges what stands twice under different conditions wrongly, so that such operations stay with graphql-js.
      const isCompiled = !/@(include|skip)/.test(asked.source);
      expect(compiled.mock.results.map(({ value }) => jit.isCompiledQuery(value))).toEqual(
        isCompiled ? [true] : [],
      );
      const third = readable(await ask(asked));
      expect(compiled).toHaveBeenCalledTimes(isCompiled ? 1 : 0);
      expect([second, third]).toEqual([first, first]);
      expect(first).not.toMatchObject({ data: 'none' });
      expect(closed).toEqual([true, true, true]);
    },
  );

  const PLANLESS = OPERATIONS.filter(([, { source }]) => !source.includes('where'));

  it.each(PLANLESS)('answers the data of %s as graphql-js alone does', async (_what, asked) => {
    const { document } = operationOf(asked.source);
    const alone = await execute({
      schema: aSchema(),
      document,
      variableValues: asked.variables ?? {},
      operationName: asked.operationName ?? null,
      contextValue: { caller: anOfficer },
    });
    const { ask } = anExecutor();
    await ask(asked);
    expect(readable(await ask(asked)).data).toEqual(readable(alone).data);
  });

  it('tells what is denied and what is conditional once, by the plan', async () => {
    const { ask } = anExecutor();
    const source = '{ things { id denied party lazy { firmParty } } }';
    for (const run of [1, 2, 3]) {
      const { errors, extensions } = readable(await ask({ source }));
      expect([run, errors]).toEqual([run, ['things.@.denied: DISCLOSURE_DENIED']]);
      expect(extensions).toEqual({
        disclosure: {
          conditional: [
            {
              path: ['things', '@', 'party'],
              coordinate: 'Thing.party',
              condition: 'IF_PARTY',
              legalBasis: ['GDPR-5'],
            },
            {
              path: ['things', '@', 'lazy', 'firmParty'],
              coordinate: 'Thing.firmParty',
              condition: 'IF_PARTY',
              legalBasis: ['GDPR-5'],
            },
          ],
        },
      });
    }
  });

  it('says the same of a field that a condition closes as of an object that is not there', async () => {
    const { ask } = anExecutor();
    for (const run of [1, 2, 3]) {
      const source = 'query ($id: ID) { thing(id: $id) { firmParty } }';
      const closed = readable(await ask({ source, variables: { id: '2' } }));
      const absent = readable(await ask({ source, variables: { id: 'none' } }));
      expect([run, closed]).toEqual([run, absent]);
      expect(closed.errors).toEqual([]);
    }
  });

  it('names the first of several faults that null one parent; graphql-jit names the others too', async () => {
    const { ask } = anExecutor();
    for (const run of [1, 2, 3]) {
      const answer = readable(await ask({ source: '{ thing { children { firmBroken } } }' }));
      expect([run, answer.data]).toEqual([run, { thing: { children: null } }]);
      expect(answer.errors[0]).toBe('thing.children.0.firmBroken: NOT_FOUND');
    }
  });

  it('gives no resolver of a mutation its turn before the one before has ended', async () => {
    const { ask } = anExecutor();
    const source = 'mutation { first second }';
    for (const run of [1, 2, 3]) {
      log.length = 0;
      await ask({ source });
      expect([run, ...log]).toEqual([run, 'first begins', 'first ends', 'second']);
    }
  });
});

describe('variables of a wrong form', () => {
  it.each([
    ['two terms', 'query ($s: Search) { find(search: $s) }', { s: { name: 'a', number: 1 } }],
    ['no term', 'query ($s: Search) { find(search: $s) }', { s: {} }],
    ['a term that is null', 'query ($s: Search) { find(search: $s) }', { s: { name: null } }],
    [
      'two terms deep in a list',
      'query ($w: [Wrapped!]) { deep(wrapped: $w) }',
      { w: [{ search: { name: 'a', number: 1 } }] },
    ],
    ['another type', 'query ($n: Int) { things(first: $n) { id } }', { n: 'three' }],
    [
      'a field that there is not',
      'query ($f: Filter) { echo(filter: $f) }',
      { f: { colour: 'red' } },
    ],
    ['a value that there is not', 'query ($m: Mood) { echo(mood: $m) }', { m: 'SO_SO' }],
    ['a scalar that refuses', 'query ($d: Day) { echo(day: $d) }', { d: 5 }],
    ['a null in a list of non-nulls', 'query ($w: [String!]) { echo(words: $w) }', { w: [null] }],
    ['a missing variable', 'query ($n: Int!) { things(first: $n) { id } }', {}],
    [
      'a directive without its variable',
      'query ($yes: Boolean!) { thing { id @include(if: $yes) } }',
      {},
    ],
    [
      'a directive whose variable is null',
      'query ($yes: Boolean = true) { thing { id @include(if: $yes) } }',
      { yes: null },
    ],
  ])(
    'are refused by graphql-js and by the compiled operation: %s',
    async (_what, source, variables) => {
      const { ask, closed } = anExecutor();
      for (const run of [1, 2, 3]) {
        const { data, errors, extensions } = readable(await ask({ source, variables }));
        expect([run, data, extensions]).toEqual([run, 'none', undefined]);
        expect(errors).toEqual([expect.stringMatching(/^: Variable "\$\w"|^: Variable "\$yes"/)]);
      }
      expect(closed).toEqual([true, true, true]);
    },
  );
});

describe('what the executor remembers', () => {
  it('makes one plan for each agency, purpose, set of scopes and value of the directives', async () => {
    const { ask, plans } = anExecutor();
    const source =
      'query ($yes: Boolean!) { thing { denied @include(if: $yes) } forbidden { id } }';
    const asOfficer = { source, variables: { yes: true } };
    await ask(asOfficer);
    await ask(asOfficer);
    await ask(asOfficer, { ...anOfficer, scopes: new Set(['read']), client: 'another' });
    expect(new Set(plans).size).toBe(1);
    await ask({ source, variables: { yes: false } });
    await ask(asOfficer, { ...anOfficer, purpose: 'AUDIT' as never });
    await ask(asOfficer, { ...anOfficer, scopes: new Set(['read', 'other']) });
    await ask(asOfficer, { ...anOfficer, agency: 'SOCIAL_SERVICES' as never });
    expect(new Set(plans).size).toBe(5);
  });

  it('keeps at most 1 000 operations, the last ones met', async () => {
    const { ask } = anExecutor();
    const nth = (n: number): Asked => ({ source: `{ thing { id } } # ${n}` });
    await ask(nth(0));
    for (let n = 1; n <= 1_000; n += 1) await ask(nth(n));
    await ask(nth(0));
    expect(compiled).not.toHaveBeenCalled();
    await ask(nth(1_000));
    expect(compiled).toHaveBeenCalledTimes(1);
  });

  it('goes on with graphql-js where graphql-jit cannot compile', async () => {
    compiled.mockImplementationOnce(() => ({ errors: [new GraphQLError('too hard')] }));
    const { ask } = anExecutor();
    const source = '{ thing { id denied } }';
    const answers = [await ask({ source }), await ask({ source }), await ask({ source })].map(
      readable,
    );
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
    expect(compiled).toHaveBeenCalledTimes(1);
  });

  it('ends the session also when a field has no rule', async () => {
    const { ask, closed } = anExecutor(
      aSchema(),
      new DisclosurePolicy([], [anOperation('Query.thing')]),
    );
    await expect(ask({ source: '{ thing { id } }' })).rejects.toThrow('Thing.id@Query.thing');
    expect(closed).toEqual([true]);
  });
});

describe('the disclosure log', () => {
  const lookUp: NotedDisclosures = {
    cases: new Map(),
    facts: new Map(),
    trails: new Map(),
    lookUps: [{ subjects: [Buffer.from('a person')], coordinates: ['Thing.name'] }],
  };
  const asked = { source: 'query Look { thing { id name } }', operationName: 'Look' };

  it('has its entries before the answer leaves', async () => {
    const written: string[] = [];
    const { ask } = anExecutor(aSchema(), policy, [lookUp], async (entries) => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      written.push(...entries.map((entry) => JSON.stringify(entry)));
    });
    const answer = await ask(asked);
    expect(answer.data).toMatchObject({ thing: { id: expect.any(String) as string } });
    expect(written).toHaveLength(1);
    expect(written[0]).toContain('"name":"Look"');
  });

  it('that cannot be written lets no data leave', async () => {
    const { ask, closed } = anExecutor(aSchema(), policy, [lookUp], () =>
      Promise.reject(new LogUnavailableError()),
    );
    await expect(ask(asked)).rejects.toThrow(LogUnavailableError);
    expect(closed).toEqual([true]);
  });

  it('is not asked for where nothing of a person is disclosed', async () => {
    const { ask } = anExecutor(aSchema(), policy, [], () =>
      Promise.reject(new LogUnavailableError()),
    );
    expect((await ask(asked)).errors).toBeUndefined();
  });

  it('does not take a name that could hold an identity number', async () => {
    const written: string[] = [];
    const { ask } = anExecutor(aSchema(), policy, [lookUp], (entries) => {
      written.push(JSON.stringify(entries));
      return Promise.resolve();
    });
    await ask({ source: 'query P198001019804 { thing { id } }', operationName: 'P198001019804' });
    expect(written[0]).toContain('"name":null');
    expect(written[0]).not.toContain('198001019804');
  });
});
