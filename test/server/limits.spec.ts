import { buildSchema, getIntrospectionQuery, parse } from 'graphql';
import {
  assertWithinLimits,
  listsOf,
  measureDocument,
  OPERATION_LIMITS,
  pageSizesOf,
  type OperationLimits,
  type OperationSize,
} from '../../src/server/limits';

const pageSizes = new Map([['cases', 20]]);

const measure = (query: string, variables: Record<string, unknown> = {}): OperationSize =>
  measureDocument(parse(query), { variables, pageSizes, lists: new Set(['notices']) });

const refusalOf = (query: string, variables: Record<string, unknown> = {}): string | null => {
  try {
    assertWithinLimits(measure(query, variables), OPERATION_LIMITS);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
};

const repeat = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');

const nested = (levels: number): string =>
  `{ ${repeat(levels - 1, () => 'self {')} id ${'}'.repeat(levels - 1)} }`;

/** Each fragment uses the next one twice: 2^levels selections in a few lines. */
const bomb = (levels: number): string =>
  `{ ...F0 } ${repeat(levels, (i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`)}
   fragment F${levels} on Query { hello }`;

describe('measureDocument', () => {
  it('counts fields, spreads and inline fragments, __typename included', () => {
    const size = measure(
      '{ case { __typename id ...F ... on Case { id } } } fragment F on Case { id }',
    );
    expect(size).toMatchObject({ selections: 7, depth: 2, rootFields: 1, aliases: 0 });
  });

  it('counts what a fragment holds each time that it is reached', () => {
    const size = measure(
      '{ a: case { ...F } b: case { ...F } } fragment F on Case { x: id @skip(if: true) }',
    );
    expect(size).toMatchObject({ selections: 6, aliases: 4, directives: 2, rootFields: 2 });
  });

  it('counts root fields through fragments', () => {
    expect(measure('{ ...F ... { a b } } fragment F on Query { c d }').rootFields).toBe(4);
  });

  it('takes the operation with the most root fields and the sum of all else', () => {
    const size = measure('query A { a b c } query B { a }');
    expect(size).toMatchObject({ rootFields: 3, selections: 4 });
  });

  it('counts a fragment that no operation uses', () => {
    expect(measure('{ a } fragment F on Query { b c d }').selections).toBe(4);
  });

  it('counts directives on operations, variables and fragments', () => {
    const query = 'query ($v: Int @a) @b { ...F @c } fragment F on Query @d { x @e }';
    expect(measure(query).directives).toBe(5);
  });

  it.each([
    [
      'a variable',
      'mutation ($i: In!) { push(input: $i) { results { id } } }',
      { i: { key: 'k', records: [1, 2, 3] } },
      7,
    ],
    [
      'a literal',
      'mutation { push(input: { key: "k", records: [1, 2, 3] }) { results { id } } }',
      {},
      7,
    ],
    [
      'a list in a variable',
      'mutation ($r: [R!]) { push(input: { records: $r }) { results { id } } }',
      { r: [1, 2, 3] },
      7,
    ],
    [
      'an input without a list',
      'mutation ($i: In!) { settle(input: $i) { case { id } } }',
      { i: { key: 'k' } },
      3,
    ],
    [
      'representations',
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Case { id } } }',
      { r: [1, 2, 3] },
      4,
    ],
    [
      'representations in the text',
      '{ _entities(representations: [1, 2]) { ... on Case { id } } }',
      {},
      3,
    ],
    [
      'an input that is not sent',
      'mutation ($i: In!) { push(input: $i) { results { id } } }',
      {},
      3,
    ],
  ])('multiplies by the items of a bulk input: %s', (_what, query, variables, cost) => {
    expect(measure(query, variables).cost).toBe(cost);
  });

  it('refuses whole cases of a bulk call twenty times over, and allows what a bulk client needs', () => {
    const variables = { i: { records: Array.from({ length: 2_000 }, () => 0) } };
    const push = (fields: string) => `push(input: $i) { results { ${fields} } }`;
    const usual = 'caseNumber outcome problems { path code message } case { id version stage }';
    expect(refusalOf(`mutation ($i: In!) { ${push(usual)} }`, variables)).toBeNull();
    const flood = repeat(20, (index) => `p${index}: ${push(usual)}`);
    expect(refusalOf(`mutation ($i: In!) { ${flood} }`, variables)).toContain('cost');
  });

  it('comes to an end on fragments in a circle', () => {
    const query = '{ ...A } fragment A on Query { a ...B } fragment B on Query { b ...A }';
    expect(measure(query).selections).toBe(5);
  });

  it.each([
    ['a literal', '{ cases(first: 50) { id } }', {}, 51],
    ['a variable', 'query ($n: Int) { cases(first: $n) { id } }', { n: 50 }, 51],
    ['the default of the schema', '{ cases { id } }', {}, 21],
    ['a variable that is not sent', 'query ($n: Int) { cases(first: $n) { id } }', {}, 21],
    ['the default of a variable', 'query ($n: Int = 50) { cases(first: $n) { id } }', {}, 51],
    [
      'the default of a variable, through a fragment',
      'query ($n: Int = 50) { ...F } fragment F on Query { cases(first: $n) { id } }',
      {},
      51,
    ],
    [
      'a default that is overruled',
      'query ($n: Int = 50) { cases(first: $n) { id } }',
      { n: 9 },
      10,
    ],
    ['a variable that is no number', 'query ($n: Int) { cases(first: $n) { id } }', { n: 'x' }, 21],
    ['a negative size', '{ cases(first: -5) { id } }', {}, 2],
    ['lists in lists', '{ cases(first: 10) { notes(first: 10) { id } } }', {}, 111],
  ])('multiplies the cost of a list with its size: %s', (_, query, variables, cost) => {
    expect(measure(query, variables).cost).toBe(cost);
  });

  it('knows whether other variables could make another cost', () => {
    expect(measure('query ($n: Int) { cases(first: $n) { id } }').dependsOnVariables).toBe(true);
    expect(measure('query ($i: ID) { case(id: $i) { id } }').dependsOnVariables).toBe(false);
  });
});

describe('assertWithinLimits', () => {
  it.each<[string, string, keyof OperationLimits]>([
    ['10 000 aliases', `{ ${repeat(10_000, (i) => `a${i}: hello`)} }`, 'selections'],
    ['300 aliases', `{ case { ${repeat(300, (i) => `a${i}: id`)} } }`, 'aliases'],
    ['10 000 __typename', `{ ${repeat(10_000, () => '__typename')} }`, 'selections'],
    ['13 levels', nested(13), 'depth'],
    ['13 levels through fragments', `{ ...F } fragment F on Query ${nested(13)}`, 'depth'],
    ['a fragment bomb', bomb(40), 'selections'],
    ['a fragment bomb beyond any number', bomb(1_200), 'selections'],
    ['a flood of directives', `{ hello ${repeat(300, () => '@skip(if: false)')} }`, 'directives'],
    ['21 root fields', `{ ${repeat(21, () => 'hello')} }`, 'rootFields'],
    [
      'a list within itself within itself',
      '{ case { notices { case { n: notices { case { ...F } } } } } } fragment F on Case { notices { id } }',
      'listNesting',
    ],
    ['a page of millions', '{ cases(first: 2000000) { id } }', 'cost'],
    ['pages in pages', '{ cases(first: 100) { cases(first: 100) { cases { id } } } }', 'cost'],
    ['types within types of the schema', `{ __schema ${nested(17)} }`, 'introspectionDepth'],
  ])('refuses %s', (_, query, limit) => {
    expect(refusalOf(query)).toBe(
      `The operation passes the limit "${limit}" of ${OPERATION_LIMITS[limit]}.`,
    );
  });

  it.each([
    ['12 levels', nested(12)],
    [
      'a list within itself, side by side',
      '{ case { a: notices { case { notices { id } } } b: notices { id } } }',
    ],
    ['20 root fields', `{ ${repeat(20, () => 'hello')} }`],
    [
      'a page of 100 cases of 300 fields',
      `{ cases(first: 100) { ${repeat(300, (i) => `f${i}`)} } }`,
    ],
    [
      '20 cases by id, each of 60 fields',
      `{ ${repeat(20, (i) => `c${i}: case(id: "${i}") { ...F }`)} }
      fragment F on Case { ${repeat(60, (i) => `f${i}`)} }`,
    ],
    [
      'the introspection query of GraphiQL',
      getIntrospectionQuery({ oneOf: true, inputValueDeprecation: true, schemaDescription: true }),
    ],
  ])('lets pass %s', (_, query) => {
    expect(refusalOf(query)).toBeNull();
  });

  it('names the limit and no text of the document', () => {
    const message = refusalOf(`{ ${repeat(21, () => 'Torbjorn_Testsson')} }`);
    expect(message).not.toContain('Torbjorn');
  });
});

describe('listsOf', () => {
  it('finds the lists of objects that have no pages', () => {
    const schema = buildSchema(`
      type Query { cases(first: Int = 20): [Case!]! case: Case }
      type Case { id: ID notices: [Notice!] names: [String!]! }
      type Notice { case: Case tenants: [Case]! }
    `);
    expect([...listsOf(schema)]).toEqual(['notices', 'tenants']);
  });
});

describe('pageSizesOf', () => {
  it('finds the defaults of first, the largest where fields share a name', () => {
    const schema = buildSchema(`
      type Query { cases(first: Int = 20): [Int] log(first: Int = 50): [Int] all(first: Int): [Int] a: A }
      type A { log(first: Int = 10): [Int] plain: Int }
    `);
    expect([...pageSizesOf(schema)]).toEqual([
      ['cases', 20],
      ['log', 50],
    ]);
  });
});
