import type { DocumentNode, SelectionSetNode } from 'graphql';
import { getOperationAST } from 'graphql';
import { collectFields, fragmentsOf } from '../../disclosure';
import { KEY } from '../subgraphs/engine-fields';
import { askedEntities } from './asked-places';
import type { Path } from './asked-places';

/** What a subgraph was asked, and the data that it answered. */
export interface Answered {
  readonly document: DocumentNode;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly data: Readonly<Record<string, unknown>>;
}

/**
 * The cases that subgraphs of ours have shown in the course of one operation, by their keys.
 *
 * What one of ours shows to a caller, each of ours knows. Where another one answers null, the case was purged or handed over
 * between the two looks, or its database is behind: a part is missing, and nothing says that it is empty. Which of them answers first
 * is chance and decides nothing. Of a case that a foreign subgraph alone has named, null is the truth: the caller has no share of it.
 */
export class ShownCases {
  private readonly keys = new Set<string>();
  private readonly looks = new Set<Promise<unknown>>();

  /** What a subgraph of ours answers. Until then the look is under way; what it shows is to be noted within it. */
  async during<T>(look: Promise<T>): Promise<T> {
    this.looks.add(look);
    try {
      return await look;
    } finally {
      this.looks.delete(look);
    }
  }

  /** Notes the cases that a subgraph of ours has answered, by the keys that it has given and by those that it was given. */
  note(answered: Answered): void {
    const { document, data } = answered;
    for (const path of keyPathsIn(document)) {
      for (const key of valuesAt(data, path)) if (typeof key === 'string') this.keys.add(key);
    }
    for (const { key, object } of entitiesIn(answered)) {
      if (key !== null && object !== null) this.keys.add(key);
    }
  }

  /**
   * Where an answer of one of ours has null for a case that is shown to the caller. While nobody has shown one, the looks under way
   * are waited for, as the engine does that has sent them side by side.
   */
  async missing(answered: Answered): Promise<readonly Path[]> {
    const isShown = ({ key }: Entity): boolean => key !== null && this.keys.has(key);
    const absent = entitiesIn(answered).filter(
      ({ key, object }) => object === null && key !== null,
    );
    if (!absent.every(isShown)) await Promise.allSettled(this.looks);
    return absent.filter(isShown).map(({ place }) => place);
  }
}

interface Entity {
  readonly place: Path;
  /** Null where a representation has none. */
  readonly key: string | null;
  /** Undefined where the subgraph has answered nothing at all. */
  readonly object: unknown;
}

function entitiesIn({ document, variables, data }: Answered): readonly Entity[] {
  return [...askedEntities(document, variables)].flatMap(([field, representations]) => {
    const objects = data[field];
    if (!Array.isArray(objects)) return [];
    return representations.map((sent, index): Entity => {
      const { [KEY]: key } = (sent ?? {}) as Readonly<Record<string, unknown>>;
      const object = objects[index] as unknown;
      return { place: [field, index], key: typeof key === 'string' ? key : null, object };
    });
  });
}

type Keys = readonly string[];

/** Documents of an engine are as many as its plans, and each is asked again and again. */
const known = new WeakMap<DocumentNode, readonly Keys[]>();

/** The response keys that lead to each field in which a case's key is given, lists left out. */
function keyPathsIn(document: DocumentNode): readonly Keys[] {
  const before = known.get(document);
  if (before) return before;
  const fragments = fragmentsOf(document);
  const below = (sets: readonly SelectionSetNode[], path: Keys): readonly Keys[] =>
    // No directive of a client reaches an engine, so that no variable decides what is there.
    [...collectFields(sets, fragments, {})].flatMap(([key, nodes]) => {
      const here = [...path, key];
      if (nodes[0]?.name.value === KEY) return [here];
      return below(
        nodes.flatMap(({ selectionSet }) => selectionSet ?? []),
        here,
      );
    });
  const operation = getOperationAST(document);
  const paths = operation ? below([operation.selectionSet], []) : [];
  known.set(document, paths);
  return paths;
}

function* valuesAt(value: unknown, path: Keys, from = 0): Generator {
  if (Array.isArray(value)) {
    for (const item of value) yield* valuesAt(item, path, from);
  } else if (from === path.length) {
    yield value;
  } else if (typeof value === 'object' && value !== null) {
    const inner = (value as Readonly<Record<string, unknown>>)[path[from] ?? ''];
    yield* valuesAt(inner, path, from + 1);
  }
}
