import { execute, parse, validate } from 'graphql';
import type { ExecutionResult } from 'graphql';
import { installShield } from '../../../src/disclosure';
import { createDisclosureExecutor } from '../../../src/topology/executor';
import { createFrontExecutor } from '../../../src/topology/front/front-executor';
import type { FrontContext } from '../../../src/topology/front/front-executor';
import type { Engine, EngineRequest } from '../../../src/topology/front/engine';
import type { GatewayContext } from '../../../src/topology/gateway-context';
import { LogUnavailableError, RateLimitedError, UnauthenticatedError } from '../../../src/shared';
import { anOfficer } from '../../disclosure/a-reading';
import { asAsked } from './as-asked';
import { aSchema, log, OPERATIONS, policy, readable, requestOf } from '../thing-world';
import type { Asked } from '../thing-world';

/** One process, as far as it needs no store. */
function oneProcess() {
  const schema = aSchema();
  installShield(schema, policy);
  const executor = createDisclosureExecutor(schema, policy, {
    record: { disclosuresOf: () => [] },
    log: { record: () => Promise.resolve() },
  });
  return (asked: Asked): Promise<ExecutionResult> => {
    const context = {
      caller: anOfficer,
      plan: null as unknown,
      usePlan(plan: unknown) {
        this.plan = plan;
      },
      disclosures: () => Promise.resolve([]),
      close: () => Promise.resolve(),
    };
    return executor({ ...requestOf(asked), context: context as unknown as GatewayContext });
  };
}

/** As engines put the answers of subgraphs together: in plain objects, key by key. */
function merged(value: unknown, into: Record<string, unknown> = {}): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => merged(item));
  if (typeof value !== 'object' || value === null) return value;
  for (const [key, part] of Object.entries(value)) {
    const before = into[key];
    const isBoth = typeof before === 'object' && typeof part === 'object';
    into[key] = merged(part, isBoth ? (before as Record<string, unknown>) : {});
  }
  return into;
}

/** graphql-js over the same resolvers, which answers JSON like an engine does and remembers what it was asked. */
function anEngine() {
  const asked: EngineRequest[] = [];
  const schema = aSchema();
  const engine: Engine = async (request) => {
    asked.push(request);
    const document = parse(request.query);
    expect(validate(schema, document)).toEqual([]);
    const { data, errors } = await execute({
      schema,
      document,
      variableValues: request.variables,
      contextValue: { caller: anOfficer },
    });
    const told = errors?.map((error) => ({
      path: error.path,
      extensions: { code: readable({ errors: [error] }).errors[0]?.split(': ')[1] },
    }));
    const answer = JSON.parse(JSON.stringify({ data, errors: told })) as Awaited<
      ReturnType<Engine>
    >;
    return { ...answer, data: merged(answer.data) as typeof answer.data };
  };
  return { engine, asked };
}

function aFront(engine: Engine) {
  const executor = createFrontExecutor(aSchema(), policy, engine);
  return (asked: Asked): Promise<ExecutionResult> =>
    executor({
      ...requestOf(asked),
      context: { caller: anOfficer, forwarded: {} } as unknown as FrontContext,
    });
}

const answering = (result: Awaited<ReturnType<Engine>>): Engine => {
  return ({ query }) => Promise.resolve(asAsked(query, result));
};

/** Faults of the store have no code, so that they differ in their words alone; the server words them alike. */
const coded = (answer: ExecutionResult) => {
  const { data, errors, extensions } = readable(answer);
  const told = errors.map((error) => error.replace(/: (store|Cannot return.*|)$/, ': INTERNAL'));
  return { data, errors: [...new Set(told)].sort(), extensions };
};

beforeEach(() => {
  log.length = 0;
});

/** `where` tells of its plan, which resolvers behind an engine do not have. */
const ALIKE = OPERATIONS.filter(([, { source }]) => !source.includes('where'));

describe('the front', () => {
  it.each([
    ...ALIKE,
    ['an operation that the caller may not call', { source: '{ thing { id } forbidden { id } }' }],
    ['the type of the root alone', { source: '{ __typename }' }],
    [
      'the schema beside data',
      { source: '{ __type(name: "Thing") { name kind } thing { id denied } __typename }' },
    ],
    [
      'nothing but denied fields',
      { source: '{ thing { denied } none: thing(id: "none") { denied } }' },
    ],
  ] as [string, Asked][])('answers %s like one process', async (_what, asked) => {
    const alone = await oneProcess()(asked);
    const { engine } = anEngine();
    const front = aFront(engine);
    for (const run of [1, 2]) {
      const answer = await front(asked);
      expect([run, coded(answer)]).toEqual([run, coded(alone)]);
      expect(JSON.stringify(answer.data)).toBe(JSON.stringify(alone.data));
    }
  });

  it.each([
    ['a wrong type', 'query ($n: Int) { things(first: $n) { id } }', { n: 'three' }],
    ['a scalar that refuses', 'query ($d: Day) { echo(day: $d) }', { d: 5 }],
    ['two terms', 'query ($s: Search) { find(search: $s) }', { s: { name: 'a', number: 1 } }],
    [
      'a directive whose variable is null',
      'query ($yes: Boolean = true) { thing { id @include(if: $yes) } }',
      { yes: null },
    ],
  ])('refuses %s like one process, without asking the engine', async (_what, source, variables) => {
    const { engine, asked } = anEngine();
    const alone = await oneProcess()({ source, variables });
    expect(readable(await aFront(engine)({ source, variables }))).toEqual(readable(alone));
    expect(asked).toEqual([]);
  });

  it('sends nothing that is denied, no fragment, no directive and no variable that is left over', async () => {
    const { engine, asked } = anEngine();
    const source = `query Q($yes: Boolean!, $n: Int, $id: ID) {
      things(first: $n) @include(if: $yes) { ...F denied lazy { denied } }
      forbidden { id }
      maybe @skip(if: $yes) { id }
      thing(id: $id) { x: name }
    }
    fragment F on Thing { id child { firmDenied } }`;
    await aFront(engine)({ source, variables: { yes: true, n: 1 } });
    const [sent] = asked;
    expect(sent?.query.replace(/\s+/g, ' ')).toBe(
      'query Q($n: Int, $id: ID) { f0: things(first: $n) { f1: id f2: child { __typename } f5: lazy { __typename } } f8: thing(id: $id) { f9: name } }',
    );
    expect(sent?.variables).toEqual({ n: 1 });
  });

  it('asks nothing where a root that must not be null is refused', async () => {
    const { engine, asked } = anEngine();
    const refusing = createFrontExecutor(aSchema(), policy, engine);
    const answer = await refusing({
      ...requestOf({ source: '{ things { id } forbidden { id } }' }),
      context: {
        caller: { ...anOfficer, scopes: new Set(['other']) },
        forwarded: {},
      } as unknown as FrontContext,
    });
    expect(readable(answer)).toMatchObject({ data: null, errors: ['things: FORBIDDEN'] });
    expect(asked).toEqual([]);
  });

  it('sends a mutation one field at a time', async () => {
    const { engine, asked } = anEngine();
    await aFront(engine)({ source: 'mutation { a: first second broken b: first }' });
    expect(asked.map(({ query }) => query.replace(/\s+/g, ' '))).toEqual([
      'mutation { f0: first }',
      'mutation { f1: second }',
      'mutation { f2: broken }',
      'mutation { f3: first }',
    ]);
  });

  it('ends a mutation at a field that fails and must not be null, like one process', async () => {
    const { engine, asked } = anEngine();
    const source = 'mutation { first firm second }';
    const answer = await aFront(engine)({ source });
    expect(asked).toHaveLength(2);
    expect(coded(answer)).toEqual(coded(await oneProcess()({ source })));
    expect(log).toEqual(['first begins', 'first ends', 'first begins', 'first ends']);
  });
});

describe('an error of the engine', () => {
  const thing = { source: '{ thing { id child { name } } }' };
  const things = { source: '{ things { id child { name } } }' };
  const errorAt = (path: (string | number)[] | undefined, extensions?: object) => ({
    data: { thing: { id: '1', child: null }, things: [{ id: '1' }, { id: '2' }] },
    errors: [{ path, extensions: extensions as Record<string, unknown> }],
  });

  it('of an absent subgraph is one for the field, however many objects miss it', async () => {
    const answer = await aFront(
      answering({
        data: { things: [{ id: '1' }, { id: '2' }] },
        errors: [0, 1].map((n) => ({
          path: ['things', n, 'child'],
          extensions: { code: 'UNAVAILABLE' },
        })),
      }),
    )(things);
    expect(readable(answer)).toMatchObject({
      data: {
        things: [
          { id: '1', child: null },
          { id: '2', child: null },
        ],
      },
      errors: ['things.@.child: UNAVAILABLE'],
    });
  });

  it('of an absent subgraph is one for an object of which nothing came', async () => {
    const lost = { code: 'UNAVAILABLE' };
    const answer = await aFront(
      answering({
        data: { thing: { id: '1', child: null } },
        errors: ['day', 'id', 'children'].map((field) => ({
          path: ['thing', 'child', field],
          extensions: lost,
        })),
      }),
    )({ source: '{ thing { id child { day id children { id } } } }' });
    expect(readable(answer)).toMatchObject({
      data: { thing: { id: '1', child: null } },
      errors: ['thing.child.id: UNAVAILABLE'],
    });
  });

  it('that is not told leaves no place that could be taken for empty', async () => {
    const source = '{ thing { id child { name day } } things { id child { name } lazy { id } } }';
    const answer = await aFront(
      answering({
        data: {
          thing: { id: '1', child: {} },
          things: [
            { id: '1', child: null },
            { id: '2', lazy: null },
          ],
        },
        errors: [{ path: ['things', 1, 'child'], extensions: { code: 'NOT_FOUND' } }],
      }),
    )({ source });
    expect(readable(answer)).toMatchObject({
      data: {
        thing: { id: '1', child: { name: null, day: null } },
        things: [
          { id: '1', child: null, lazy: null },
          { id: '2', child: null, lazy: null },
        ],
      },
      errors: [
        'thing.child.day: UNAVAILABLE',
        'thing.child.name: UNAVAILABLE',
        'things.1.child: NOT_FOUND',
        'things.@.lazy: UNAVAILABLE',
      ],
    });
  });

  it('without a place is told of the whole, beside the errors that have one', async () => {
    const lost = { code: 'UNAVAILABLE' };
    const source = '{ thing { id child { name } } things { id } }';
    const answer = await aFront(
      answering({
        data: { thing: { id: '1', child: { name: null } }, things: [] },
        errors: [
          { path: ['thing', 'child', 'name'], extensions: lost },
          { path: ['thing', 'child'], extensions: { code: 'NOT_FOUND' } },
          { extensions: lost },
        ],
      }),
    )({ source });
    expect(readable(answer).errors).toEqual([': UNAVAILABLE', 'thing.child: NOT_FOUND']);
  });

  it('below one item of a list is told beside the loss of another item', async () => {
    const extensions = { code: 'UNAVAILABLE' };
    const answer = await aFront(
      answering({
        data: {
          things: [
            { id: '1', child: null },
            { id: '2', child: { name: null } },
          ],
        },
        errors: [
          { path: ['things', 0, 'child'], extensions },
          { path: ['things', 1, 'child', 'name'], extensions },
        ],
      }),
    )(things);
    expect(readable(answer).errors).toEqual([
      'things.@.child.name: UNAVAILABLE',
      'things.@.child: UNAVAILABLE',
    ]);
  });

  it('in the engine’s own words for an absent subgraph is UNAVAILABLE', async () => {
    const said = errorAt(undefined, { code: 'DOWNSTREAM_SERVICE_ERROR', serviceName: 'secret' });
    const answer = await aFront(answering(said))(thing);
    expect(readable(answer).errors).toEqual(['thing: UNAVAILABLE']);
    expect(JSON.stringify(answer)).not.toContain('secret');
  });

  it('keeps code and place, and of the extras what the code has in one process', async () => {
    const problems = [
      { path: 'input.a', code: 'REQUIRED', message: 'words of a stranger' },
      { path: 'input.a b', code: 'REQUIRED', message: 'a place that is no path' },
      { path: 'input.b', code: 'STRANGE', message: 'words of a stranger' },
    ];
    const said = errorAt(['thing', 'child'], { code: 'BAD_USER_INPUT', problems, note: 'secret' });
    const [error] = (await aFront(answering(said))(thing)).errors ?? [];
    const own = error?.originalError as { extensions?: () => object } | undefined;
    expect(own?.extensions?.()).toEqual({
      problems: [{ path: 'input.a', code: 'REQUIRED', message: 'A value is required here.' }],
    });
    expect(error?.locations).toHaveLength(1);
  });

  it.each([['INTERNAL'], ['SOMETHING_ELSE'], [undefined]])(
    'with the code %s has no code of ours',
    async (code) => {
      const answer = await aFront(answering(errorAt(['thing', 'child'], { code })))(thing);
      expect(readable(answer).errors).toEqual(['thing.child: ']);
    },
  );

  it('with no code of ours is one for each place that it makes null, however many subgraphs tell it', async () => {
    const source = '{ things { id child { id name firmBroken } } }';
    const errors = [
      ['things', 0, 'child', 'id'],
      ['things', 0, 'child', 'firmBroken'],
      ['things', 0, 'child', 'id'],
      ['things', 1, 'child', 'name'],
      ['things', 1, 'child', 'name'],
      ['things', 1, 'child', 'firmBroken'],
    ].map((path) => ({ path, extensions: { code: 'INTERNAL' } }));
    const data = {
      things: [
        { id: '1', child: null },
        { id: '2', child: null },
      ],
    };
    const answer = await aFront(answering({ data, errors }))({ source });
    expect(readable(answer).errors).toEqual([
      'things.0.child.id: ',
      'things.1.child.firmBroken: ',
      'things.1.child.name: ',
    ]);
  });

  it('about a log that cannot be written lets nothing leave', async () => {
    const said = errorAt(['thing', 'child'], { code: 'LOG_UNAVAILABLE' });
    await expect(aFront(answering(said))(thing)).rejects.toThrow(LogUnavailableError);
  });

  it('about too many requests refuses the request', async () => {
    const said = errorAt(['thing'], { code: 'RATE_LIMITED' });
    await expect(aFront(answering(said))(thing)).rejects.toThrow(RateLimitedError);
  });

  it('about the token refuses the request', async () => {
    const said = errorAt(['thing'], { code: 'UNAUTHENTICATED' });
    await expect(aFront(answering(said))(thing)).rejects.toThrow(UnauthenticatedError);
  });

  it('about a field that the plan denies is not told twice', async () => {
    const extensions = { code: 'DISCLOSURE_DENIED', coordinate: 'Thing.denied' };
    const said = errorAt(['things', 0, 'f2'], extensions);
    const answer = await aFront(answering(said))({ source: '{ things { id denied } }' });
    expect(readable(answer).errors).toEqual(['things.@.denied: DISCLOSURE_DENIED']);
  });

  it('about a field that a subgraph denies and the plan does not passes', async () => {
    const extensions = {
      code: 'DISCLOSURE_DENIED',
      coordinate: 'Thing.name',
      legalBasis: ['GDPR-5'],
    };
    const answer = await aFront(answering(errorAt(['things', 0, 'child', 'name'], extensions)))(
      things,
    );
    expect(readable(answer).errors).toEqual(['things.@.child.name: DISCLOSURE_DENIED']);
  });
});

describe('a key of the client that means something to an engine', () => {
  const NAMES = [
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'key',
    '__typename',
    '_entities',
    '_e0',
    'f0',
    'f1',
  ];

  it.each(NAMES)('is answered like in one process, and never sent: %s', async (name) => {
    const source = `{ ${name === '__typename' ? 'x' : name}: thing { id ${name}: child { ${name}: name polluted: id broken } more: child { ${name}: id } } things { ${name}: broken } }`;
    const before = Object.getOwnPropertyNames(Object.prototype);
    const other = { source: '{ thing { id name promised } }' };
    const { engine, asked } = anEngine();
    const front = aFront(engine);
    const alone = oneProcess();
    const otherBefore = JSON.stringify((await front(other)).data);
    for (const run of [1, 2]) {
      const expected = await alone({ source });
      const answer = await front({ source });
      expect([run, JSON.stringify(answer.data)]).toEqual([run, JSON.stringify(expected.data)]);
      expect([run, coded(answer).errors]).toEqual([run, coded(expected).errors]);
      expect(JSON.stringify(answer.data)).toContain(`"${name}":`);
    }
    expect(asked[1]?.query.match(/\w+(?=: )/g)?.every((key) => /^f\d+$/.test(key))).toBe(true);
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
    expect(JSON.stringify((await front(other)).data)).toBe(otherBefore);
  });
});

describe('data of another form than the schema', () => {
  it.each([
    ['nothing', undefined],
    ['no list', { things: { id: '1' } }],
    ['no object', { things: ['1'] }],
  ])('are refused: %s', async (_what, data) => {
    await expect(aFront(answering({ data }))({ source: '{ things { id } }' })).rejects.toThrow(
      'The engine answered no',
    );
  });

  it('and what was not asked for do not pass', async () => {
    const front = aFront(
      answering({ data: { thing: { id: '1', denied: 'secret', more: 1 }, x: 2 } }),
    );
    expect((await front({ source: '{ thing { id denied } }' })).data).toEqual({
      thing: { id: '1', denied: null },
    });
  });
});
