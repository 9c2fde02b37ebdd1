import { createHash } from 'node:crypto';
import type { GraphQLObjectType, GraphQLSchema } from 'graphql';
import { getNamedType, isIntrospectionType, isObjectType } from 'graphql';
import { Agency } from '../../shared';
import { CASE_RULES } from './case.policy';
import { ENFORCEMENT_RULES } from './enforcement.policy';
import { ENVELOPE_RULES } from './envelope.policy';
import { GOVERNANCE_RULES } from './governance.policy';
import { MEETING_RULES } from './meeting.policy';
import { NOTICE_RULES } from './notice.policy';
import { OPERATIONS } from './operations.policy';
import type { DisclosureRow, OperationRow } from './rule';
import { cellText } from './rule';
import { SOCIAL_SERVICES_RULES } from './social-services.policy';

/** Every row of the disclosure policy, filed by type: the only authority on who may read what. */
export const DISCLOSURE_ROWS: readonly DisclosureRow[] = Object.freeze([
  ...ENVELOPE_RULES,
  ...GOVERNANCE_RULES,
  ...CASE_RULES,
  ...NOTICE_RULES,
  ...SOCIAL_SERVICES_RULES,
  ...ENFORCEMENT_RULES,
  ...MEETING_RULES,
]);

/** A field or operation of the schema for which the policy has no row: the service does not start. */
export class PolicyGapError extends Error {
  constructor(readonly coordinates: readonly string[]) {
    super(`The disclosure policy has no rule for: ${coordinates.join(', ')}`);
    this.name = 'PolicyGapError';
  }
}

/**
 * Looks rules up in the frozen tables; knows neither callers nor data.
 *
 * The row of the exact way (`Tenant.name@Case.tenants`) comes before that of the field, and that before the row of the whole type.
 */
export class DisclosurePolicy {
  /** Changes with any cell, basis or operation: stands wherever a decision is recorded. */
  readonly version: string;
  private readonly rows: ReadonlyMap<string, DisclosureRow>;
  private readonly operations: ReadonlyMap<string, OperationRow>;

  constructor(
    rows: readonly DisclosureRow[] = DISCLOSURE_ROWS,
    operations: readonly OperationRow[] = OPERATIONS,
  ) {
    this.rows = new Map(rows.map((row) => [row.coordinate, row]));
    this.operations = new Map(operations.map((row) => [row.operation, row]));
    this.version = fingerprint(rows, operations);
  }

  /** The row for a field reached through `parent` (`Case.tenants`), or undefined if the policy is silent. */
  ruleFor(type: string, field: string, parent: string | null): DisclosureRow | undefined {
    return (
      (parent === null ? undefined : this.rows.get(`${type}.${field}@${parent}`)) ??
      this.rows.get(`${type}.${field}`) ??
      this.rows.get(`${type}.*`)
    );
  }

  /** The rows of a field whose cells go by who wrote the object, `Type.field@AGENCY`, by author; none for any other field. */
  byAuthor(type: string, field: string): ReadonlyMap<Agency, DisclosureRow> {
    return new Map(
      Object.values(Agency).flatMap((author) => {
        const row = this.rows.get(`${type}.${field}@${author}`);
        return row ? [[author, row] as const] : [];
      }),
    );
  }

  /** The row of a coordinate as the matrix writes it. @throws PolicyGapError if there is none */
  at(coordinate: string): DisclosureRow {
    const row = this.rows.get(coordinate);
    if (!row) throw new PolicyGapError([coordinate]);
    return row;
  }

  /** Every row, in the order of the tables. */
  get all(): readonly DisclosureRow[] {
    return [...this.rows.values()];
  }

  /** The rule ids behind a field as a log entry names it: `Case.id`, `Tenant.name@Case.tenants`. */
  basisOf(coordinate: string): readonly string[] {
    const [field = '', parent = null] = coordinate.split('@');
    const [type = '', name = ''] = field.split('.');
    return this.ruleFor(type, name, parent)?.legalBasis ?? [];
  }

  /** Whether each agency that may write such an object has a row as its author; auditors write nothing. */
  private isByAuthor(type: string, field: string): boolean {
    const rows = this.byAuthor(type, field);
    return Object.values(Agency).every((author) => author === Agency.OVERSIGHT || rows.has(author));
  }

  operation(name: string): OperationRow | undefined {
    return this.operations.get(name);
  }

  /** @throws PolicyGapError naming each coordinate of the schema, way by way, that no row covers. */
  assertCovers(schema: GraphQLSchema): void {
    const gaps = new Set<string>();
    const seen = new Set<string>();
    const visit = (type: GraphQLObjectType, parent: string): void => {
      if (seen.has(`${type.name}@${parent}`)) return;
      seen.add(`${type.name}@${parent}`);
      for (const field of Object.values(type.getFields())) {
        if (!this.ruleFor(type.name, field.name, parent) && !this.isByAuthor(type.name, field.name))
          gaps.add(`${type.name}.${field.name}@${parent}`);
        follow(field.type, `${type.name}.${field.name}`);
      }
    };
    const follow = (type: Parameters<typeof getNamedType>[0], from: string): void => {
      const named = getNamedType(type);
      if (isObjectType(named) && !isIntrospectionType(named)) visit(named, from);
    };
    for (const root of [
      schema.getQueryType(),
      schema.getMutationType(),
      schema.getSubscriptionType(),
    ]) {
      for (const field of Object.values(root?.getFields() ?? {})) {
        const name = `${root?.name ?? ''}.${field.name}`;
        if (!this.operations.has(name)) gaps.add(name);
        follow(field.type, name);
      }
    }
    if (gaps.size > 0) throw new PolicyGapError([...gaps].sort());
  }
}

function fingerprint(rows: readonly DisclosureRow[], operations: readonly OperationRow[]): string {
  const lines = [
    ...rows.map((row) => [row.coordinate, Object.values(row.cells).map(cellText), row.legalBasis]),
    ...operations.map((row) => [
      row.operation,
      Object.values(row.agencies),
      row.scopes,
      row.purposes,
      row.legalBasis,
    ]),
  ].map((parts) => JSON.stringify(parts));
  return createHash('sha256').update(lines.sort().join('\n')).digest('hex').slice(0, 16);
}
