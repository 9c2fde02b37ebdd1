import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The oracle's own reading of the law's tables, from committed copies; it shares no line with the product's policy. */

export type AgencyName = 'LANDLORD' | 'SOCIAL_SERVICES' | 'ENFORCEMENT' | 'OVERSIGHT';

/** A condition of a cell, as the matrix writes it, with the switch or consent group that its line names for this reader. */
export interface OracleCondition {
  readonly kind: string;
  readonly switch: string | null;
  readonly group: string | null;
}

/** What a cell says; no conditions at all means that the field is open. */
export interface OracleCell {
  readonly denied: boolean;
  readonly conditions: readonly OracleCondition[];
  /** As an answer tells it. */
  readonly text: string;
}

export interface OracleRow {
  readonly coordinate: string;
  readonly legalBasis: readonly string[];
  readonly cells: Readonly<Record<AgencyName, OracleCell>>;
}

export interface OracleOperation {
  readonly operation: string;
  readonly agencies: readonly AgencyName[];
  /** One of these is enough; none is needed where the list is empty. */
  readonly scopes: readonly string[];
  readonly purposes: readonly string[];
}

const AGENCIES: readonly AgencyName[] = ['LANDLORD', 'SOCIAL_SERVICES', 'ENFORCEMENT', 'OVERSIGHT'];

/** How a switch's name ends for each reader, where a line has several. */
const SUFFIX: Readonly<Record<AgencyName, string>> = {
  LANDLORD: '_TO_LANDLORD',
  SOCIAL_SERVICES: '_TO_BOARD',
  ENFORCEMENT: '_TO_ENFORCEMENT',
  OVERSIGHT: '_TO_OVERSIGHT',
};

const words = (text: string): string[] => text.split(' ').filter((word) => word !== '');

export const MATRIX: readonly OracleRow[] = table('disclosure-matrix.csv').map((line) => ({
  coordinate: line.coordinate ?? '',
  legalBasis: words(line.legal_basis ?? ''),
  cells: Object.fromEntries(AGENCIES.map((agency) => [agency, cell(line, agency)])) as Record<
    AgencyName,
    OracleCell
  >,
}));

export const OPERATION_TABLE: readonly OracleOperation[] = table('operations.csv').map((line) => ({
  operation: line.operation ?? '',
  agencies: AGENCIES.filter((agency) => line[agency] === 'ALLOW'),
  scopes: line.scope === '-' ? [] : (line.scope ?? '').split('|'),
  purposes: words(line.purposes ?? ''),
}));

const rows = new Map(MATRIX.map((row) => [row.coordinate, row]));

/** The row that decides a field on a way: the way's own line, else the field's, else that of the whole type. */
export function rowFor(type: string, field: string, parent: string): OracleRow {
  const row =
    rows.get(`${type}.${field}@${parent}`) ?? rows.get(`${type}.${field}`) ?? rows.get(`${type}.*`);
  if (!row) throw new Error(`The matrix is silent on ${type}.${field}@${parent}.`);
  return row;
}

/** Whether the cells of a type go by who wrote the object, so that no way decides them. */
export function goesByAuthor(type: string): boolean {
  return AGENCIES.some((agency) =>
    MATRIX.some(({ coordinate }) => isOfAuthor(coordinate, type, agency)),
  );
}

/** The lines of a field by the author of its object. */
export function rowsByAuthor(type: string, field: string): ReadonlyMap<AgencyName, OracleRow> {
  return new Map(
    AGENCIES.flatMap((agency) => {
      const row = rows.get(`${type}.${field}@${agency}`);
      return row ? [[agency, row] as const] : [];
    }),
  );
}

function isOfAuthor(coordinate: string, type: string, agency: AgencyName): boolean {
  return coordinate.startsWith(`${type}.`) && coordinate.endsWith(`@${agency}`);
}

/** The coordinate that an answer names for a row. */
export function namedCoordinate(row: OracleRow, type: string, field: string): string {
  return row.coordinate.endsWith('.*') ? `${type}.${field}` : row.coordinate;
}

function cell(line: Readonly<Record<string, string>>, agency: AgencyName): OracleCell {
  const written = line[agency] ?? '';
  if (written === 'ALLOW') return { denied: false, conditions: [], text: 'ALLOW' };
  if (written === 'DENY') return { denied: true, conditions: [], text: 'DENY' };
  const switches = words(line.switch ?? '');
  const own =
    switches.length > 1 ? switches.find((name) => name.endsWith(SUFFIX[agency])) : switches[0];
  const conditions = written.split('+').map((kind) => ({
    kind,
    switch: kind.includes('SWITCH') ? (own ?? null) : null,
    group: kind.includes('CONSENT') ? (line.consent_group ?? null) : null,
  }));
  const text = conditions
    .map((one) => {
      const named = [one.switch, one.group].filter((name) => name !== null);
      return named.length > 0 ? `${one.kind}(${named.join(', ')})` : one.kind;
    })
    .join('+');
  return { denied: false, conditions, text };
}

/** A CSV file with a header line; cells may be quoted. */
function table(file: string): readonly Readonly<Record<string, string>>[] {
  const [header = [], ...lines] = readFileSync(path.join(__dirname, file), 'utf8')
    .trim()
    .split(/\r?\n/)
    .map(cellsOf);
  return lines.map((line) => Object.fromEntries(header.map((name, at) => [name, line[at] ?? ''])));
}

function cellsOf(line: string): string[] {
  const cells: string[] = [''];
  let quoted = false;
  for (let at = 0; at < line.length; at += 1) {
    const character = line.charAt(at);
    if (character === '"' && quoted && line.charAt(at + 1) === '"') {
      cells.push(`${cells.pop() ?? ''}"`);
      at += 1;
    } else if (character === '"') quoted = !quoted;
    else if (character === ',' && !quoted) cells.push('');
    else cells.push(`${cells.pop() ?? ''}${character}`);
  }
  return cells;
}
