import { Agency } from '../../shared';
import type { Condition, ConsentGroup, OwnerSwitch } from '../conditions';
import { conditionText } from '../conditions';

/** One cell of the disclosure matrix: always, never, or while all conditions hold. */
export type Cell = 'ALLOW' | 'DENY' | readonly Condition[];

/** A row of the policy: one coordinate, its cell for each agency, and why. */
export interface DisclosureRow {
  /** `Type.field`, `Type.*`, or `Type.field@Parent.field` for a way to the field with cells of its own. */
  readonly coordinate: string;
  /** Row number in the law file's matrix, `D` for derived, `-` for fields without personal data. */
  readonly row: string;
  readonly cells: Readonly<Record<Agency, Cell>>;
  readonly legalBasis: readonly string[];
  readonly rationale: string;
}

/** Who may call one operation, with which scope, for which purposes. */
export interface OperationRow {
  readonly operation: string;
  readonly agencies: Readonly<Record<Agency, 'ALLOW' | 'DENY'>>;
  /** Any one of these is enough; none means that every valid token may call it. */
  readonly scopes: readonly string[];
  readonly purposes: readonly string[];
  readonly legalBasis: readonly string[];
  readonly rationale: string;
}

type FourCells<T> = readonly [landlord: T, socialServices: T, enforcement: T, oversight: T];

export const ALLOW = 'ALLOW';
export const DENY = 'DENY';
export const IF_PARTY: Condition = { kind: 'IF_PARTY' };
export const IF_DATE_SET: Condition = { kind: 'IF_DATE_SET' };
export const IF_UNPROTECTED: Condition = { kind: 'IF_UNPROTECTED' };
export const ifConsent = (group: ConsentGroup | '*'): Condition => ({ kind: 'IF_CONSENT', group });
export const ifSwitch = (name: OwnerSwitch): Condition => ({ kind: 'IF_SWITCH', switch: name });
export const ifSwitchOrConsent = (name: OwnerSwitch, group: ConsentGroup): Condition => ({
  kind: 'IF_SWITCH_OR_CONSENT',
  switch: name,
  group,
});

/** A cell that is open only while all given conditions hold. */
export const only = (...conditions: Condition[]): Cell => Object.freeze(conditions);

export function rule(
  coordinate: string,
  row: string,
  cells: FourCells<Cell>,
  legalBasis: string,
  rationale: string,
): DisclosureRow {
  return Object.freeze({
    coordinate,
    row,
    cells: byAgency(cells),
    legalBasis: legalBasis.split(' '),
    rationale,
  });
}

export function operation(
  name: string,
  agencies: FourCells<'ALLOW' | 'DENY'>,
  scope: string,
  purposes: string,
  legalBasis: string,
  rationale: string,
): OperationRow {
  return Object.freeze({
    operation: name,
    agencies: byAgency(agencies),
    scopes: scope === '-' ? [] : scope.split('|'),
    purposes: purposes.split(' '),
    legalBasis: legalBasis.split(' '),
    rationale,
  });
}

/** The cell in the words of the matrix: `ALLOW`, `DENY` or `IF_PARTY+IF_DATE_SET`. */
export function cellText(cell: Cell): string {
  return typeof cell === 'string' ? cell : cell.map(conditionText).join('+');
}

/** What a row is called where one field is meant: the row's own coordinate, or the field's for the row of a whole type. */
export function coordinateOf(row: DisclosureRow, field: string): string {
  return row.coordinate.endsWith('.*') ? field : row.coordinate;
}

function byAgency<T>([landlord, socialServices, enforcement, oversight]: FourCells<T>) {
  return Object.freeze({
    [Agency.LANDLORD]: landlord,
    [Agency.SOCIAL_SERVICES]: socialServices,
    [Agency.ENFORCEMENT]: enforcement,
    [Agency.OVERSIGHT]: oversight,
  });
}
