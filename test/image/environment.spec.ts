import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';

const ROOT = path.resolve(__dirname, '../..');
const read = (name: string): string => readFileSync(path.join(ROOT, name), 'utf8');

describe('docker/README.md', () => {
  it('tells of each setting of the service once', () => {
    const table = [...read('docker/README.md').matchAll(/^\| `([A-Z_]+)`/gm)].map(
      ([, name]) => name,
    );
    // Which is itself held to src/config.
    expect(table.sort()).toEqual(Object.keys(parseEnv(read('.env.example'))).sort());
  });
});
