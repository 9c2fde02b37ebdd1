/** What code can rely on in a database. */
export interface Catalogue {
  readonly columns: readonly {
    /** `schema.table.column` */
    readonly name: string;
    readonly type: string;
    /** Whether a row that does not name it is refused. */
    readonly required: boolean;
  }[];
  /** `schema.table: definition` */
  readonly constraints: readonly string[];
}

/**
 * What code that was written for one catalogue cannot do any more in another: read what is gone or has another type, leave out what
 * became required, write what a new constraint refuses. Sorted; empty when the other only adds.
 */
export function takenAway(before: Catalogue, after: Catalogue): string[] {
  const tables = new Set(before.columns.map(({ name }) => tableOf(name)));
  const left = new Map(after.columns.map((column) => [column.name, column]));
  const had = new Map(before.columns.map((column) => [column.name, column]));
  const gone = before.columns.flatMap(({ name, type }) => {
    const now = left.get(name);
    if (!now) return [`${name} is gone`];
    return now.type === type ? [] : [`${name} becomes ${now.type}`];
  });
  const required = after.columns
    .filter(({ name, required }) => required && tables.has(tableOf(name)))
    .filter(({ name }) => had.get(name)?.required !== true)
    .map(({ name }) => `${name} is required`);
  const stricter = after.constraints
    .filter((constraint) => tables.has(constraint.split(':')[0] ?? ''))
    .filter((constraint) => !before.constraints.includes(constraint))
    .map((constraint) => `${constraint} is new`);
  return [...gone, ...required, ...stricter].sort();
}

function tableOf(column: string): string {
  return column.slice(0, column.lastIndexOf('.'));
}
