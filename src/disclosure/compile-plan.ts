import type {
  DocumentNode,
  FieldNode,
  GraphQLField,
  GraphQLNamedType,
  GraphQLObjectType,
  GraphQLOutputType,
  GraphQLSchema,
  OperationDefinitionNode,
} from 'graphql';
import { getNamedType, isListType, isNonNullType, isObjectType, isUnionType } from 'graphql';
import type { Agency } from '../shared';
import type { DirectiveVariables } from './collect-fields';
import { collectFields, fragmentsOf } from './collect-fields';
import type { Condition } from './conditions';
import { isForEngine } from './engine-field';
import type { DisclosureNote, DisclosurePlan } from './plan';
import { Position } from './plan';
import { AGENDA, conditionsOfAgenda } from './policy/agenda-inputs';
import { CLOCKS, conditionsOfClocks } from './policy/clock-inputs';
import type { DisclosurePolicy } from './policy/disclosure-policy';
import { PolicyGapError } from './policy/disclosure-policy';
import type { DisclosureRow } from './policy/rule';
import { cellText, coordinateOf } from './policy/rule';

/** What a plan is compiled from; everything that an answer may tell about disclosure follows from this and from nothing else. */
export interface PlanRequest {
  readonly schema: GraphQLSchema;
  readonly policy: DisclosurePolicy;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly agency: Agency;
  readonly variables: DirectiveVariables;
  /** Whether this caller may call the operation named `Query.case`. */
  readonly mayCall: (operation: string) => boolean;
}

/** A field of a type of the schema. */
type AskedField = Pick<GraphQLField<unknown, unknown>, 'name' | 'type'>;

/** Decides every field of one operation for one agency before anything is fetched. */
export function compilePlan(request: PlanRequest): DisclosurePlan {
  const { schema, policy, document, operation, agency, variables } = request;
  const fragments = fragmentsOf(document);
  const operations = new Set<string>();
  const roots = new Map<string, Position | null>();
  const denied: DisclosureNote[] = [];
  const conditional: DisclosureNote[] = [];
  const closable = new Set<string>();

  const rootType = schema.getRootType(operation.operation);
  if (!rootType) return { operations: [], roots, denied, conditional, closable };
  for (const [key, nodes] of collectFields([operation.selectionSet], fragments, variables)) {
    const name = fieldName(nodes);
    const field = rootType.getFields()[name];
    if (!field || isForEngine(field)) continue;
    const coordinate = `${rootType.name}.${name}`;
    if (!request.mayCall(coordinate)) {
      roots.set(key, null);
      continue;
    }
    operations.add(coordinate);
    const type = answeredType(field.type);
    const position = new Position(type.name);
    roots.set(key, position);
    if (isObjectType(type))
      visit(type, nodes, coordinate, [key, ...listMarks(field.type)], position);
  }
  return { operations: [...operations], roots, denied, conditional, closable };

  /** Which clocks there are rests on what they are counted from, and so does which cases are on an agenda. */
  function behind(coordinate: string): readonly Condition[] {
    if (coordinate === AGENDA) return conditionsOfAgenda(policy, agency);
    return coordinate === CLOCKS ? conditionsOfClocks(policy, agency) : [];
  }

  /** Tells what the policy says of a field, where that is not simply that it is open. */
  function tell(
    row: DisclosureRow,
    coordinate: string,
    path: readonly string[],
    { type }: AskedField,
  ): void {
    const cell = row.cells[agency];
    if (cell === 'ALLOW') return;
    (cell === 'DENY' ? denied : conditional).push(noteFor(row, coordinate, path, cellText(cell)));
    if (isNonNullType(type)) closable.add(path.join('.'));
  }

  /** A value whose cell goes by who wrote the object is told of, and planned, once for each author. */
  function visitByAuthor(
    type: GraphQLObjectType,
    field: AskedField,
    path: readonly string[],
    way: string,
    position: Position,
  ): void {
    const rows = policy.byAuthor(type.name, field.name);
    if (rows.size === 0 || isObjectType(getNamedType(field.type)))
      throw new PolicyGapError([`${type.name}.${field.name}@${way}`]);
    for (const [author, row] of rows) {
      const cell = row.cells[agency];
      tell(row, row.coordinate, path, field);
      const when = cell === 'ALLOW' ? [] : cell;
      if (when === 'DENY') continue;
      const written = position.writtenBy(author);
      written.fields.set(field.name, { coordinate: row.coordinate, when, position: null });
      position.byAuthor.set(author, written);
    }
  }

  function visit(
    type: GraphQLObjectType,
    parents: readonly FieldNode[],
    way: string,
    path: readonly string[],
    position: Position,
  ): void {
    const selections = parents.flatMap((node) => node.selectionSet ?? []);
    for (const [key, nodes] of collectFields(selections, fragments, variables)) {
      const field = type.getFields()[fieldName(nodes)];
      if (!field || isForEngine(field)) continue;
      const here = [...path, key];
      const row = policy.ruleFor(type.name, field.name, way);
      if (!row) {
        visitByAuthor(type, field, here, way, position);
        continue;
      }
      const cell = row.cells[agency];
      tell(row, `${type.name}.${field.name}`, here, field);
      if (cell === 'DENY') continue;
      const below = getNamedType(field.type);
      const planned = position.fields.get(field.name) ?? {
        coordinate: row.coordinate,
        when: cell === 'ALLOW' ? [] : cell,
        position: isObjectType(below) ? new Position(below.name, behind(row.coordinate)) : null,
      };
      position.fields.set(field.name, planned);
      if (planned.position && isObjectType(below)) {
        const next = [...here, ...listMarks(field.type)];
        visit(below, nodes, `${type.name}.${field.name}`, next, planned.position);
      }
    }
  }
}

/**
 * The type of the objects that a field answers. The only union is that of entities, and has one member.
 *
 * @throws Error for a union of more types, at which the plan would have to decide for each
 */
function answeredType(type: GraphQLOutputType): GraphQLNamedType {
  const named = getNamedType(type);
  if (!isUnionType(named)) return named;
  const [only, ...more] = named.getTypes();
  if (!only || more.length > 0) throw new Error(`The union ${named.name} has not one type.`);
  return only;
}

function fieldName(nodes: readonly FieldNode[]): string {
  return nodes[0]?.name.value ?? '';
}

/** One `@` for each list that wraps the type. */
function listMarks(type: GraphQLOutputType): readonly string[] {
  if (isNonNullType(type)) return listMarks(type.ofType);
  return isListType(type) ? ['@', ...listMarks(type.ofType)] : [];
}

function noteFor(
  row: DisclosureRow,
  coordinate: string,
  path: readonly string[],
  rule: string,
): DisclosureNote {
  return {
    path,
    coordinate: coordinateOf(row, coordinate),
    rule,
    legalBasis: row.legalBasis,
  };
}
