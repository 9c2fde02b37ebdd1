import type { DataSource, EntityManager, EntityMetadata } from 'typeorm';
import { statement } from './write-statement';

type Entity<Row> = abstract new () => Row;

/** A column of a table: where its value stands in a row, its type, and how it comes out of a list of parameters. */
interface WrittenColumn {
  readonly property: string;
  readonly name: string;
  readonly parameter: string;
  readonly expression: string;
  readonly encode: (value: unknown) => unknown;
}

interface WrittenTable {
  readonly columns: readonly WrittenColumn[];
  readonly insert: string;
  readonly replace: string;
}

const tables = new WeakMap<DataSource, Map<Entity<unknown>, WrittenTable>>();

/** Adds rows to the table of an entity in one statement, whatever their number; what a row leaves out is null, not the column's default. */
export async function insertRows<Row extends object>(
  manager: EntityManager,
  entity: Entity<Row>,
  rows: readonly Row[],
): Promise<void> {
  const table = tableOf(manager.dataSource, entity);
  await statement(manager, table.insert, parametersOf(table, rows));
}

/** Adds rows or replaces those of the same primary key as a whole; no key may be there twice. */
export async function replaceRows<Row extends object>(
  manager: EntityManager,
  entity: Entity<Row>,
  rows: readonly Row[],
): Promise<void> {
  const table = tableOf(manager.dataSource, entity);
  await statement(manager, table.replace, parametersOf(table, rows));
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
      encode: (value) => `{${(value as readonly string[]).map(quoted).join(',')}}`,
    };
  const isJson = type === 'json' || type === 'jsonb';
  return {
    property,
    name,
    parameter: type,
    expression: `u.${name}`,
    encode: isJson ? (value) => JSON.stringify(value) : (value) => value,
  };
}

/** An element of an array as PostgreSQL reads it. */
function quoted(text: string): string {
  return `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
}
