import { readFileSync } from 'node:fs';
import path from 'node:path';
import type {
  GraphQLField,
  GraphQLNamedType,
  GraphQLObjectType,
  GraphQLOutputType,
  GraphQLSchema,
} from 'graphql';
import {
  buildSchema,
  getNamedType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  Kind,
  parse,
} from 'graphql';
import type { OperationDefinitionNode } from 'graphql';
import { CaseReferences } from '../../src/cases';
import { cellText, compilePlan, DisclosurePolicy } from '../../src/disclosure';
import type { DisclosurePlan, PlannedField, Position } from '../../src/disclosure';
import { Agency } from '../../src/shared';
import { schemaForReading } from '../../src/topology';
import { cutSchema } from '../../src/topology/subgraphs/cut-schema';
import { engineFields } from '../../src/topology/subgraphs/engine-fields';
import { leaveCounts } from '../support/disclosure/counts';
import { namedCoordinate, rowFor } from '../support/disclosure/oracle/matrix';

/** Fields on a path, the root field among them. */
const DEEPEST = 6;

const CONTRACT = readFileSync(path.join(__dirname, '..', 'contract', 'contract.graphql'), 'utf8');
const policy = new DisclosurePolicy();
let tried = 0;

afterAll(() => {
  leaveCounts('all-paths', { 'paths tried': tried });
});

const served = schemaForReading();
const references = new CaseReferences({ cases: () => Promise.resolve(new Map()) });

/** The fields for an engine alone tell of no case. */
const isDecided = ({ extensions }: GraphQLField<unknown, unknown>): boolean =>
  extensions.forEngine !== true;

/** Fields whose cell goes by who wrote the object, which only an object can tell: no path has one decision. */
const BY_AUTHOR: readonly string[] = ['MeetingInput'];

/** One field on a path: the name of its type and its own. */
interface Step {
  readonly type: string;
  readonly field: string;
  readonly marks: readonly string[];
}

/** Every path of a schema from a root field down, the shorter before the longer. */
function* pathsOf(root: GraphQLObjectType, rootField: string): Generator<readonly Step[]> {
  const start = root.getFields()[rootField];
  if (!start) return;
  yield* below(start.type, [{ type: root.name, field: rootField, marks: marksOf(start.type) }]);
}

/** The type of the objects that a field answers, behind the union of entities too. */
function answered(type: GraphQLOutputType): GraphQLNamedType {
  const named = getNamedType(type);
  return isUnionType(named) ? (named.getTypes()[0] ?? named) : named;
}

function* below(type: GraphQLOutputType, before: readonly Step[]): Generator<readonly Step[]> {
  const object = answered(type);
  if (!isObjectType(object) || before.length >= DEEPEST) return;
  if (BY_AUTHOR.includes(object.name)) return;
  for (const field of Object.values(object.getFields()).filter(isDecided)) {
    const here = [...before, { type: object.name, field: field.name, marks: marksOf(field.type) }];
    yield here;
    yield* below(field.type, here);
  }
}

/** A plan of the whole schema below one root field, to the depth of the paths: each path has its own place in it. */
function planOf(
  schema: GraphQLSchema,
  root: GraphQLObjectType,
  rootField: string,
  agency: Agency,
): DisclosurePlan {
  const kind = root.name.toLowerCase();
  const document = parse(`${kind} { ${rootField} ${selectionOf(root, rootField, 1)} }`);
  const operation = document.definitions.find(
    (one): one is OperationDefinitionNode => one.kind === Kind.OPERATION_DEFINITION,
  );
  if (!operation) throw new Error('No operation was written.');
  return compilePlan({
    schema,
    policy,
    document,
    operation,
    agency,
    variables: {},
    // A cell behind an operation that its agency may not call is decided like any other.
    mayCall: () => true,
  });
}

function selectionOf(type: GraphQLObjectType, field: string, depth: number): string {
  const { [field]: asked } = type.getFields();
  const object = asked && answered(asked.type);
  if (!isObjectType(object)) return '';
  if (depth === DEEPEST || BY_AUTHOR.includes(object.name)) return '{ __typename }';
  const names = Object.keys(object.getFields()).map(
    (name) => `${name} ${selectionOf(object, name, depth + 1)}`,
  );
  return `{ ... on ${object.name} { ${names.join(' ')} } }`;
}

describe.each([
  ['the contract', buildSchema(CONTRACT)],
  ['the served schema', served],
  [
    'the served schema with its entities',
    cutSchema(served, { keeps: () => true, adds: engineFields(references, () => '') }),
  ],
] as const)('every path of %s', (_, schema) => {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]
    .flatMap((root) => root ?? [])
    .flatMap((root) =>
      Object.values(root.getFields())
        .filter(isDecided)
        .map(({ name }) => [root, name] as const),
    );

  it.each(Object.values(Agency))(
    'leads %s to the one decision that the matrix has for its end',
    (agency) => {
      const decisions = new Map<string, Set<string>>();
      const faults: string[] = [];
      for (const [root, field] of roots) {
        const plan = planOf(schema, root, field, agency);
        const told = tellingOf(plan);
        for (const steps of pathsOf(root, field)) {
          tried += 1;
          const [parent, end] = steps.slice(-2) as [Step, Step];
          const row = rowFor(end.type, end.field, `${parent.type}.${parent.field}`);
          const wanted = isClosedBefore(steps, agency)
            ? 'below a denied field'
            : row.cells[agency].text;
          const got = decisionOf(plan, told, field, steps);
          const name = namedCoordinate(row, end.type, end.field);
          if (got !== wanted) faults.push(`${textOf(steps)}: ${got} instead of ${wanted}`);
          if (got !== 'below a denied field')
            decisions.set(name, (decisions.get(name) ?? new Set()).add(got));
        }
      }
      expect(faults).toEqual([]);
      expect([...decisions].filter(([, texts]) => texts.size !== 1)).toEqual([]);
    },
    120_000,
  );
});

/** What a plan tells, by path. */
function tellingOf({ denied, conditional }: DisclosurePlan): ReadonlyMap<string, string> {
  return new Map([
    ...denied.map((note) => [note.path.join('.'), 'DENY'] as const),
    ...conditional.map((note) => [note.path.join('.'), note.rule] as const),
  ]);
}

/** The decision at the end of a path, as the plan fetches by and as it tells; these must be one. */
function decisionOf(
  plan: DisclosurePlan,
  told: ReadonlyMap<string, string>,
  rootField: string,
  steps: readonly Step[],
): string {
  const path = steps.flatMap(({ field, marks }, index) =>
    index < steps.length - 1 ? [field, ...marks] : [field],
  );
  const telling = told.get(path.join('.'));
  let position: Position | null | undefined = plan.roots.get(rootField);
  let planned: PlannedField | undefined;
  for (const { field } of steps.slice(1)) {
    if (!position) return 'below a denied field';
    planned = position.fields.get(field);
    position = planned?.position;
  }
  if (planned === undefined) return telling === 'DENY' ? 'DENY' : 'neither planned nor denied';
  const fetched = planned.when.length === 0 ? 'ALLOW' : cellText(planned.when);
  return (telling ?? 'ALLOW') === fetched ? fetched : `fetched by ${fetched}, told as ${telling}`;
}

function isClosedBefore(steps: readonly Step[], agency: Agency): boolean {
  return steps.slice(1, -1).some(({ type, field }, index) => {
    const parent = steps[index];
    return rowFor(type, field, `${parent?.type}.${parent?.field}`).cells[agency].denied;
  });
}

function textOf(steps: readonly Step[]): string {
  return steps.map(({ field }) => field).join('.');
}

function marksOf(type: GraphQLOutputType): readonly string[] {
  if (isNonNullType(type)) return marksOf(type.ofType as GraphQLOutputType);
  return isListType(type) ? ['@', ...marksOf(type.ofType)] : [];
}
