import type { GraphQLObjectType, GraphQLOutputType, GraphQLSchema } from 'graphql';
import { getNamedType, isListType, isNonNullType, isObjectType } from 'graphql';
import type { Condition, DisclosurePolicy, DisclosureRow } from '../../../src/disclosure';
import { cellText } from '../../../src/disclosure';
import type { Agency } from '../../../src/shared';

/** One field on the way from a root field down. */
interface Step {
  readonly type: string;
  readonly field: string;
  /** `@` for each list around the field's values. */
  readonly marks: readonly string[];
  /** The row that decides it, or one for each author where the author of the object decides. */
  readonly rows: readonly DisclosureRow[];
}

/** A way from a root field to one field below it: what one small operation asks for. */
export interface Way {
  /** `Tenant.name@Case.tenants` */
  readonly coordinate: string;
  readonly rootMarks: readonly string[];
  readonly steps: readonly Step[];
  readonly endsInObject: boolean;
}

/** What an answer says of a field that the policy closes, or may close. */
interface ToldField {
  readonly path: readonly string[];
  readonly coordinate: string;
  readonly legalBasis: readonly string[];
}

/** What the policy has an agency be answered on one way, whatever the data. */
export interface Expectation {
  /** The first denied field on the way; there is nothing below it. */
  readonly denied: ToldField | null;
  /** Fields on the way that are open on conditions. */
  readonly conditional: readonly (ToldField & { readonly condition: string })[];
  /** All that must hold for the way to be open. */
  readonly conditions: readonly Condition[];
}

/** Levels of fields below which no way is followed, the root among them. */
const DEEPEST = 6;

/**
 * Each distinct way `Type.field@Parent.field` below a root field, for one agency: where several paths lead there, the shortest
 * without a denied field before the last one, so that the last one's own cell is put to the test.
 */
export function waysBelow(
  schema: GraphQLSchema,
  policy: DisclosurePolicy,
  root: string,
  agency: Agency,
): readonly Way[] {
  const [rootType = '', rootField = ''] = root.split('.');
  const start = (schema.getType(rootType) as GraphQLObjectType).getFields()[rootField];
  if (!start) throw new Error(`${root} is not served.`);
  const found = new Map<string, Way>();
  const rootMarks = listMarks(start.type);

  const visit = (type: GraphQLOutputType, parent: string, before: readonly Step[]): void => {
    const object = getNamedType(type);
    if (!isObjectType(object) || before.length + 1 >= DEEPEST) return;
    for (const field of Object.values(object.getFields())) {
      const row = policy.ruleFor(object.name, field.name, parent);
      const rows = row ? [row] : [...policy.byAuthor(object.name, field.name).values()];
      if (rows.length === 0) throw new Error(`No rule for ${object.name}.${field.name}@${parent}.`);
      const step = { type: object.name, field: field.name, marks: listMarks(field.type), rows };
      const way = {
        coordinate: `${object.name}.${field.name}@${parent}`,
        rootMarks,
        steps: [...before, step],
        endsInObject: isObjectType(getNamedType(field.type)),
      };
      const known = found.get(way.coordinate);
      if (!known || detour(way, agency) < detour(known, agency)) found.set(way.coordinate, way);
      visit(field.type, `${object.name}.${field.name}`, way.steps);
    }
  };
  visit(start.type, root, []);
  return [...found.values()];
}

/** Every way `Type.field@Parent.field` of a schema, however deep, with nobody's policy in mind. */
export function allWays(schema: GraphQLSchema): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (type: GraphQLOutputType, parent: string): void => {
    const object = getNamedType(type);
    if (!isObjectType(object)) return;
    for (const field of Object.values(object.getFields())) {
      const way = `${object.name}.${field.name}@${parent}`;
      if (found.has(way)) continue;
      found.add(way);
      visit(field.type, `${object.name}.${field.name}`);
    }
  };
  for (const root of [schema.getQueryType(), schema.getMutationType()]) {
    for (const field of Object.values(root?.getFields() ?? {})) {
      visit(field.type, `${root?.name ?? ''}.${field.name}`);
    }
  }
  return found;
}

function detour({ steps }: Way, agency: Agency): number {
  const closedBefore = steps
    .slice(0, -1)
    .some(({ rows }) => rows.every((row) => row.cells[agency] === 'DENY'));
  return (closedBefore ? DEEPEST : 0) + steps.length;
}

/** One way as a selection under an alias of its root field. */
export function selectionOf(alias: string, rootCall: string, way: Way): string {
  const end = way.endsInObject ? '{ __typename }' : '';
  const below = way.steps.reduceRight((inner, { field }) => `{ ${field} ${inner} }`, end);
  return `${alias}: ${rootCall} ${below}`;
}

/** What the policy says of a way, told as an answer under this alias would tell it. */
export function expectationFor(alias: string, way: Way, agency: Agency): Expectation {
  let path = [alias, ...way.rootMarks];
  const conditional: Expectation['conditional'][number][] = [];
  const conditions: Condition[] = [];
  for (const { type, field, marks, rows } of way.steps) {
    const here = [...path, field];
    const cells = rows.map((row) => row.cells[agency]);
    for (const row of rows) {
      const cell = row.cells[agency];
      const told = {
        path: here,
        coordinate: row.coordinate.endsWith('.*') ? `${type}.${field}` : row.coordinate,
        legalBasis: row.legalBasis,
      };
      if (cell === 'DENY') return { denied: told, conditional, conditions };
      if (cell === 'ALLOW') continue;
      conditional.push({ ...told, condition: cellText(cell) });
      // What is open to its own author is not closed by what others' inputs wait for.
      if (!cells.includes('ALLOW')) conditions.push(...cell);
    }
    path = [...here, ...marks];
  }
  return { denied: null, conditional, conditions };
}

/** What holds in a case for a reader, as far as conditions go. */
export interface KnownFacts {
  readonly party: boolean;
  readonly dateSet: boolean;
  readonly unprotected: boolean;
  /** Groups that consents have opened to the reader; `*` where any consent names it. */
  readonly consents: readonly string[];
  /** Whether every authority has decided to open what it can. */
  readonly switches: boolean;
}

/** What holds where there is no case, or nothing about it. */
export const NO_FACTS_KNOWN: KnownFacts = {
  party: false,
  dateSet: false,
  unprotected: false,
  consents: [],
  switches: false,
};

/** Whether a way is open in a case with these facts. */
export function isOpenIn(conditions: readonly Condition[], facts: KnownFacts): boolean {
  return conditions.every((condition) => {
    switch (condition.kind) {
      case 'IF_PARTY':
        return facts.party;
      case 'IF_DATE_SET':
        return facts.dateSet;
      case 'IF_UNPROTECTED':
        return facts.unprotected;
      case 'IF_CONSENT':
        return facts.consents.includes(condition.group);
      case 'IF_SWITCH':
        return facts.switches;
      case 'IF_SWITCH_OR_CONSENT':
        return facts.switches || facts.consents.includes(condition.group);
    }
  });
}

/** The values other than null to which a way leads in the answer under its alias. */
export function valuesAt(answer: unknown, way: Way): readonly unknown[] {
  return way.steps.reduce<readonly unknown[]>(
    (values, { field }) =>
      values.flatMap((value) => present((value as Record<string, unknown>)[field])),
    present(answer),
  );
}

function present(value: unknown): readonly unknown[] {
  if (value === null || value === undefined) return [];
  return Array.isArray(value) ? value.flatMap(present) : [value];
}

function listMarks(type: GraphQLOutputType): readonly string[] {
  if (isNonNullType(type)) return listMarks(type.ofType);
  return isListType(type) ? ['@', ...listMarks(type.ofType)] : [];
}
