import { LRUCache } from 'lru-cache';
import type { ShapeContent, ShapeRow } from './sheet-format';
import { shapeOf } from './sheet-format';

/** Most shapes remembered; each is some kilobytes long. */
const MOST_SHAPES = 1_000;

interface Digested extends ShapeContent {
  readonly shape: ShapeRow;
}

/** The shapes of disclosures: the same object for equal contents, as long as it is remembered. */
export class Shapes {
  /** By the list of what was disclosed: a content whose parts are the very same as before is not digested again. */
  readonly #digested = new WeakMap<readonly string[], Digested>();
  readonly #known = new LRUCache<string, ShapeRow>({ max: MOST_SHAPES });

  of(content: ShapeContent): ShapeRow {
    const before = this.#digested.get(content.disclosed);
    if (before !== undefined && hasSameParts(before, content)) return before.shape;
    const made = shapeOf(content);
    const key = made.id.toString('hex');
    const shape = this.#known.get(key) ?? made;
    this.#known.set(key, shape);
    const { operation, disclosed, denied, legalBasis, policyVersion } = content;
    this.#digested.set(disclosed, {
      operation,
      disclosed,
      denied,
      legalBasis,
      policyVersion,
      shape,
    });
    return shape;
  }
}

function hasSameParts(one: ShapeContent, other: ShapeContent): boolean {
  return (
    one.disclosed === other.disclosed &&
    one.denied === other.denied &&
    one.legalBasis === other.legalBasis &&
    one.operation === other.operation &&
    one.policyVersion === other.policyVersion
  );
}
