import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';

const SCRIPT = path.join(__dirname, '..', 'breaking.cjs');
const CONTRACT = `
  enum Order { UP DOWN }
  type Item { id: ID! }
  type Query { item(id: ID!, knownAt: String): Item  items(order: Order): [Item!]! }
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'kvarbo-breaking-'));
  mkdirSync(path.join(folder, 'schema'));
  mkdirSync(path.join(folder, 'test', 'contract'), { recursive: true });
  write('test/contract/contract.graphql', CONTRACT);
  write('test/contract/not-served-yet.txt', '');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const write = (file: string, text: string): void => {
  writeFileSync(path.join(folder, file), text);
};
const check = (served: string) => {
  write('schema/schema.graphql', served);
  const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
};
const git = (...args: readonly string[]): void => {
  const who = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org'];
  execFileSync('git', [...who, ...args], { cwd: folder, stdio: 'ignore' });
};
const release = (tag: string, served: string): void => {
  write('schema/schema.graphql', served);
  git('init');
  git('add', '.');
  git('commit', '-m', 'Release');
  git('tag', tag);
};

describe('npm run check:breaking', () => {
  it('passes where nothing breaks, and lists what is dangerous', () => {
    expect(check(CONTRACT)).toEqual({
      status: 0,
      stdout: 'Nothing breaks a client of the contract.\n',
      stderr: '',
    });
    const { status, stdout } = check(CONTRACT.replace('UP DOWN', 'UP DOWN ASIDE'));
    expect(status).toBe(0);
    expect(stdout).toContain('dangerous: VALUE_ADDED_TO_ENUM ASIDE was added to enum type Order.');
  });

  it('names every change by which clients break', () => {
    const served = 'type Item { id: ID } type Query { item(id: ID!): Item }';
    expect(check(served)).toEqual({
      status: 1,
      stdout: '',
      stderr: [
        'breaking: TYPE_REMOVED Order was removed.',
        'breaking: FIELD_CHANGED_KIND Item.id changed type from ID! to ID.',
        'breaking: FIELD_REMOVED Query.items was removed.',
        'breaking: ARG_REMOVED Query.item arg knownAt was removed.',
        'Clients of the contract break by 4 changes of schema/schema.graphql.',
        '',
      ].join('\n'),
    });
  });

  it('leaves out what is listed as not served yet', () => {
    write('test/contract/not-served-yet.txt', 'Order.DOWN\nQuery.item(knownAt:)\n');
    const served = CONTRACT.replace(' DOWN', '').replace(', knownAt: String', '');
    expect(check(served)).toMatchObject({ status: 0 });
    expect(check(served.replace('id: ID! }', 'id: ID }'))).toMatchObject({ status: 1 });
  });

  it('goes by the last release once there is one', () => {
    const released = 'type Query { item: Int }';
    release('v0.1.0', released);
    expect(check(released)).toMatchObject({
      status: 0,
      stdout: 'Nothing breaks a client of release v0.1.0.\n',
    });
    expect(check('type Query { thing: Int }')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('breaking: FIELD_REMOVED Query.item was removed.') as string,
    });
  });

  it('names an input that takes one member alone from now on', () => {
    const open = `${CONTRACT} input By { id: ID  name: String }`.replace('id: ID!, ', 'by: By, ');
    write('test/contract/contract.graphql', open);
    expect(check(open)).toMatchObject({ status: 0 });
    expect(check(open.replace('input By', 'input By @oneOf'))).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('breaking: ONE_OF_ADDED @oneOf was added to By.') as string,
    });
  });

  it('takes no other tag for a release', () => {
    release('before-the-move', 'type Query { item: Int }');
    expect(check(CONTRACT)).toMatchObject({ status: 0 });
  });
});

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.6", import: ["@key", "@shareable", "@inaccessible"])`;
const ITEMS = `${LINK}
  type Item @key(fields: "key") { id: ID!  key: ID! @inaccessible  money: Money }
  type Money @shareable { amount: Int! }
  type Query { item(id: ID!, knownAt: String): Item }
`;
const ORDERS = `${LINK}
  enum Order { UP DOWN }
  type Item @key(fields: "key") { key: ID! @inaccessible  place(order: Order): Int }
  type Query { items(order: Order): [Item!]! }
`;
const API = `
  enum Order { UP DOWN }
  type Item { id: ID!  money: Money  place(order: Order): Int }
  type Money { amount: Int! }
  type Query { item(id: ID!, knownAt: String): Item  items(order: Order): [Item!]! }
`;

/** Writes subgraphs, and the supergraph that they make. */
const federate = (subgraphs: Readonly<Record<string, string>>): void => {
  mkdirSync(path.join(folder, 'schema', 'subgraphs'), { recursive: true });
  const services = Object.entries(subgraphs).map(([name, sdl]) => {
    write(`schema/subgraphs/${name}.graphql`, sdl);
    return { name, typeDefs: parse(sdl) };
  });
  const { supergraphSdl = '' } = composeServices(services);
  expect(supergraphSdl).not.toBe('');
  write('schema/supergraph.graphql', supergraphSdl);
};

describe('npm run check:breaking of a federated graph', () => {
  beforeEach(() => {
    write('test/contract/contract.graphql', API);
    federate({ items: ITEMS, orders: ORDERS });
  });

  it('says that there is no release to compare subgraphs with, and that the API has what they serve', () => {
    const nothing =
      'No release has subgraphs to compare with; what the 2 of now serve is in schema/schema.graphql.';
    expect(check(API)).toEqual({
      status: 0,
      stdout: `Nothing breaks a client of the contract.\n${nothing}\n`,
      stderr: '',
    });
  });

  it.each([
    ['a field', 'place(', 'size: Int  place(', 'Item.size is not there.'],
    [
      'an argument',
      '(order: Order): Int',
      '(order: Order, by: Int): Int',
      'Item.place arg by is not there.',
    ],
    ['a value', 'UP DOWN', 'UP DOWN ASIDE', 'ASIDE was removed from enum type Order.'],
    ['a type', 'type Query', 'type More { on: Int } type Query', 'More is not there.'],
    [
      'another type of a field',
      '(order: Order): Int',
      '(order: Order): [Int]',
      'Item.place changed type from [Int] to Int.',
    ],
  ])('names %s that a subgraph has and the API has not', (_what, part, instead, said) => {
    write('schema/subgraphs/orders.graphql', ORDERS.replace(part, instead));
    expect(check(API)).toMatchObject({
      status: 1,
      stderr: `schema/subgraphs/orders.graphql is not as schema/schema.graphql: ${said}\n`,
    });
  });

  it('names every change of the API of the supergraph by which clients of the contract break', () => {
    federate({ items: ITEMS, orders: ORDERS.replace('place(order: Order)', 'place') });
    const { status, stderr } = check(API);
    expect(status).toBe(1);
    expect(stderr).toContain(
      'breaking in schema/supergraph.graphql: ARG_REMOVED Item.place arg order was removed.\n',
    );
    expect(stderr).toContain(
      'Clients of the contract break by 1 changes of schema/supergraph.graphql.\n',
    );
  });

  it('leaves out of the supergraph what is listed as not served yet', () => {
    write('test/contract/not-served-yet.txt', 'Item.place(order:)\n');
    federate({ items: ITEMS, orders: ORDERS.replace('place(order: Order)', 'place') });
    expect(check(API.replace('place(order: Order)', 'place'))).toMatchObject({ status: 0 });
  });

  it('passes where subgraphs serve more than those of the last release', () => {
    release('v0.1.0', API);
    federate({ items: ITEMS, orders: ORDERS.replace('place(', 'size: Int  place(') });
    expect(check(API.replace('place(', 'size: Int  place('))).toEqual({
      status: 0,
      stdout:
        'Nothing breaks a client of release v0.1.0.\nNothing breaks an engine of release v0.1.0.\n',
      stderr: '',
    });
  });

  it.each([
    [
      'a key',
      ' @key(fields: "key")',
      '',
      'DIRECTIVE_REMOVED @key(fields: "key") of Item was removed.',
    ],
    [
      'a key by which others ask',
      '@key(fields: "key")',
      '@key(fields: "key", resolvable: false)',
      'DIRECTIVE_REMOVED @key(fields: "key") of Item was removed.',
    ],
    [
      'what others may share',
      ' @shareable',
      '',
      'DIRECTIVE_REMOVED @shareable of Money was removed.',
    ],
    ['a field of an entity', '  money: Money', '', 'FIELD_REMOVED Item.money was removed.'],
    ['the key itself', '  key: ID! @inaccessible', '', 'FIELD_REMOVED Item.key was removed.'],
    [
      'a type',
      'money: Money',
      'money: Int',
      'FIELD_CHANGED_KIND Item.money changed type from Money to Int.',
    ],
    [
      'a root field',
      'item(id: ID!, knownAt: String): Item',
      'more: Item',
      'FIELD_REMOVED Query.item was removed.',
    ],
  ])('names %s that a subgraph of the last release had', (_what, part, instead, said) => {
    release('v0.1.0', API);
    expect(ITEMS).toContain(part);
    write('schema/subgraphs/items.graphql', ITEMS.replace(part, instead));
    const { status, stderr } = check(API);
    expect(status).toBe(1);
    const [first, ...others] = stderr.split('\n');
    expect(first).toBe(`breaking in schema/subgraphs/items.graphql: ${said}`);
    expect(others[0]).toBe(
      'Engines of release v0.1.0 break by 1 changes of schema/subgraphs/items.graphql.',
    );
  });

  it('names a subgraph and a supergraph that are gone', () => {
    release('v0.1.0', API);
    rmSync(path.join(folder, 'schema/subgraphs/orders.graphql'));
    rmSync(path.join(folder, 'schema/supergraph.graphql'));
    expect(check(API)).toMatchObject({
      status: 1,
      stderr: [
        'breaking in schema/supergraph.graphql: FILE_REMOVED schema/supergraph.graphql was removed.',
        'Clients of release v0.1.0 break by 1 changes of schema/supergraph.graphql.',
        'breaking in schema/subgraphs/orders.graphql: FILE_REMOVED schema/subgraphs/orders.graphql was removed.',
        'Engines of release v0.1.0 break by 1 changes of schema/subgraphs/orders.graphql.',
        '',
      ].join('\n'),
    });
  });

  it('goes by the API of the supergraph that was released', () => {
    release('v0.1.0', API);
    federate({ items: ITEMS, orders: ORDERS.replace('[Item!]!', '[Item!]') });
    expect(check(API).stderr).toContain(
      'breaking in schema/supergraph.graphql: FIELD_CHANGED_KIND Query.items changed type from [Item!]! to [Item!].\n',
    );
  });

  it('says so where the last release had no subgraphs', () => {
    rmSync(path.join(folder, 'schema/subgraphs'), { recursive: true });
    rmSync(path.join(folder, 'schema/supergraph.graphql'));
    release('v0.1.0', API);
    federate({ items: ITEMS, orders: ORDERS });
    const { status, stdout } = check(API);
    expect(status).toBe(0);
    expect(stdout).toContain(
      'Nothing breaks a client of release v0.1.0.\nNo release has subgraphs',
    );
  });
});
