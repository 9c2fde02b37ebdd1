import { Kind, type GraphQLError } from 'graphql';

/** Characters; names in a document can be as long as the document. */
const LONGEST_MESSAGE = 300;

const INTROSPECTION_OFF = 'The schema is not told here; it is published as schema/schema.graphql.';

const NAMED_VALUE = /\b(Name|Int|Float|String|BlockString|Comment) ".*$/s;
const QUOTED_TEXT = /: ".*$/s;

/** A syntax error without the text that stands at the place of the fault. */
export function syntaxMessage({ message }: Pick<GraphQLError, 'message'>): string {
  if (!message.startsWith('Syntax Error: ')) return 'Syntax Error.';
  const told = message.slice('Syntax Error: '.length);
  const safe = told.replace(NAMED_VALUE, '$1.').replace(QUOTED_TEXT, '.');
  return cut(`Syntax Error: ${safe}`);
}

const VALUE_KINDS: ReadonlySet<string> = new Set([
  Kind.INT,
  Kind.FLOAT,
  Kind.STRING,
  Kind.BOOLEAN,
  Kind.NULL,
  Kind.ENUM,
  Kind.LIST,
  Kind.OBJECT,
]);

/** Messages about a literal that hold names of the schema only. */
const ABOUT_NAMES = [
  /^Field "[\w.]+" of required type "[\w![\]]+" was not provided\.$/,
  /^OneOf Input Object "\w+" must specify exactly one key\.$/,
  /^Field "[\w.]+" must be non-null\.$/,
];

/** Where a message about a literal names the expected type, in front of anything that a client wrote. */
const EXPECTED_TYPE = [
  /^Expected value of type "([\w![\]]+)", found /,
  /^Enum "(\w+)" cannot represent /,
  /^([A-Z]\w*) (?:cannot represent|is written as) /,
];

/** A literal of an enum is a bare name, so that nothing in it can look like the rest of the message. */
const UNKNOWN_ENUM_VALUE = /^Value "\w+" does not exist in "(\w+)" enum\.( Did you mean .+)?$/;

/** A validation error that tells names of the schema and the document, and no value that stands in a document. */
export function validationMessage(error: GraphQLError): string {
  if (error.extensions.validationErrorCode === 'INTROSPECTION_DISABLED') return INTROSPECTION_OFF;
  const { message } = error;
  const isAboutValue = error.nodes?.some(({ kind }) => VALUE_KINDS.has(kind)) ?? false;
  if (!isAboutValue || ABOUT_NAMES.some((pattern) => pattern.test(message))) return cut(message);
  const unknown = UNKNOWN_ENUM_VALUE.exec(message);
  if (unknown) return `Expected a value of type "${unknown[1] ?? ''}".${unknown[2] ?? ''}`;
  const type = EXPECTED_TYPE.map((pattern) => pattern.exec(message)?.[1]).find(Boolean);
  return type ? `Expected a value of type "${type}".` : 'Expected a value of another type.';
}

function cut(message: string): string {
  return message.length <= LONGEST_MESSAGE ? message : `${message.slice(0, LONGEST_MESSAGE)} …`;
}
