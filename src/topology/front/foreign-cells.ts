import { createHash } from 'node:crypto';
import type { GraphQLField, GraphQLSchema } from 'graphql';
import { getNamedType, isListType, isObjectType, getNullableType } from 'graphql';
import type { Cell, DisclosureRow, OperationRow } from '../../disclosure';
import { DisclosurePolicy } from '../../disclosure';
import { Agency } from '../../shared';
import { ENTITY } from '../subgraphs/ownership';

/** Fields of which our subgraphs tell each reader only what it may read of other fields. A foreign one tells all the same. */
const RESTS_ON: Readonly<Record<string, readonly string[]>> = {
  'EnforcementRecord.status': [
    'EnforcementRecord.summaryCase',
    'EnforcementRecord.evictionTime',
    'EnforcementRecord.executedOn',
  ],
  'Closure.kind': ['EnforcementRecord.executedOn'],
};

/**
 * The policy for a graph of which foreign subgraphs answer a part. Nobody there judges a condition, so that each conditional cell of
 * their part is denied. Nobody there knows the caller, so that they take no change, and are asked for a row by a name that can be
 * guessed only where the row leads to a case by which the front can judge (`foreign-roots.ts`).
 *
 * A type that our subgraphs answer too, by the same `Parent.field`, is closed in their part as well.
 */
export class ForeignCells extends DisclosurePolicy {
  override readonly version: string;
  /** Fields that a foreign subgraph answers: `Type.field@Parent.field`. */
  private readonly ways = new Set<string>();

  /** @param entries - where foreign subgraphs are entered, see `foreignEntries` */
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly entries: ReadonlySet<string>,
  ) {
    super();
    const plain = new DisclosurePolicy().version;
    const text = [plain, ...[...entries].sort()].join('\n');
    this.version = createHash('sha256').update(text).digest('hex').slice(0, 16);
    const followed = new Set<string>();
    for (const entry of entries) this.follow(entry, followed);
  }

  override ruleFor(type: string, field: string, parent: string | null): DisclosureRow | undefined {
    const row = super.ruleFor(type, field, parent);
    const name = `${type}.${field}`;
    const isForeign = this.entries.has(name) || this.ways.has(`${name}@${parent}`);
    return row && isForeign ? this.closed(row, name) : row;
  }

  override byAuthor(type: string, field: string): ReadonlyMap<Agency, DisclosureRow> {
    const rows = super.byAuthor(type, field);
    const name = `${type}.${field}`;
    const isForeign = [...this.ways].some((way) => way.startsWith(`${name}@`));
    if (!isForeign) return rows;
    return new Map([...rows].map(([author, row]) => [author, this.closed(row, name)]));
  }

  override operation(name: string): OperationRow | undefined {
    const row = super.operation(name);
    // What needs no scope touches no case.
    if (!row || !this.entries.has(name) || row.scopes.length === 0) return row;
    const cells = this.leadingToCase(name)?.cells;
    return {
      ...row,
      agencies: perAgency((agency) =>
        cells?.[agency] === 'ALLOW' ? row.agencies[agency] : 'DENY',
      ),
    };
  }

  /** Queries of foreign subgraphs whose row is judged by the case that it leads to, such as `enforcementRecord`. */
  guardedRoots(): ReadonlySet<string> {
    const guarded = [...this.entries].filter((entry) => this.leadingToCase(entry) !== undefined);
    return new Set(guarded.map((entry) => entry.replace('Query.', '')));
  }

  /** The row of the case that a query's single answer leads to. */
  private leadingToCase(name: string): DisclosureRow | undefined {
    const field = this.fieldAt(name);
    if (!field || isListType(getNullableType(field.type)) || !name.startsWith('Query.')) return;
    const type = getNamedType(field.type);
    const { case: leading } = isObjectType(type) ? type.getFields() : {};
    const isLeading = leading && String(leading.type) === ENTITY;
    return isLeading ? super.ruleFor(type.name, 'case', name) : undefined;
  }

  private closed(row: DisclosureRow, name: string): DisclosureRow {
    const behind = (RESTS_ON[name] ?? []).map((coordinate) => this.at(coordinate).cells);
    return {
      ...row,
      cells: perAgency((agency): Cell => {
        const isOpen = [row.cells, ...behind].every((cells) => cells[agency] === 'ALLOW');
        return isOpen ? 'ALLOW' : 'DENY';
      }),
    };
  }

  /** Notes all fields below one, down to cases, which are ours. */
  private follow(coordinate: string, followed: Set<string>): void {
    const field = this.fieldAt(coordinate);
    if (!field || followed.has(coordinate)) return;
    followed.add(coordinate);
    const type = getNamedType(field.type);
    if (!isObjectType(type) || type.name === ENTITY) return;
    for (const name of Object.keys(type.getFields())) {
      this.ways.add(`${type.name}.${name}@${coordinate}`);
      this.follow(`${type.name}.${name}`, followed);
    }
  }

  private fieldAt(coordinate: string): GraphQLField<unknown, unknown> | undefined {
    const [type = '', field = ''] = coordinate.split('.');
    const found = this.schema.getType(type);
    return isObjectType(found) ? found.getFields()[field] : undefined;
  }
}

function perAgency<T>(cellOf: (agency: Agency) => T): Readonly<Record<Agency, T>> {
  return {
    [Agency.LANDLORD]: cellOf(Agency.LANDLORD),
    [Agency.SOCIAL_SERVICES]: cellOf(Agency.SOCIAL_SERVICES),
    [Agency.ENFORCEMENT]: cellOf(Agency.ENFORCEMENT),
    [Agency.OVERSIGHT]: cellOf(Agency.OVERSIGHT),
  };
}
