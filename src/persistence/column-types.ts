import { TypeOverrides, types } from 'pg';

/**
 * How columns arrive: as pg does by default, but a `date` stays the text `YYYY-MM-DD`, since it is a day
 * and not an instant of the machine's time zone. `bigint` and `numeric` are text as well.
 */
export const columnTypes = new TypeOverrides();
columnTypes.setTypeParser(types.builtins.DATE, (text) => text);

/** How a column of a type becomes a value, by the type's number in PostgreSQL. */
export function parserOf(dataType: number): (text: string) => unknown {
  const parser: unknown = columnTypes.getTypeParser(dataType, 'text');
  return parser as (text: string) => unknown;
}
