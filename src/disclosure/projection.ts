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

/**
 * One object of the answer: the fields of the position whose conditions hold, and nothing else.
 *
 * What is denied is not in the position; what fails its condition is null, like data that is not there.
 */
export function project<Row>(
  position: Position,
  sources: Sources<Row>,
  row: Row,
  facts: CaseFacts,
): Record<string, unknown> {
  const object: Record<string, unknown> = {};
  for (const [name, field] of position.fields) {
    const source = sources[name];
    if (source)
      object[name] = isOpen(field, facts) ? source.value(row, field.position, facts) : null;
  }
  return object;
}

/** Whether all conditions of a planned field hold for a case. */
export function isOpen(field: PlannedField, facts: CaseFacts): boolean {
  return field.when.every((condition) => holds(condition, facts));
}

/** A plain column shown as it is. */
export function column<Row>(name: keyof Row & string): Source<Row> {
  return { columns: [name], value: (row) => row[name] ?? null };
}
