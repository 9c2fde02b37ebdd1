import {
  coerceInputValue,
  getNullableType,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  typeFromAST,
  type GraphQLError,
  type GraphQLInputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { KvarboError, problemMessage, publicMessage } from '../shared';

/** Codes of variables that do not have the form of their type; the meaning of values is judged by the services. */
type FormCode = 'REQUIRED' | 'EXACTLY_ONE' | 'WRONG_TYPE' | 'UNKNOWN_FIELD';

interface FormProblem {
  readonly path: string;
  readonly code: FormCode;
  readonly message: string;
}

/** Codes of {@link UnusableVariablesError} that no service has; part of `schema/error-codes.md`. */
export const formProblemCatalogue = {
  WRONG_TYPE: {
    en: 'The value has not the form of its type.',
    sv: 'Värdet har inte den form som dess typ har.',
  },
  UNKNOWN_FIELD: {
    en: 'The object has a field that its type does not have.',
    sv: 'Objektet har ett fält som dess typ inte har.',
  },
} as const;

/** Enough to correct a request by; a bulk call could have one problem for each of its values. */
const MOST_PROBLEMS = 100;

/** The variables do not fit the types of the operation, so that it was not run. */
export class UnusableVariablesError extends KvarboError {
  readonly code = 'BAD_USER_INPUT';

  constructor(readonly problems: readonly FormProblem[]) {
    super(publicMessage('BAD_USER_INPUT'));
  }

  override extensions(): Record<string, unknown> {
    return { problems: this.problems };
  }
}

/** What an executor was given, as far as variables go. */
export interface OperationWithVariables {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * Finds every variable, and every place in it, that has not the form of its type.
 *
 * Executors tell this in messages that repeat the values, so it is found out anew, with paths and types alone.
 */
export function variableProblems({
  schema,
  operation,
  variables,
}: OperationWithVariables): FormProblem[] {
  const problems: FormProblem[] = [];
  for (const definition of operation.variableDefinitions ?? []) {
    const name = definition.variable.name.value;
    const type = typeFromAST(schema, definition.type);
    if (!isInputType(type)) continue;
    if (!Object.hasOwn(variables, name)) {
      if (isNonNullType(type) && !definition.defaultValue) problems.push(required([name]));
      continue;
    }
    coerceInputValue(variables[name], type, (path, value, error) => {
      if (problems.length < MOST_PROBLEMS) problems.push(problem(type, name, path, value, error));
    });
  }
  return problems;
}

/** The problem of a variable that an executor refuses although its form seems right. */
export function unnamedProblem({ message }: Pick<GraphQLError, 'message'>): FormProblem {
  const path = /^Variable "\$(\w+)"/.exec(message)?.[1] ?? '';
  return { path, code: 'WRONG_TYPE', message: formProblemCatalogue.WRONG_TYPE.en };
}

type Path = readonly (string | number)[];

function problem(
  type: GraphQLInputType,
  variable: string,
  below: Path,
  value: unknown,
  { message }: GraphQLError,
): FormProblem {
  const path = [variable, ...below];
  const missing = /^Field "(\w+)" of required type "[\w![\]]+" was not provided\.$/.exec(message);
  if (missing?.[1]) return required([...path, missing[1]]);
  if (value === null || value === undefined) return required(path);
  const expected = typeAt(type, below);
  if (message.startsWith('Exactly one key')) {
    return { path: path.join('.'), code: 'EXACTLY_ONE', message: problemMessage('EXACTLY_ONE') };
  }
  if (isInputObjectType(expected) && message.startsWith('Field ')) {
    return unknownField(path, expected.name, message);
  }
  const told = expected
    ? `Expected a value of type "${expected.toString()}".`
    : formProblemCatalogue.WRONG_TYPE.en;
  return { path: path.join('.'), code: 'WRONG_TYPE', message: told };
}

function required(path: Path): FormProblem {
  return { path: path.join('.'), code: 'REQUIRED', message: problemMessage('REQUIRED') };
}

/** Names what the schema has instead, never what was sent: a key can be anything. */
function unknownField(path: Path, type: string, message: string): FormProblem {
  const end = `" is not defined by type "${type}".`;
  const suggestion = message.slice(message.lastIndexOf(end) + end.length);
  const told = `An object of type "${type}" has a field that the type does not have.${suggestion}`;
  return { path: path.join('.'), code: 'UNKNOWN_FIELD', message: told };
}

function typeAt(type: GraphQLInputType, path: Path): GraphQLInputType | undefined {
  let found: GraphQLInputType | undefined = getNullableType(type);
  for (const step of path) {
    if (typeof step === 'number') found = isListType(found) ? found.ofType : undefined;
    else found = fieldType(found, step);
    found = found && getNullableType(found);
  }
  return found;
}

/** A single value may stand for a list of one, and then has no position in its path. */
function fieldType(
  type: GraphQLInputType | undefined,
  field: string,
): GraphQLInputType | undefined {
  if (isListType(type)) return fieldType(getNullableType(type.ofType), field);
  return isInputObjectType(type) ? type.getFields()[field]?.type : undefined;
}
