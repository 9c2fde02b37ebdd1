import type {
  FieldNode,
  OperationDefinitionNode,
  SelectionSetNode,
  VariableDefinitionNode,
} from 'graphql';
import { Kind, OperationTypeNode, print, visit } from 'graphql';
import type { AnswerShape, ShapeField } from './answer-shape';

/** An operation that an engine is sent: without what is denied, without fragments and directives. */
export interface EngineDocument {
  readonly query: string;
  /** Names of the variables that it still uses. */
  readonly variables: readonly string[];
  /** The client's response keys of its root fields. */
  readonly keys: readonly string[];
}

/**
 * What an engine is to be asked for a shape: one document, or one for each root field of a mutation.
 *
 * Engines go on with a mutation of which a part has failed; sent one at a time, the front can stop like GraphQL does.
 */
export function engineDocuments(
  { fields }: AnswerShape,
  operation: OperationDefinitionNode,
): readonly EngineDocument[] {
  const asked = fields.filter(({ by }) => by === 'engine');
  if (asked.length === 0) return [];
  const groups =
    operation.operation === OperationTypeNode.MUTATION ? asked.map((field) => [field]) : [asked];
  return groups.map((group) => documentFor(group, operation));
}

function documentFor(
  fields: readonly ShapeField[],
  { operation, name, variableDefinitions = [] }: OperationDefinitionNode,
): EngineDocument {
  const selectionSet = selectionsOf(fields);
  const used = variablesIn(selectionSet);
  const definitions = variableDefinitions.filter(({ variable }) => used.has(variable.name.value));
  const cut: OperationDefinitionNode = {
    kind: Kind.OPERATION_DEFINITION,
    operation,
    ...(name && { name }),
    variableDefinitions: definitions.map(withoutDirectives),
    selectionSet,
  };
  return {
    query: print(cut),
    variables: definitions.map(({ variable }) => variable.name.value),
    keys: fields.map(({ key }) => key),
  };
}

/** Where nothing else is left to ask, the name of the type tells whether there is an object. */
function selectionsOf(fields: readonly ShapeField[]): SelectionSetNode {
  const asked = fields.filter(({ by }) => by === 'engine');
  const selections = asked.map(fieldNode);
  return {
    kind: Kind.SELECTION_SET,
    selections: selections.length > 0 ? selections : [TYPENAME],
  };
}

const TYPENAME: FieldNode = {
  kind: Kind.FIELD,
  name: { kind: Kind.NAME, value: '__typename' },
};

function fieldNode({ sent, name, nodes, below }: ShapeField): FieldNode {
  return {
    kind: Kind.FIELD,
    alias: { kind: Kind.NAME, value: sent },
    name: { kind: Kind.NAME, value: name },
    arguments: nodes[0]?.arguments ?? [],
    ...(below && { selectionSet: selectionsOf(below.fields) }),
  };
}

function withoutDirectives(definition: VariableDefinitionNode): VariableDefinitionNode {
  return { ...definition, directives: [] };
}

function variablesIn(selections: SelectionSetNode): ReadonlySet<string> {
  const names = new Set<string>();
  visit(selections, {
    Variable: ({ name }) => {
      names.add(name.value);
    },
  });
  return names;
}
