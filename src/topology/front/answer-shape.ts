import type {
  FieldNode,
  FragmentDefinitionNode,
  GraphQLObjectType,
  GraphQLOutputType,
  GraphQLSchema,
  OperationDefinitionNode,
} from 'graphql';
import {
  getNamedType,
  isListType,
  isNonNullType,
  isObjectType,
  TypeNameMetaFieldDef,
} from 'graphql';
import type { DisclosurePlan } from '../../disclosure';
import { collectFields, Position } from '../../disclosure';
import { frontKey } from '../../server';

/** How a value may be absent, and what a list of it holds. */
export interface Form {
  readonly nullable: boolean;
  /** Null unless it is a list. */
  readonly item: Form | null;
}

/** One field of an answer, in the order and under the name that the client gave it. */
export interface ShapeField {
  readonly key: string;
  /**
   * The key under which the engine is asked for it, unique in the whole answer. A client's own word never reaches an engine:
   * engines put answers together in plain objects, where `__proto__` is the prototype of all and `key` is a key of their own.
   */
  readonly sent: string;
  readonly name: string;
  /**
   * Who answers it: the engine, or the front itself, since it names a type, tells of the schema, is denied to the
   * caller or is an operation that the caller may not call.
   */
  readonly by: 'engine' | 'typename' | 'introspection' | 'denied' | 'refused';
  readonly form: Form;
  readonly nodes: readonly FieldNode[];
  /** Null for a leaf, and for what the engine does not answer. */
  readonly below: AnswerShape | null;
}

/** What an answer looks like at one place: fragments spread and directives applied, nothing denied left to be asked. */
export interface AnswerShape {
  readonly type: string;
  readonly fields: readonly ShapeField[];
}

/** What a shape follows from. */
export interface ShapeRequest {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly operation: OperationDefinitionNode;
  /** Values of the Boolean variables that stand in `@include` and `@skip`; those that the plan was made with. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly plan: DisclosurePlan;
}

/** The shape of the whole answer to a planned operation. */
export function answerShape(request: ShapeRequest): AnswerShape {
  const { schema, fragments, operation, variables, plan } = request;
  const root = schema.getRootType(operation.operation);
  if (!root) return { type: '', fields: [] };
  const collected = collectFields([operation.selectionSet], fragments, variables);
  let count = 0;
  const nextSent = (): string => frontKey(count++);
  return {
    type: root.name,
    fields: [...collected].map(([key, nodes]) => rootField(key, nodes)),
  };

  function rootField(key: string, nodes: readonly FieldNode[]): ShapeField {
    const sent = nextSent();
    const name = nameOf(nodes);
    const field = root?.getFields()[name];
    if (!field) {
      const by = name === TypeNameMetaFieldDef.name ? 'typename' : 'introspection';
      return { key, sent, name, by, form: NULLABLE, nodes, below: null };
    }
    const position = plan.roots.get(key) ?? null;
    const type = getNamedType(field.type);
    return {
      key,
      sent,
      name,
      by: position ? 'engine' : 'refused',
      form: formOf(field.type),
      nodes,
      below: position && isObjectType(type) ? shapeAt(type, nodes, position) : null,
    };
  }

  function shapeAt(
    type: GraphQLObjectType,
    parents: readonly FieldNode[],
    position: Position,
  ): AnswerShape {
    const selections = parents.flatMap(({ selectionSet }) => selectionSet ?? []);
    const collected = [...collectFields(selections, fragments, variables)];
    return { type: type.name, fields: collected.map(([key, nodes]) => fieldOf(key, nodes)) };

    function fieldOf(key: string, nodes: readonly FieldNode[]): ShapeField {
      const sent = nextSent();
      const name = nameOf(nodes);
      const field = type.getFields()[name];
      if (!field) return { key, sent, name, by: 'typename', form: NULLABLE, nodes, below: null };
      const form = formOf(field.type);
      const fieldType = getNamedType(field.type);
      if (!isAsked(position, name))
        return { key, sent, name, by: 'denied', form, nodes, below: null };
      const below = isObjectType(fieldType)
        ? shapeAt(fieldType, nodes, position.below(name) ?? new Position(fieldType.name))
        : null;
      return { key, sent, name, by: 'engine', form, nodes, below };
    }
  }
}

/** A value whose cell goes by who wrote the object is asked for as soon as one author's is not denied. */
function isAsked(position: Position, name: string): boolean {
  return position.has(name) || [...position.byAuthor.values()].some((written) => written.has(name));
}

const NULLABLE: Form = { nullable: true, item: null };

function formOf(type: GraphQLOutputType): Form {
  const nullable = !isNonNullType(type);
  const bare = isNonNullType(type) ? type.ofType : type;
  return { nullable, item: isListType(bare) ? formOf(bare.ofType) : null };
}

function nameOf(nodes: readonly FieldNode[]): string {
  return nodes[0]?.name.value ?? '';
}
