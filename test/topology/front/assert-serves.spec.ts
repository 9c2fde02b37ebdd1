import { readFileSync } from 'node:fs';
import path from 'node:path';
import { buildSchema } from 'graphql';
import { assertServes } from '../../../src/topology/front/assert-serves';
import { schemaForReading } from '../../../src/topology';

const SUPERGRAPH = readFileSync(path.join(__dirname, '../../../schema/supergraph.graphql'), 'utf8');

/** A contract with every kind of part. */
const SMALL = `
  scalar Day
  enum Order { UP DOWN }
  input Search { name: String, order: Order }
  interface Node { id: ID! }
  type Item implements Node { id: ID!, on(from: Day): Day }
  type Case implements Node { id: ID! }
  union Found = Item | Case
  type Query { find(search: Search, first: Int): [Found!]!, node(id: ID!): Node }
`;

describe('a supergraph', () => {
  const contract = schemaForReading();

  it('of our subgraphs serves the contract', () => {
    expect(() => {
      assertServes(SUPERGRAPH, contract);
    }).not.toThrow();
  });

  it('that lacks a part of it is refused by name', () => {
    const lacking = SUPERGRAPH.replace(/^ {2}journalReference:/m, '  otherReference:');
    expect(() => {
      assertServes(lacking, contract);
    }).toThrow('The supergraph does not serve SocialServicesRecord.journalReference.');
  });

  it.each([
    ['a field', ', on(from: Day): Day', '', 'Item.on, Item.on(from:)'],
    ['an argument', '(from: Day)', '', 'Item.on(from:)'],
    ['an argument of a root field', ', first: Int', '', 'Query.find(first:)'],
    ['a field of an input', 'name: String, ', '', 'Search.name'],
    ['a value of an enum', ' DOWN', '', 'Order.DOWN'],
    ['a field of an interface', 'Node { id', 'Node { key', 'Node.id'],
    ['an interface of a type', 'Case implements Node', 'Case', 'Case as Node'],
    ['a member of a union', ' | Case', '', 'Case as Found'],
    ['a scalar', 'scalar Day', 'scalar Date', 'Day'],
    ['an enum', 'enum Order', 'enum Other', 'Order, Order.DOWN, Order.UP'],
  ])('that lacks %s is refused', (_what, part, instead, named) => {
    expect(SMALL).toContain(part);
    expect(() => {
      assertServes(SMALL.replace(part, instead), buildSchema(SMALL));
    }).toThrow(new Error(`The supergraph does not serve ${named}.`));
  });

  it('may have more', () => {
    expect(() => {
      assertServes(`${SUPERGRAPH}\ntype More { field: String }`, contract);
    }).not.toThrow();
  });
});
