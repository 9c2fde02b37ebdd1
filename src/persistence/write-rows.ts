import type { DataSource, EntityManager, EntityMetadata } from 'typeorm';
import { statement } from './write-statement';

type Entity<Row> = abstract new () => Row;

/** A column of a table: where its value stands in a row, its type, and how it comes out of a list of parameters. */
interface WrittenColumn {
  readonly property: string;
  readonly name: string;
  readonly parameter: string;
  readonly expression: string;
  /** Its type, to which a single value is cast. */
  readonly cast: string;
  readonly encode: (value: unknown) => unknown;
}

interface WrittenTable {
  readonly path: string;
  readonly columns: readonly WrittenColumn[];
  readonly insert: string;
  readonly replace: string;
}

const tables = new WeakMap<DataSource, Map<Entity<unknown>, WrittenTable>>();

/** Adds rows to the table of an entity in one statement, whatever their number; what a row leaves out is null, not the column's default. */
export async function insertRows<Row extends object>(
  manager: EntityManager,
  entity: Entity<Row>,
  rows: readonly NoInfer<Row>[],
): Promise<void> {
  const table = tableOf(manager.dataSource, entity);
  await statement(manager, table.insert, parametersOf(table, rows));
}

/** Adds rows or replaces those of the same primary key as a whole; no key may be there twice. */
export async function replaceRows<Row extends object>(
  manager: EntityManager,
  entity: Entity<Row>,
  rows: readonly NoInfer<Row>[],
): Promise<void> {
  const table = tableOf(manager.dataSource, entity);
  await statement(manager, table.replace, parametersOf(table, rows));
}

/** Values that columns have; null where a column has none. */
type Match<Row> = Readonly<Partial<Row>>;

/** Changes some columns of the rows of an entity that match. */
export async function updateRows<Row extends object>(
  manager: EntityManager,
  entity: Entity<Row>,
  match: Match<Row>,
  change: Readonly<Partial<Row>>,
): Promise<void> {
  const table = tableOf(manager.dataSource, entity);
  const values: unknown[] = [];
  const set = columnsIn(table, change).map(([column, value]) => {
    return `${column.name} = ${parameterOf(column, value, values)}`;
  });
  const text = `UPDATE ${table.path} SET ${set.join(', ')} WHERE ${matching(table, match, values)}`;
  await statement(manager, text, values);
}

/** The rows of an entity that match, with all their columns. */
export async function findRows<Row extends object>(
  manager: EntityManager,
  entity: Entity<Row>,
  match: Match<Row>,
): Promise<readonly Row[]> {
  const table = tableOf(manager.dataSource, entity);
  const values: unknown[] = [];
  const columns = table.columns.map(({ name, property }) => `${name} AS "${property}"`).join(', ');
  const text = `SELECT ${columns} FROM ${table.path} WHERE ${matching(table, match, values)}`;
  return statement<Row>(manager, text, values);
}

function matching(table: WrittenTable, match: object, values: unknown[]): string {
  const columns = columnsIn(table, match);
  if (columns.length === 0) throw new Error('Nothing is to match.');
  return columns
    .map(([column, value]) =>
      value === null
        ? `${column.name} IS NULL`
        : `${column.name} = ${parameterOf(column, value, values)}`,
    )
    .join(' AND ');
}

/** The columns that an object names, with their values. @throws Error for a name that is no column's */
function columnsIn({ columns }: WrittenTable, named: object) {
  return Object.entries(named).map(([name, value]): readonly [WrittenColumn, unknown] => {
    const column = columns.find(({ property }) => property === name);
    if (!column) throw new Error(`There is no column ${name}.`);
    return [column, value];
  });
}

function parameterOf({ cast, encode }: WrittenColumn, value: unknown, values: unknown[]): string {
  return `$${values.push(value == null ? null : encode(value))}::${cast}`;
}

function parametersOf({ columns }: WrittenTable, rows: readonly object[]): unknown[] {
  return columns.map(({ property, encode }) =>
    rows.map((row) => {
      const value: unknown = row[property as keyof typeof row];
      return value == null ? null : encode(value);
    }),
  );
}

function tableOf(dataSource: DataSource, entity: Entity<unknown>): WrittenTable {
  const known = tables.get(dataSource) ?? new Map<Entity<unknown>, WrittenTable>();
  tables.set(dataSource, known);
  const table = known.get(entity) ?? describe(dataSource.getMetadata(entity));
  known.set(entity, table);
  return table;
}

function describe({ tablePath, columns, primaryColumns }: EntityMetadata): WrittenTable {
  const written = columns.map(({ propertyName, databaseName, type, isArray }) =>
    columnOf(propertyName, `"${databaseName}"`, { type: String(type), isArray }),
  );
  const names = written.map(({ name }) => name).join(', ');
  const insert = `INSERT INTO ${tablePath} (${names})
    SELECT ${written.map(({ expression }) => expression).join(', ')}
    FROM unnest(${written.map(({ parameter }, index) => `$${index + 1}::${parameter}[]`).join(', ')}) AS u(${names})`;
  const keys = primaryColumns.map(({ databaseName }) => `"${databaseName}"`);
  const others = written.filter(({ name }) => !keys.includes(name));
  const replaced = others.map(({ name }) => `${name} = excluded.${name}`).join(', ');
  return {
    path: tablePath,
    columns: written,
    insert,
    replace: `${insert} ON CONFLICT (${keys.join(', ')}) DO UPDATE SET ${replaced}`,
  };
}

/** A list of lists would come out flat, so that each inner one travels as text. */
function columnOf(
  property: string,
  name: string,
  { type, isArray }: { readonly type: string; readonly isArray: boolean },
): WrittenColumn {
  if (isArray)
    return {
      property,
      name,
      parameter: 'text',
      expression: `u.${name}::${type}[]`,
      cast: `${type}[]`,
      encode: (value) => `{${(value as readonly Element[]).map(quoted).join(',')}}`,
    };
  const isJson = type === 'json' || type === 'jsonb';
  return {
    property,
    name,
    parameter: type,
    expression: `u.${name}`,
    cast: type,
    encode: isJson ? (value) => JSON.stringify(value) : (value) => value,
  };
}

/** What a list in a column holds. */
type Element = string | Buffer | null;

/** An element of an array as PostgreSQL reads it. */
function quoted(element: Element): string {
  if (element === null) return 'NULL';
  const text = typeof element === 'string' ? element : `\\x${element.toString('hex')}`;
  return `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
}
