import fc from 'fast-check';
import type {
  GraphQLArgument,
  GraphQLField,
  GraphQLInputType,
  GraphQLObjectType,
  GraphQLSchema,
} from 'graphql';
import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  parse,
} from 'graphql';
import {
  assertWithinLimits,
  listsOf,
  measureDocument,
  OPERATION_LIMITS,
  pageSizesOf,
} from '../../../src/server/limits';
import type { Draw } from './draw';
import { drawFromTape } from './draw';

/** One operation as a client sends it. */
export interface RandomOperation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** What the arguments of a reader's operations are made of: what it knows, what it may not know of, and what is not there. */
export interface Vocabulary {
  /** Values for an argument, by its coordinate `Query.case(id)` or `CaseSearch.receiptNumber`, else by the name of its type. */
  readonly values: Readonly<Record<string, readonly unknown[]>>;
  /** Whole sets of arguments of a root field that belong together: a cursor with the list that it is of. */
  readonly argumentSets: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
}

/** What operations are drawn over. */
export interface OperationSpace {
  readonly schema: GraphQLSchema;
  readonly vocabulary: Vocabulary;
  /** Root fields, as `Query.case`, that operations may ask; all of one operation type. */
  readonly roots: readonly string[];
}

/** Levels of fields below which no selection is drawn; well within the server's limit. */
const DEEPEST = 8;
const MOST_FIELDS = 7;
const MOST_ROOTS = 3;

/** Roots that are asked more often than others, since most of the world lies below them. */
const WEIGHTS: Readonly<Record<string, number>> = {
  'Query.cases': 5,
  'Query.case': 4,
  'Query.notice': 2,
  'Query.enforcementRecord': 2,
  'Query.collaborationMeeting': 2,
};

/** Random valid operations within the server's limits; a counterexample shrinks towards few and plain fields. */
export function randomOperation(space: OperationSpace): fc.Arbitrary<RandomOperation> {
  const isWithinLimits = limitsOf(space.schema);
  return fc
    .array(fc.nat({ max: 9_999 }), { minLength: 10, maxLength: 400, size: 'max' })
    .map((tape) => new OperationWriter(space, drawFromTape(tape)).write())
    .filter(isWithinLimits);
}

function limitsOf(schema: GraphQLSchema): (operation: RandomOperation) => boolean {
  const inputs = { pageSizes: pageSizesOf(schema), lists: listsOf(schema) };
  return ({ query, variables }) => {
    try {
      assertWithinLimits(
        measureDocument(parse(query, { maxTokens: OPERATION_LIMITS.tokens }), {
          ...inputs,
          variables,
        }),
        OPERATION_LIMITS,
      );
      return true;
    } catch {
      return false;
    }
  };
}

/** Writes one operation by drawn choices: fragments, aliases, `__typename`, conditions on fields, variables for arguments. */
class OperationWriter {
  private readonly variables: { name: string; type: string; value: unknown }[] = [];
  private readonly fragments: string[] = [];
  private readonly lists: ReadonlySet<string>;
  private readonly roots: readonly string[];
  private names = 0;

  constructor(
    private readonly space: OperationSpace,
    private readonly draw: Draw,
  ) {
    this.lists = listsOf(space.schema);
    this.roots = space.roots.flatMap((root) =>
      Array.from({ length: WEIGHTS[root] ?? 1 }, () => root),
    );
  }

  write(): RandomOperation {
    const { draw, space } = this;
    const kind = (space.roots[0] ?? '').split('.')[0] ?? '';
    const count = 1 + draw.below(MOST_ROOTS);
    const selections = Array.from({ length: count }, () => {
      const root = draw.pick(this.roots);
      const type = space.schema.getType(kind) as GraphQLObjectType;
      const field = type.getFields()[root.slice(kind.length + 1)];
      if (!field) throw new Error(`${root} is not served.`);
      return `${this.fresh('r')}: ${field.name}${this.argumentsOf(kind, field)} ${this.condition()} ${this.below(field, 1, [])}`;
    });
    const declared = this.variables.map(({ name, type }) => `$${name}: ${type}`);
    const header = declared.length > 0 ? `(${declared.join(', ')})` : '';
    return {
      query: `${kind.toLowerCase()} Random${header} {\n${selections.join('\n')}\n}\n${this.fragments.join('\n')}`,
      variables: Object.fromEntries(this.variables.map(({ name, value }) => [name, value])),
    };
  }

  /** A selection set below a field of objects; nothing below a leaf. */
  private below(
    field: GraphQLField<unknown, unknown>,
    depth: number,
    within: readonly string[],
  ): string {
    const type = getNamedType(field.type);
    if (!isObjectType(type)) return '';
    const inside = this.lists.has(field.name) ? [...within, field.name] : within;
    return `{ ${this.selections(type, depth + 1, inside)} }`;
  }

  private selections(type: GraphQLObjectType, depth: number, within: readonly string[]): string {
    const { draw } = this;
    const fields = Object.values(type.getFields()).filter((field) => {
      const isDeep = isObjectType(getNamedType(field.type));
      const times = within.filter((name) => name === field.name).length;
      return (!isDeep || depth < DEEPEST) && times < OPERATION_LIMITS.listNesting;
    });
    const count = 1 + draw.below(MOST_FIELDS);
    const parts = Array.from({ length: count }, () => {
      if (fields.length === 0 || draw.chance(6)) return '__typename';
      const field = draw.pick(fields);
      const alias = draw.chance(20) ? `${this.fresh('a')}: ` : '';
      const args = this.argumentsOf(type.name, field);
      // Without an alias two selections of a field are one, which arguments could contradict.
      const name = alias === '' && args !== '' ? `${this.fresh('a')}: ` : alias;
      return this.wrapped(
        type,
        `${name}${field.name}${args} ${this.condition()} ${this.below(field, depth, within)}`,
      );
    });
    return parts.join(' ');
  }

  /** The selection as it is, or in an inline fragment, or in a named one. */
  private wrapped(type: GraphQLObjectType, selection: string): string {
    const { draw } = this;
    if (!draw.chance(20)) return selection;
    if (draw.chance(60)) {
      const on = draw.chance(70) ? `on ${type.name} ` : '';
      return `... ${on}${this.condition()} { ${selection} }`;
    }
    const name = this.fresh('F');
    this.fragments.push(`fragment ${name} on ${type.name} { ${selection} }`);
    const once = `...${name} ${this.condition()}`;
    return draw.chance(20) ? `${once} ...${name}` : once;
  }

  /** Now and then `@include` or `@skip`, by a variable or by a literal. */
  private condition(): string {
    const { draw } = this;
    if (!draw.chance(12)) return '';
    const directive = draw.pick(['include', 'skip']);
    const value = !draw.chance(30);
    const holds = directive === 'include' ? value : !value;
    return `@${directive}(if: ${draw.chance(60) ? this.variable('Boolean!', holds) : String(holds)})`;
  }

  private argumentsOf(owner: string, field: GraphQLField<unknown, unknown>): string {
    const { draw } = this;
    if (field.args.length === 0) return '';
    const coordinate = `${owner}.${field.name}`;
    const sets = this.space.vocabulary.argumentSets[coordinate] ?? [];
    const set = sets.length > 0 && draw.chance(35) ? draw.pick(sets) : null;
    const parts = field.args.flatMap((argument) => {
      const given = set
        ? { value: set[argument.name] }
        : this.drawn(argument, `${coordinate}(${argument.name})`);
      if (given?.value === undefined) return [];
      return `${argument.name}: ${this.variable(String(argument.type), given.value)}`;
    });
    return parts.length > 0 ? `(${parts.join(', ')})` : '';
  }

  /** A value for an argument, or null where it is left out. */
  private drawn(argument: GraphQLArgument, coordinate: string): { value: unknown } | null {
    const isOptional = !isNonNullType(argument.type) || argument.defaultValue !== undefined;
    if (isOptional && !this.draw.chance(30)) return null;
    return { value: this.input(argument.type, coordinate) };
  }

  private input(type: GraphQLInputType, coordinate: string): unknown {
    const { draw } = this;
    const known = this.space.vocabulary.values[coordinate];
    if (known && known.length > 0) return draw.pick(known);
    const inner = getNullableType(type);
    if (isListType(inner)) {
      return Array.from({ length: draw.below(3) }, () => this.input(inner.ofType, coordinate));
    }
    if (isEnumType(inner)) return draw.pick(inner.getValues()).name;
    if (isInputObjectType(inner)) {
      const fields = Object.values(inner.getFields());
      const one = (field: (typeof fields)[number]) =>
        [field.name, this.input(field.type, `${inner.name}.${field.name}`)] as const;
      if (inner.isOneOf) return Object.fromEntries([one(draw.pick(fields))]);
      const wanted = fields.filter((field) => isNonNullType(field.type) || draw.chance(40));
      return Object.fromEntries(wanted.map(one));
    }
    const name = getNamedType(inner).name;
    if (name === 'Boolean') return draw.chance(50);
    const values = this.space.vocabulary.values[name];
    if (!values || values.length === 0) throw new Error(`No values are known for ${coordinate}.`);
    return draw.pick(values);
  }

  private variable(type: string, value: unknown): string {
    const name = this.fresh('v');
    this.variables.push({ name, type, value });
    return `$${name}`;
  }

  private fresh(prefix: string): string {
    this.names += 1;
    return `${prefix}${this.names}`;
  }
}
