import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

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

  it('takes no other tag for a release', () => {
    release('before-the-move', 'type Query { item: Int }');
    expect(check(CONTRACT)).toMatchObject({ status: 0 });
  });
});
