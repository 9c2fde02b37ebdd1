import type { AnswerShape, Form, ShapeField } from './answer-shape';

/** Stands for null where null may not be, until a place is found that may be null. */
const ABSENT = Symbol('absent');

/**
 * The data of an answer as the client asked for it, out of what the engine has found: fields in the client's order and under
 * the client's keys, null where they are denied, and nothing that was not asked for.
 *
 * A null at a place that may not be null makes its nearest nullable ancestor null, as GraphQL has it.
 *
 * @throws Error where the engine's data has another form than the schema
 */
export function putBack(
  shape: AnswerShape,
  found: Readonly<Record<string, unknown>>,
): Record<string, unknown> | null {
  const data = object(shape, found);
  return data === ABSENT ? null : data;
}

function object(
  { type, fields }: AnswerShape,
  found: Readonly<Record<string, unknown>>,
): Record<string, unknown> | typeof ABSENT {
  // Without a prototype, so that any key of a client is a key and nothing else.
  const filled = Object.create(null) as Record<string, unknown>;
  for (const field of fields) {
    const value = valueOf(field, type, found);
    if (value === ABSENT) return ABSENT;
    filled[field.key] = value;
  }
  return filled;
}

function valueOf(
  { by, sent, form, below }: ShapeField,
  type: string,
  found: Readonly<Record<string, unknown>>,
): unknown {
  if (by === 'typename') return type;
  if (by === 'denied' || by === 'refused') return form.nullable ? null : ABSENT;
  return complete(Object.hasOwn(found, sent) ? found[sent] : null, form, below);
}

function complete(value: unknown, form: Form, below: AnswerShape | null): unknown {
  const inner = value === null || value === undefined ? ABSENT : present(value, form, below);
  return inner === ABSENT && form.nullable ? null : inner;
}

function present(value: unknown, { item }: Form, below: AnswerShape | null): unknown {
  if (item) {
    if (!Array.isArray(value)) throw new Error('The engine answered no list where one is due.');
    const items = value.map((one) => complete(one, item, below));
    return items.includes(ABSENT) ? ABSENT : items;
  }
  if (!below) return value;
  if (typeof value !== 'object' || value === null) {
    throw new Error('The engine answered no object where one is due.');
  }
  return object(below, value as Readonly<Record<string, unknown>>);
}
