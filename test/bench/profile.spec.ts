import { flameGraph } from '../../bench/profile/flame';
import { framesOf, timeByOrigin } from '../../bench/profile/frames';
import type { CpuProfile } from '../../bench/profile/frames';

const node = (id: number, functionName: string, url: string, children: number[] = []) => {
  return { id, callFrame: { functionName, url }, children };
};

/** Two calls of one function from one caller, one of which opens an envelope; then nothing to do. */
const PROFILE: CpuProfile = {
  nodes: [
    node(1, '(root)', '', [2, 6, 7]),
    node(2, 'serve', 'file:///clone/dist/src/server/http.js', [3, 4]),
    node(3, 'open', 'file:///clone/dist/src/persistence/sealing.js', [5]),
    node(4, 'open', 'file:///clone/dist/src/persistence/sealing.js'),
    node(5, 'update', 'node:internal/crypto/cipher'),
    node(6, '(garbage collector)', ''),
    node(7, '(idle)', ''),
    node(8, 'query', 'file:///clone/node_modules/@graphql-tools/schema/index.js'),
  ],
  samples: [2, 3, 4, 5, 6, 7],
  timeDeltas: [10, 20, 30, 40, 50, 1_000],
};

describe('frames of a profile', () => {
  it('merges what one caller calls by one name, and leaves out idle time', () => {
    const root = framesOf(PROFILE);
    expect(root.total).toBe(150);
    const [serve] = root.calls;
    expect(serve).toMatchObject({ name: 'serve', origin: 'src/server', self: 10, total: 100 });
    expect(serve?.calls).toHaveLength(1);
    expect(serve?.calls[0]).toMatchObject({ origin: 'src/persistence', self: 50, total: 90 });
  });

  it('adds up time by origin, the most first', () => {
    expect(timeByOrigin(framesOf(PROFILE))).toEqual([
      ['src/persistence', 50],
      ['garbage collection', 50],
      ['node:internal/crypto', 40],
      ['src/server', 10],
      ['native code', 0],
    ]);
  });

  it('names a package by its scope and name', () => {
    const nodes = [node(1, '(root)', '', [8]), ...PROFILE.nodes.slice(7)];
    const root = framesOf({ nodes, samples: [8], timeDeltas: [7] });
    expect(root.calls[0]?.origin).toBe('@graphql-tools/schema');
  });
});

describe('flame graph', () => {
  it('draws callers above what they call, each as wide as its time', () => {
    const drawn = flameGraph(framesOf(PROFILE), 'a < b');
    expect(drawn).toContain('a &#60; b');
    const rows = [...drawn.matchAll(/<title>(\w+|\(.*?\)) –.*?y="(\d+)" width="([\d.]+)"/gs)].map(
      ([, name, y, width]) => [name, Number(y), Number(width)],
    );
    expect(rows).toEqual([
      ['(root)', 56, 1199.5],
      ['serve', 73, 799.5],
      ['open', 90, 719.5],
      ['update', 107, 319.5],
      ['(garbage collector)', 73, 399.5],
    ]);
  });
});
