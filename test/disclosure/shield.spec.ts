import util from 'node:util';
import { buildSchema, execute, parse } from 'graphql';
import type { GraphQLFieldResolver, GraphQLObjectType, GraphQLSchema } from 'graphql';
import {
  Batch,
  DisclosurePolicy,
  guardedFields,
  installShield,
  placed,
} from '../../src/disclosure';
import type { Position } from '../../src/disclosure';
import type { Caller } from '../../src/identity';
import { Agency, KvarboError, NotFoundError } from '../../src/shared';
import { anOfficer, aReading } from './a-reading';
import {
  aRow,
  anOperation,
  planOf,
  SMALL_OPERATIONS,
  SMALL_ROWS,
  SMALL_SDL,
  smallPolicy,
} from './small-policy';

type Resolvers = Record<string, GraphQLFieldResolver<unknown, { caller: Caller }>>;

type Verdict = (...args: unknown[]) => Promise<unknown>;

const CASE_PLAN = '{ case { id tenants { name } } }';

function positionFor(source: string): Position {
  const position = planOf(source).roots.get('case');
  if (!position) throw new Error('The root has no position.');
  return position;
}

/** A case of one level of an answer, as a reader hands it out. */
function aPlacedCase(source: string): object {
  const batch = new Batch(aReading(), positionFor(source), ['1']);
  return placed({ id: '1' }, { batch, caseId: '1' });
}

function shielded(resolvers: Resolvers, policy = smallPolicy, sdl = SMALL_SDL): GraphQLSchema {
  const schema = buildSchema(sdl);
  for (const [coordinate, resolve] of Object.entries(resolvers)) {
    const [type = '', field = ''] = coordinate.split('.');
    const definition = (schema.getType(type) as GraphQLObjectType).getFields()[field];
    if (!definition) throw new Error(`There is no ${coordinate}.`);
    definition.resolve = resolve;
  }
  installShield(schema, policy);
  return schema;
}

async function ask(schema: GraphQLSchema, source: string, caller = anOfficer) {
  const result = await execute({ schema, document: parse(source), contextValue: { caller } });
  const errors = (result.errors ?? []).map(({ path, message, originalError }) => [
    path?.join('.'),
    originalError instanceof KvarboError ? originalError.code : message,
  ]);
  return { data: JSON.parse(JSON.stringify(result.data)) as unknown, errors };
}

const word = jest.fn(() => 'said');
beforeEach(() => word.mockClear());

describe('the shield before root fields', () => {
  it('lets a caller through whom agency, scope and purpose allow', async () => {
    expect(await ask(shielded({ 'Query.word': word }), '{ word }')).toEqual({
      data: { word: 'said' },
      errors: [],
    });
  });

  it.each([
    ['another agency', { agency: Agency.LANDLORD }],
    ['a missing scope', { scopes: new Set<string>() }],
    ['another purpose', { purpose: 'AUDIT' as never }],
  ])('refuses %s, before anything is resolved', async (_what, part) => {
    const answer = await ask(shielded({ 'Query.word': word }), '{ word }', {
      ...anOfficer,
      ...part,
    });
    expect(answer).toEqual({ data: { word: null }, errors: [['word', 'FORBIDDEN']] });
    expect(word).not.toHaveBeenCalled();
  });

  it('refuses one root field and answers the rest of the document', async () => {
    const schema = shielded({ 'Query.word': word, 'Query.secret': () => ({ id: '1' }) });
    expect(await ask(schema, '{ secret { id } word }')).toEqual({
      data: { secret: null, word: 'said' },
      errors: [['secret', 'FORBIDDEN']],
    });
  });

  it('denies a root field that nobody listed', async () => {
    const policy = new DisclosurePolicy(
      SMALL_ROWS,
      SMALL_OPERATIONS.filter(({ operation }) => operation !== 'Query.word'),
    );
    expect(await ask(shielded({ 'Query.word': word }, policy), '{ word }')).toEqual({
      data: { word: null },
      errors: [['word', 'FORBIDDEN']],
    });
    expect(word).not.toHaveBeenCalled();
  });

  it('guards mutations', async () => {
    const change = jest.fn(() => ({ id: '1' }));
    const schema = shielded({ 'Mutation.change': change });
    expect(
      await ask(schema, 'mutation { change { id } }', { ...anOfficer, scopes: new Set() }),
    ).toEqual({
      data: { change: null },
      errors: [['change', 'FORBIDDEN']],
    });
    expect(change).not.toHaveBeenCalled();
    expect((await ask(schema, 'mutation { change { id } }')).data).toEqual({ change: { id: '1' } });
  });

  it('judges anew for each caller, however often a rule was asked', async () => {
    const schema = shielded({ 'Query.word': word });
    const stranger = { ...anOfficer, scopes: new Set<string>() };
    const codes = [];
    for (const caller of [anOfficer, stranger, anOfficer, stranger]) {
      codes.push((await ask(schema, '{ word }', caller)).errors.length);
    }
    expect(codes).toEqual([0, 1, 0, 1]);
  });

  it('judges each rule by itself within one operation', async () => {
    const schema = shielded({ 'Query.word': word, 'Query.secret': () => null });
    const answer = await ask(schema, '{ a: word b: secret { id } c: word }');
    expect([answer.errors, answer.data]).toEqual([
      [['b', 'FORBIDDEN']],
      { a: 'said', b: null, c: 'said' },
    ]);
  });

  it('lets errors of resolvers through as they are', async () => {
    const schema = shielded({
      'Query.word': () => Promise.reject(new NotFoundError()),
      'Query.case': () => {
        throw new Error('store');
      },
    });
    const { errors } = await ask(schema, '{ word case { id } }');
    expect(errors.toSorted()).toEqual([
      ['case', 'store'],
      ['word', 'NOT_FOUND'],
    ]);
  });
});

describe('the shield before doors', () => {
  const tenants = jest.fn(() => [{ name: 'Kim' }]);
  beforeEach(() => tenants.mockClear());

  it('lets through what the plan holds', async () => {
    const schema = shielded({
      'Query.case': () => aPlacedCase(CASE_PLAN),
      'Case.tenants': tenants,
    });
    expect(await ask(schema, CASE_PLAN)).toEqual({
      data: { case: { id: '1', tenants: [{ name: 'Kim' }] } },
      errors: [],
    });
  });

  it('answers null, without an error and without resolving, where the plan has cut the door', async () => {
    const schema = shielded({
      'Query.case': () => aPlacedCase('{ case { id } }'),
      'Case.tenants': tenants,
    });
    expect(await ask(schema, CASE_PLAN)).toEqual({
      data: { case: { id: '1', tenants: null } },
      errors: [],
    });
    expect(tenants).not.toHaveBeenCalled();
  });

  it('cuts before it judges, so that a denied door is told once, by the plan', async () => {
    const policy = new DisclosurePolicy(
      SMALL_ROWS.filter(({ coordinate }) => coordinate !== 'Case.tenants'),
      SMALL_OPERATIONS,
    );
    const schema = shielded(
      { 'Query.case': () => aPlacedCase('{ case { id } }'), 'Case.tenants': tenants },
      policy,
    );
    expect((await ask(schema, CASE_PLAN)).errors).toEqual([]);
  });

  it.each([
    ['a cell that is DENY', [...SMALL_ROWS, aRow('Case.tenants', 'DENY')]],
    ['no row at all', SMALL_ROWS.filter(({ coordinate }) => coordinate !== 'Case.tenants')],
  ])('refuses a door with %s, should the plan let it through', async (_what, rows) => {
    const schema = shielded(
      { 'Query.case': () => aPlacedCase(CASE_PLAN), 'Case.tenants': tenants },
      new DisclosurePolicy(rows, SMALL_OPERATIONS),
    );
    expect(await ask(schema, CASE_PLAN)).toEqual({
      data: { case: { id: '1', tenants: null } },
      errors: [['case.tenants', 'FORBIDDEN']],
    });
    expect(tenants).not.toHaveBeenCalled();
  });

  it('judges a door of an object without a place', async () => {
    const schema = shielded({
      'Query.case': () => ({ id: '1' }),
      'Case.tenants': tenants,
      'Case.hiddenPerson': tenants,
    });
    expect(await ask(schema, '{ case { tenants { name } hiddenPerson { name } } }')).toEqual({
      data: { case: { tenants: [{ name: 'Kim' }], hiddenPerson: null } },
      errors: [['case.hiddenPerson', 'FORBIDDEN']],
    });
  });

  it('stands before roots and fields with resolvers, and before no plain field', () => {
    const schema = buildSchema(SMALL_SDL);
    const caseType = schema.getType('Case') as GraphQLObjectType;
    const door = caseType.getFields().tenants;
    if (door) door.resolve = tenants;
    const guarded = guardedFields(schema).map(({ type, field }) => `${type.name}.${field}`);
    expect(guarded.sort()).toEqual([
      'Case.tenants',
      'Mutation.change',
      'Query.case',
      'Query.cases',
      'Query.secret',
      'Query.word',
    ]);
    installShield(schema, smallPolicy);
    expect(caseType.getFields().title?.resolve).toBeUndefined();
  });

  it('guards a type that no row of the tree lists', async () => {
    const sdl = `${SMALL_SDL} extend type Query { rumour: Rumour } type Rumour { text: String }`;
    const policy = new DisclosurePolicy(SMALL_ROWS, [
      ...SMALL_OPERATIONS,
      anOperation('Query.rumour'),
    ]);
    const schema = shielded({ 'Query.rumour': () => ({}), 'Rumour.text': word }, policy, sdl);
    expect(await ask(schema, '{ rumour { text } }')).toEqual({
      data: { rumour: { text: null } },
      errors: [['rumour.text', 'FORBIDDEN']],
    });
    expect(word).not.toHaveBeenCalled();
  });
});

describe('graphql-shield on a Node without util.isUndefined', () => {
  it('means the same by chain and race', async () => {
    const legacy = util as { isUndefined?: unknown };
    const present = legacy.isUndefined;
    delete legacy.isUndefined;
    try {
      await jest.isolateModulesAsync(async () => {
        await import('../../src/disclosure/shield');
        const { allow, chain, deny, race, rule, shield } = await import('graphql-shield');
        const yes = rule('yes', { cache: 'no_cache' })(() => true);
        const own = await import('graphql');
        const schema = own.buildSchema('type Query { a: Int b: Int c: Int d: Int }');
        const tree = {
          a: chain(yes, allow),
          b: race(deny, yes),
          c: chain(yes, deny),
          d: race(deny, deny),
        };
        const rules = shield({ Query: tree }, { fallbackRule: deny }).generate(schema);
        const { Query = {} } = rules as Record<string, Record<string, { resolve: Verdict }>>;
        const verdicts = await Promise.all(
          Object.keys(tree).map(async (field) => Query[field]?.resolve(() => 1, {}, {}, {}, {})),
        );
        expect(verdicts.map((value) => value === 1)).toEqual([true, true, false, false]);
      });
    } finally {
      legacy.isUndefined = present;
    }
  });
});
