import {
  getNamedType,
  getNullableType,
  isIntrospectionType,
  isListType,
  isObjectType,
  Kind,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type SelectionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { TooComplexError } from '../shared';

/** The most that one document may ask for, counted before it is validated or executed. */
export interface OperationLimits {
  /** Lexical tokens of the document. */
  readonly tokens: number;
  /** Levels of fields, the schema's own `__schema` and `__type` left out. */
  readonly depth: number;
  /** Levels of fields from `__schema` or `__type` down; the usual introspection query has 15. */
  readonly introspectionDepth: number;
  /** Fields, fragment spreads and inline fragments, `__typename` included, each as often as it is reached. */
  readonly selections: number;
  /** Fields with an alias, each as often as it is reached. */
  readonly aliases: number;
  /** Fields at the root of one operation. */
  readonly rootFields: number;
  /** Directives anywhere, each as often as it is reached. */
  readonly directives: number;
  /** How often one list without pages stands within itself: each time multiplies the answer by its length, which nobody knows before. */
  readonly listNesting: number;
  /** Fields times the sizes of the lists around them: `first` of a page, or the items of a bulk input, each of which is answered. */
  readonly cost: number;
}

/** The limits in force: several times what a client needs that asks for a whole case, or a page of whole cases. */
export const OPERATION_LIMITS: OperationLimits = Object.freeze({
  tokens: 10_000,
  depth: 12,
  introspectionDepth: 16,
  selections: 2_000,
  aliases: 200,
  rootFields: 20,
  directives: 200,
  listNesting: 2,
  cost: 50_000,
});

/** What a document asks for, in the units of {@link OperationLimits}. */
export type OperationSize = Readonly<Omit<OperationLimits, 'tokens'>> & {
  /** Whether a list size is a variable, so that other variables make another cost. */
  readonly dependsOnVariables: boolean;
};

/** What the size of a list depends on beside the document. */
export interface SizeInputs {
  readonly variables: Readonly<Record<string, unknown>>;
  /** The default of `first`, by name of the field that has it. */
  readonly pageSizes: ReadonlyMap<string, number>;
  /** Names of the fields that are lists of objects without pages. */
  readonly lists: ReadonlySet<string>;
  /** Aliases that do not count: of those that every field has, the selections are the count. */
  readonly uncounted?: RegExp | null;
}

/**
 * Refuses a document that passes a limit, naming the first limit that is passed and its value.
 *
 * @throws TooComplexError
 */
export function assertWithinLimits(size: OperationSize, limits: OperationLimits): void {
  for (const name of ['depth', 'introspectionDepth', 'selections', 'aliases'] as const) {
    assertWithin(name, size[name], limits);
  }
  for (const name of ['rootFields', 'directives', 'listNesting', 'cost'] as const) {
    assertWithin(name, size[name], limits);
  }
}

function assertWithin(name: keyof OperationLimits, size: number, limits: OperationLimits): void {
  if (size > limits[name]) throw limitPassed(name, limits);
}

/** The error for one limit; it names the limit and never repeats text of the document. */
export function limitPassed(name: keyof OperationLimits, limits: OperationLimits): TooComplexError {
  return new TooComplexError(`The operation passes the limit "${name}" of ${limits[name]}.`);
}

/** The default page sizes of a schema: each field with an argument `first` that has a default. */
export function pageSizesOf(schema: GraphQLSchema): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>();
  for (const type of Object.values(schema.getTypeMap()).filter(isObjectType)) {
    for (const field of Object.values(type.getFields())) {
      const size: unknown = field.args.find(({ name }) => name === 'first')?.defaultValue;
      if (typeof size === 'number') {
        sizes.set(field.name, Math.max(size, sizes.get(field.name) ?? 0));
      }
    }
  }
  return sizes;
}

/** The lists of a schema through which an answer can grow without a page size: fields with several objects and no argument `first`. */
export function listsOf(schema: GraphQLSchema): ReadonlySet<string> {
  const fields = Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter((type) => !isIntrospectionType(type))
    .flatMap((type) => Object.values(type.getFields()));
  return new Set(
    fields
      .filter(({ type }) => isListType(getNullableType(type)) && isObjectType(getNamedType(type)))
      .filter(({ args }) => !args.some(({ name }) => name === 'first'))
      .map(({ name }) => name),
  );
}

/**
 * Counts what a document asks for, all of its operations together.
 *
 * Each fragment is counted once and remembered, so that counting takes time in proportion to the text however
 * often fragments repeat each other; a fragment inside itself counts as nothing here, since validation refuses it.
 */
export function measureDocument(document: DocumentNode, inputs: SizeInputs): OperationSize {
  const measure = new Measure(document, inputs);
  let total = nothing;
  let rootFields = 0;
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const size = measure.selectionSet(definition.selectionSet);
    rootFields = Math.max(rootFields, size.width);
    const onVariables = (definition.variableDefinitions ?? []).map(
      ({ directives }) => directives?.length ?? 0,
    );
    const directives = [count(definition.directives), ...onVariables].reduce((a, b) => a + b);
    total = sum(total, sum(size, { ...nothing, directives }));
  }
  for (const unused of measure.unusedFragments()) total = sum(total, unused);
  const { listsBelow, ...sizes } = total;
  const listNesting = Math.max(0, ...listsBelow.values());
  return { ...sizes, rootFields, listNesting, dependsOnVariables: measure.dependsOnVariables };
}

interface Size {
  readonly depth: number;
  readonly introspectionDepth: number;
  readonly selections: number;
  readonly aliases: number;
  readonly directives: number;
  readonly cost: number;
  /** How often each list stands within itself, by name. */
  readonly listsBelow: ReadonlyMap<string, number>;
  /** Fields directly at this level. */
  readonly width: number;
}

const nothing: Size = {
  depth: 0,
  introspectionDepth: 0,
  selections: 0,
  aliases: 0,
  directives: 0,
  cost: 0,
  listsBelow: new Map(),
  width: 0,
};

function sum(a: Size, b: Size): Size {
  return {
    depth: Math.max(a.depth, b.depth),
    introspectionDepth: Math.max(a.introspectionDepth, b.introspectionDepth),
    selections: a.selections + b.selections,
    aliases: a.aliases + b.aliases,
    directives: a.directives + b.directives,
    cost: a.cost + b.cost,
    listsBelow: larger(a.listsBelow, b.listsBelow),
    width: a.width + b.width,
  };
}

function larger(
  a: ReadonlyMap<string, number>,
  b: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  if (a.size === 0 || b.size === 0) return a.size === 0 ? b : a;
  const both = new Map(a);
  for (const [name, times] of b) both.set(name, Math.max(times, both.get(name) ?? 0));
  return both;
}

class Measure {
  dependsOnVariables = false;
  private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** The largest default of each variable; fragments are counted once for all operations. */
  private readonly defaults = new Map<string, number>();
  private readonly measured = new Map<string, Size>();

  constructor(
    document: DocumentNode,
    private readonly inputs: SizeInputs,
  ) {
    this.fragments = new Map(
      document.definitions
        .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
        .map((fragment) => [fragment.name.value, fragment]),
    );
    for (const definition of document.definitions) {
      if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
      for (const { variable, defaultValue } of definition.variableDefinitions ?? []) {
        if (defaultValue?.kind !== Kind.INT) continue;
        const other = this.defaults.get(variable.name.value) ?? 0;
        this.defaults.set(variable.name.value, Math.max(other, Number(defaultValue.value)));
      }
    }
  }

  selectionSet(set: SelectionSetNode): Size {
    return set.selections.map((selection) => this.selection(selection)).reduce(sum, nothing);
  }

  unusedFragments(): Size[] {
    return [...this.fragments.keys()]
      .filter((name) => !this.measured.has(name))
      .map((name) => this.fragment(name));
  }

  private selection(selection: SelectionNode): Size {
    const own = { ...nothing, selections: 1, directives: count(selection.directives) };
    switch (selection.kind) {
      case Kind.FIELD:
        return sum(own, this.field(selection));
      case Kind.INLINE_FRAGMENT:
        return sum(own, this.selectionSet(selection.selectionSet));
      case Kind.FRAGMENT_SPREAD:
        return sum(own, this.fragment(selection.name.value));
    }
  }

  private field(field: FieldNode): Size {
    const below = field.selectionSet ? this.selectionSet(field.selectionSet) : nothing;
    const isIntrospection = field.name.value === '__schema' || field.name.value === '__type';
    return {
      depth: isIntrospection ? 1 : below.depth + 1,
      introspectionDepth: isIntrospection ? below.depth + 1 : below.introspectionDepth,
      selections: below.selections,
      aliases: below.aliases + this.aliasCount(field),
      directives: below.directives,
      cost: 1 + this.listSize(field) * below.cost,
      listsBelow: isIntrospection ? nothing.listsBelow : this.listsFrom(field, below),
      width: 1,
    };
  }

  private aliasCount({ alias }: FieldNode): number {
    return alias && !this.inputs.uncounted?.test(alias.value) ? 1 : 0;
  }

  private listsFrom({ name: { value } }: FieldNode, { listsBelow }: Size): Size['listsBelow'] {
    if (!this.inputs.lists.has(value)) return listsBelow;
    return new Map(listsBelow).set(value, 1 + (listsBelow.get(value) ?? 0));
  }

  private fragment(name: string): Size {
    const known = this.measured.get(name);
    if (known) return known;
    const fragment = this.fragments.get(name);
    if (!fragment) return nothing;
    this.measured.set(name, nothing);
    const directives = count(fragment.directives);
    const size = sum(this.selectionSet(fragment.selectionSet), { ...nothing, directives });
    this.measured.set(name, size);
    return size;
  }

  /** How many items a field is given to answer: representations, or the list in its `input`; 1 for any other field. */
  private bulkSize(field: FieldNode): number {
    const sent = field.arguments?.find(({ name }) => name.value === 'representations')?.value;
    if (sent) return this.lengthOf(sent);
    const input = field.arguments?.find(({ name }) => name.value === 'input')?.value;
    if (input?.kind === Kind.VARIABLE) {
      this.dependsOnVariables = true;
      return longestList(this.inputs.variables[input.name.value]);
    }
    if (input?.kind !== Kind.OBJECT) return 1;
    return Math.max(1, ...input.fields.map(({ value }) => this.lengthOf(value)));
  }

  private lengthOf(value: ValueNode): number {
    if (value.kind === Kind.LIST) return value.values.length;
    if (value.kind !== Kind.VARIABLE) return 1;
    this.dependsOnVariables = true;
    const given = this.inputs.variables[value.name.value];
    return Array.isArray(given) ? given.length : 1;
  }

  private listSize(field: FieldNode): number {
    const byDefault = this.inputs.pageSizes.get(field.name.value) ?? this.bulkSize(field);
    const value = field.arguments?.find(({ name }) => name.value === 'first')?.value;
    if (value?.kind === Kind.INT) return Math.max(1, Number(value.value));
    if (value?.kind !== Kind.VARIABLE) return byDefault;
    this.dependsOnVariables = true;
    const name = value.name.value;
    const size = this.inputs.variables[name] ?? this.defaults.get(name);
    return typeof size === 'number' ? Math.max(1, size) : byDefault;
  }
}

/** The longest list directly in an input, as JSON. */
function longestList(input: unknown): number {
  const members: unknown[] =
    typeof input === 'object' && input !== null ? Object.values(input) : [];
  return Math.max(1, ...members.map((member) => (Array.isArray(member) ? member.length : 1)));
}

function count(directives: readonly DirectiveNode[] | undefined): number {
  return directives?.length ?? 0;
}
