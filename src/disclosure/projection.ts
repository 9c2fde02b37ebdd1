import { holds } from './conditions';
import type { CaseFacts } from './facts';
import type { PlannedField, Position } from './plan';

/** How one field is read from a row: the columns it needs and the value it shows. */
export interface Source<Row> {
  /** Columns that this field needs; may depend on what is asked for below it. */
  readonly columns: readonly string[] | ((below: Position | null) => readonly string[]);
  /** The field's value; null when there is nothing to show. */
  readonly value: (row: Row, below: Position | null, facts: CaseFacts) => unknown;
}

/** The sources of a type's fields: an allow-list, so that a forgotten field shows nothing. */
export type Sources<Row> = Readonly<Record<string, Source<Row>>>;

/** The distinct columns that a position needs, in a stable order; a denied field adds none. */
export function columnsFor<Row>(
  position: Position,
  sources: Sources<Row>,
  always: readonly string[] = [],
): readonly string[] {
  const columns = new Set(always);
  for (const [name, field] of position.fields) {
    const source = sources[name];
    if (!source) continue;
    const needed =
      typeof source.columns === 'function' ? source.columns(field.position) : source.columns;
    for (const column of needed) columns.add(column);
  }
  return [...columns].sort();
}

/** A field of a position with the source that answers it. */
interface Step<Row> {
  readonly name: string;
  readonly field: PlannedField;
  readonly source: Source<Row>;
}

/** Positions live as long as their plan, and a position is filled from one or two lists of sources. */
const stepsAt = new WeakMap<Position, WeakMap<object, unknown>>();

function stepsOf<Row>(position: Position, sources: Sources<Row>): readonly Step<Row>[] {
  const known = stepsAt.get(position) ?? new WeakMap<object, unknown>();
  stepsAt.set(position, known);
  const before = known.get(sources) as readonly Step<Row>[] | undefined;
  if (before) return before;
  const steps = [...position.fields].flatMap(([name, field]): readonly Step<Row>[] => {
    const source = sources[name];
    return source ? [{ name, field, source }] : [];
  });
  known.set(sources, steps);
  return steps;
}

/**
 * One object of the answer: the fields of the position whose conditions hold, and nothing else.
 *
 * What is denied is not in the position; what fails its condition is null, like data that is not there.
 *
 * @param object - to be filled; a new one unless given
 */
export function project<Row>(
  position: Position,
  sources: Sources<Row>,
  row: Row,
  facts: CaseFacts,
  object: object = {},
): Record<string, unknown> {
  const filled = object as Record<string, unknown>;
  for (const { name, field, source } of stepsOf(position, sources)) {
    filled[name] = isOpen(field, facts) ? source.value(row, field.position, facts) : null;
  }
  return filled;
}

/** Whether all conditions of a planned field hold for a case. */
export function isOpen({ when }: PlannedField, facts: CaseFacts): boolean {
  return when.length === 0 || when.every((condition) => holds(condition, facts));
}

/** A plain column shown as it is. */
export function column<Row>(name: keyof Row & string): Source<Row> {
  return { columns: [name], value: (row) => row[name] ?? null };
}
