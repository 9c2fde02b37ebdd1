/** A profile as V8's inspector gives it, as far as it is used. */
export interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string };
    readonly children?: readonly number[];
  }[];
  /** The node of each sample, and the microseconds before it. */
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** A function in its place on the stack, with those that it called; callers merge what they call by the same name. */
export interface Frame {
  readonly name: string;
  /** Where its code comes from: a room of `src`, a package, a part of Node, or none that is JavaScript. */
  readonly origin: string;
  /** Microseconds in it, and in it with all that it called. */
  readonly self: number;
  readonly total: number;
  readonly calls: readonly Frame[];
}

/** The origin of what V8 and Node do outside of JavaScript. */
export const NATIVE = 'native code';
/** What is no work. */
const IDLE = '(idle)';

/** The frames of a profile below its root, idle time left out. */
export function framesOf({ nodes, samples, timeDeltas }: CpuProfile): Frame {
  const own = new Map<number, number>();
  samples.forEach((id, index) => own.set(id, (own.get(id) ?? 0) + (timeDeltas[index] ?? 0)));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const frameOf = (id: number): Frame[] => {
    const node = byId.get(id);
    if (!node || node.callFrame.functionName === IDLE) return [];
    const calls = merged((node.children ?? []).flatMap(frameOf));
    const self = own.get(id) ?? 0;
    const { functionName: name, url } = node.callFrame;
    return [{ name: name || '(anonymous)', origin: originOf(name, url), ...timesOf(self, calls) }];
  };
  const [root] = frameOf(nodes[0]?.id ?? 0);
  return root ?? { name: '(root)', origin: NATIVE, self: 0, total: 0, calls: [] };
}

/** Time in functions of each origin, not counting what they called; the most first. */
export function timeByOrigin(root: Frame): readonly (readonly [origin: string, micros: number])[] {
  const times = new Map<string, number>();
  const visit = ({ origin, self, calls }: Frame): void => {
    times.set(origin, (times.get(origin) ?? 0) + self);
    calls.forEach(visit);
  };
  visit(root);
  return [...times].sort(([, a], [, b]) => b - a);
}

function timesOf(self: number, calls: readonly Frame[]): Pick<Frame, 'self' | 'total' | 'calls'> {
  return { self, total: calls.reduce((sum, { total }) => sum + total, self), calls };
}

function merged(frames: readonly Frame[]): readonly Frame[] {
  const byName = new Map<string, Frame>();
  for (const frame of frames) {
    const key = `${frame.origin} ${frame.name}`;
    const same = byName.get(key);
    const calls = same ? merged([...same.calls, ...frame.calls]) : frame.calls;
    byName.set(key, { ...frame, ...timesOf((same?.self ?? 0) + frame.self, calls) });
  }
  return [...byName.values()];
}

function originOf(name: string, url: string): string {
  if (url.startsWith('node:')) return `node:${url.slice(5).split('/').slice(0, 2).join('/')}`;
  const installed = url.split('/node_modules/').at(-1);
  if (installed !== undefined && installed !== url) {
    return installed
      .split('/')
      .slice(0, installed.startsWith('@') ? 2 : 1)
      .join('/');
  }
  const room = /\/src\/([^/]+)/.exec(url)?.[1];
  if (room !== undefined) return `src/${room}`;
  return url === ''
    ? name === '(garbage collector)'
      ? 'garbage collection'
      : NATIVE
    : 'compiled queries';
}
