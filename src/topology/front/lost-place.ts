import type { AnswerShape, Form } from './answer-shape';
import type { Path } from './asked-places';

/**
 * The place that is null where no value came for another: that place itself, or its nearest ancestor that may be null. The empty
 * path is the whole answer.
 *
 * @param path - with `@` or a number for list positions
 */
export function lostPlace({ fields }: AnswerShape, path: Path): Path {
  let level = fields;
  let form = null as Form | null;
  let lost = 0;
  for (const [index, step] of path.entries()) {
    if (typeof step === 'number' || step === '@') {
      form = form?.item ?? null;
    } else {
      const field = level.find(({ key }) => key === step);
      form = field?.form ?? null;
      level = field?.below?.fields ?? [];
    }
    if (form?.nullable) lost = index + 1;
  }
  return path.slice(0, lost);
}

/** Whether a place lies within one of others, or is one; they are named with points between their steps. */
export function isWithinAny(place: Path, others: ReadonlySet<string>): boolean {
  if (others.has('')) return true;
  return place.some((_, index) => others.has(place.slice(0, index + 1).join('.')));
}

/** Whether a place lies within another, or is the same. */
export function isWithin(place: Path, outer: Path): boolean {
  return outer.every((step, index) => place[index] === step);
}
