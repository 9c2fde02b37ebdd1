import { buildSchema } from 'graphql';
import { schemaForReading } from '../../src/topology';
import { added, compareWithContract, contractSdl, notServedYet } from '../support/contract';

const CONTRACT = `
  scalar Day
  enum Order { UP DOWN }
  input Search @oneOf { name: String  number: Int }
  input Change { key: String!  limit: Int = 5 }
  type Item { id: ID!  day: Day }
  type Query { item(id: ID!, knownAt: Day): Item  items(order: Order = UP, search: Search): [Item!]! }
  type Mutation { change(input: Change!): Item! }
`;

const compared = (served: string) => compareWithContract(buildSchema(served), CONTRACT);
const replaced = (part: string, by: string) => {
  expect(CONTRACT).toContain(part);
  return compared(CONTRACT.replace(part, by));
};

describe('compareWithContract', () => {
  it('finds nothing where the whole contract is served', () => {
    expect(compared(CONTRACT)).toEqual({ breaking: [], notServed: [] });
  });

  it('leaves descriptions and order free', () => {
    expect(replaced('enum Order { UP DOWN }', '"Which way." enum Order { DOWN UP }')).toEqual({
      breaking: [],
      notServed: [],
    });
  });

  it.each([
    [
      'a field of another type',
      'day: Day }',
      'day: String }',
      'Item.day: String is Day in the contract',
    ],
    [
      'a field that may not be null',
      'day: Day }',
      'day: Day! }',
      'Item.day: Day! is Day in the contract',
    ],
    [
      'a field that may be null',
      'id: ID!  day',
      'id: ID  day',
      'Item.id: ID is ID! in the contract',
    ],
    [
      'a list whose items may be null',
      '[Item!]!',
      '[Item]!',
      'Query.items: [Item]! is [Item!]! in the contract',
    ],
    [
      'an added field',
      'day: Day }',
      'day: Day  extra: Int }',
      'Item.extra: Int is not in the contract',
    ],
    [
      'an added enum value',
      'UP DOWN',
      'UP DOWN ASIDE',
      'Order.ASIDE: value is not in the contract',
    ],
    [
      'an added argument',
      'knownAt: Day)',
      'knownAt: Day, deep: Boolean)',
      'Query.item(deep:): Boolean is not in the contract',
    ],
    [
      'an argument of another type',
      'item(id: ID!',
      'item(id: String!',
      'Query.item(id:): String! is ID! in the contract',
    ],
    [
      'an argument with another default',
      'Order = UP',
      'Order = DOWN',
      'Query.items(order:): Order = DOWN is Order = UP in the contract',
    ],
    [
      'an argument without its default',
      'Order = UP',
      'Order',
      'Query.items(order:): Order is Order = UP in the contract',
    ],
    [
      'an input field with another default',
      'Int = 5',
      'Int = 6',
      'Change.limit: Int = 6 is Int = 5 in the contract',
    ],
    [
      'an input field that became optional',
      'key: String!',
      'key: String',
      'Change.key: String is String! in the contract',
    ],
    [
      'an input type without @oneOf',
      'Search @oneOf',
      'Search',
      'Search: InputObject is InputObject @oneOf in the contract',
    ],
    [
      'a type of another kind',
      'scalar Day',
      'enum Day { MONDAY }',
      'Day: Enum is Scalar in the contract',
    ],
  ])('reports %s', (_change, part, by, line) => {
    expect(replaced(part, by).breaking).toContain(line);
  });

  it('reports a type that the contract does not have', () => {
    expect(
      compared(`${CONTRACT} type Extra { id: ID! } extend type Item { extra: Extra }`).breaking,
    ).toEqual([
      'Extra.id: ID! is not in the contract',
      'Extra: Object is not in the contract',
      'Item.extra: Extra is not in the contract',
    ]);
  });

  it.each([
    ['a field', '  day: Day }', ' }', ['Item.day']],
    ['an argument', ', knownAt: Day)', ')', ['Query.item(knownAt:)']],
    ['an enum value', 'UP DOWN', 'UP', ['Order.DOWN']],
    ['an input field', 'key: String!  limit: Int = 5', 'key: String!', ['Change.limit']],
    [
      'a field with its arguments',
      'item(id: ID!, knownAt: Day): Item  items',
      'items',
      ['Query.item'],
    ],
  ])('lists %s that is not served, and nothing below it', (_part, part, by, notServed) => {
    expect(replaced(part, by)).toEqual({ breaking: [], notServed });
  });

  it('lists a type that is not served as one line', () => {
    expect(
      compared('scalar Day type Item { id: ID!  day: Day } type Query { item(id: ID!): Item }'),
    ).toEqual({
      breaking: [],
      notServed: ['Change', 'Mutation', 'Order', 'Query.item(knownAt:)', 'Query.items', 'Search'],
    });
  });
});

describe('contract.graphql', () => {
  it('is a valid schema and keeps itself', () => {
    expect(compareWithContract(buildSchema(contractSdl()), contractSdl())).toEqual({
      breaking: [],
      notServed: [],
    });
  });
});

describe('the schema that is served', () => {
  const comparison = compareWithContract(schemaForReading(), contractSdl());

  it('has everything as the contract has it, and beyond it exactly what is listed', () => {
    expect(comparison.breaking).toEqual(added());
  });

  it('lacks of the contract exactly what is listed', () => {
    expect(comparison.notServed).toEqual(notServedYet());
  });
});
