import type { ReaderRole } from '../persistence';
import { readerRoles } from '../persistence';
import { Agency } from '../shared';
import type { DisclosurePolicy } from './policy/disclosure-policy';
import type { WallColumn, WallTable } from './second-wall';

/** A table of which the policy opens something to an agency while nobody has said which rows. */
export class WallGapError extends Error {
  constructor(
    readonly table: string,
    readonly agency: Agency,
  ) {
    super(`The policy opens columns of ${table} to ${agency}, and no rows of it are described.`);
    this.name = 'WallGapError';
  }
}

/** What one reader's role is given of one table. */
interface WallOpening {
  readonly table: string;
  readonly role: ReaderRole;
  readonly columns: readonly string[];
  /** The row predicate. */
  readonly rows: string;
}

/**
 * The columns of a table that an agency's role may select: those that carry a coordinate which is not denied to it, and with them
 * the keys that it needs. None at all if every coordinate is denied.
 *
 * @throws PolicyGapError for a coordinate that the policy has no row for
 */
export function openColumns(
  policy: DisclosurePolicy,
  table: WallTable,
  agency: Agency,
): readonly string[] {
  const meant = Object.entries(table.columns).filter(
    ([, { readers }]) => readers?.includes(agency) ?? true,
  );
  const open = meant.filter(([, column]) => !isKey(column) && opens(policy, column, agency));
  if (open.length === 0) return [];
  return meant
    .filter((entry) => isKey(entry[1]) || open.includes(entry))
    .map(([name]) => name)
    .sort();
}

/**
 * The statements that give the four reader roles what the policy opens to their agencies, and nothing else: usage of schemas,
 * privileges on columns, one row policy for each table and role. Sorted, so that order of description never shows.
 *
 * @throws WallGapError where rows of an open table are not described
 * @throws PolicyGapError for a coordinate that the policy has no row for
 */
export function deriveSecondWall(
  policy: DisclosurePolicy,
  tables: readonly WallTable[],
): readonly string[] {
  const openings = [...tables]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((table) => openingsOf(policy, table));
  const schemas = new Set(
    openings.map(({ table, role }) => `${table.slice(0, table.indexOf('.'))} TO ${role}`),
  );
  return [
    ...[...schemas].sort().map((usage) => `GRANT USAGE ON SCHEMA ${usage}`),
    ...openings.flatMap(({ table, role, columns, rows }) => [
      `GRANT SELECT (${columns.join(', ')}) ON ${table} TO ${role}`,
      `CREATE POLICY ${role}_reads ON ${table} FOR SELECT TO ${role} USING (${rows})`,
    ]),
  ];
}

function openingsOf(policy: DisclosurePolicy, table: WallTable): readonly WallOpening[] {
  return Object.values(Agency).flatMap((agency) => {
    const columns = openColumns(policy, table, agency);
    if (columns.length === 0) return [];
    const rows = table.rows[agency];
    if (rows === undefined) throw new WallGapError(table.name, agency);
    return { table: table.name, role: readerRoles[agency], columns, rows };
  });
}

function isKey({ coordinates }: WallColumn): boolean {
  return coordinates.length === 0;
}

function opens(policy: DisclosurePolicy, { coordinates }: WallColumn, agency: Agency): boolean {
  return coordinates.some((coordinate) => policy.at(coordinate).cells[agency] !== 'DENY');
}
