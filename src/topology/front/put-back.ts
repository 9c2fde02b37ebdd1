import type { AnswerShape, Form, ShapeField } from './answer-shape';
import type { Path } from './asked-places';

/** Stands for null where null may not be, until a place is found that may be null. */
const ABSENT = Symbol('absent');

/** The data of an answer, and the places of which the engine says nothing, not even null. */
export interface PutBack {
  readonly data: Record<string, unknown> | null;
  readonly missing: readonly Path[];
}

/**
 * The data of an answer as the client asked for it, out of what the engine has found: fields in the client's order and under
 * the client's keys, null where they are denied, and nothing that was not asked for.
 *
 * A null at a place that may not be null makes its nearest nullable ancestor null, as GraphQL has it.
 *
 * @throws Error where the engine's data has another form than the schema
 */
export function putBack(shape: AnswerShape, found: Readonly<Record<string, unknown>>): PutBack {
  const missing: Path[] = [];
  const data = object(shape, found, { path: [], missing });
  return { data: data === ABSENT ? null : data, missing };
}

/** Where a value stands in the answer. */
interface At {
  readonly path: Path;
  readonly missing: Path[];
}

function below({ path, missing }: At, step: string | number): At {
  return { path: [...path, step], missing };
}

function object(
  { type, fields }: AnswerShape,
  found: Readonly<Record<string, unknown>>,
  at: At,
): Record<string, unknown> | typeof ABSENT {
  // Without a prototype, so that any key of a client is a key and nothing else.
  const filled = Object.create(null) as Record<string, unknown>;
  for (const field of fields) {
    const value = valueOf(field, type, found, below(at, field.key));
    if (value === ABSENT) return ABSENT;
    filled[field.key] = value;
  }
  return filled;
}

function valueOf(
  { by, sent, form, below: shape }: ShapeField,
  type: string,
  found: Readonly<Record<string, unknown>>,
  at: At,
): unknown {
  if (by === 'typename') return type;
  if (by === 'denied' || by === 'refused') return form.nullable ? null : ABSENT;
  if (Object.hasOwn(found, sent)) return complete(found[sent], form, shape, at);
  at.missing.push(at.path);
  return complete(null, form, shape, at);
}

function complete(value: unknown, form: Form, shape: AnswerShape | null, at: At): unknown {
  const inner = value === null || value === undefined ? ABSENT : present(value, form, shape, at);
  return inner === ABSENT && form.nullable ? null : inner;
}

function present(value: unknown, { item }: Form, shape: AnswerShape | null, at: At): unknown {
  if (item) {
    if (!Array.isArray(value)) throw new Error('The engine answered no list where one is due.');
    const items = value.map((one, index) => complete(one, item, shape, below(at, index)));
    return items.includes(ABSENT) ? ABSENT : items;
  }
  if (!shape) return value;
  if (typeof value !== 'object' || value === null) {
    throw new Error('The engine answered no object where one is due.');
  }
  return object(shape, value as Readonly<Record<string, unknown>>, at);
}
