/** Compares what the service serves with the contract that clients and checks are written against. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  astFromValue,
  buildSchema,
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
  print,
} from 'graphql';

/** What a comparison with the contract found, as sorted lines. */
export interface ContractComparison {
  /** Served, but not as the contract has it. */
  readonly breaking: readonly string[];
  /** In the contract, but not served. A type that is wholly missing is one line, without its members. */
  readonly notServed: readonly string[];
}

const CONTRACT_FOLDER = join(__dirname, '..', 'contract');

/** The contract as SDL. */
export function contractSdl(): string {
  return readFileSync(join(CONTRACT_FOLDER, 'contract.graphql'), 'utf8');
}

/** The committed list of what the contract has and the service does not serve yet. */
export function notServedYet(): string[] {
  return readFileSync(join(CONTRACT_FOLDER, 'not-served-yet.txt'), 'utf8').split('\n').slice(0, -1);
}

/** The committed list of what the service serves beyond the contract, as {@link compareWithContract} tells of it. */
export function added(): string[] {
  return readFileSync(join(CONTRACT_FOLDER, 'added.txt'), 'utf8').split('\n').slice(0, -1);
}

/** Compares names, types, arguments, defaults, enum values and `@oneOf`; descriptions are free. */
export function compareWithContract(schema: GraphQLSchema, contract: string): ContractComparison {
  const expected = signatures(buildSchema(contract));
  const served = signatures(schema);
  const breaking = [...served]
    .filter(([coordinate, signature]) => expected.get(coordinate) !== signature)
    .map(([coordinate, signature]) => {
      const wanted = expected.get(coordinate);
      return wanted === undefined
        ? `${coordinate}: ${signature} is not in the contract`
        : `${coordinate}: ${signature} is ${wanted} in the contract`;
    });
  const notServed = [...expected.keys()].filter(
    (coordinate) => !served.has(coordinate) && isReported(coordinate, served),
  );
  return { breaking: breaking.sort(), notServed: notServed.sort() };
}

/** A missing member is reported only if what it belongs to is there. */
function isReported(coordinate: string, served: ReadonlyMap<string, string>): boolean {
  const owner = ownerOf(coordinate);
  return owner === undefined || served.has(owner);
}

/** `Query.case(knownAt:)` belongs to `Query.case`, and that to `Query`. */
function ownerOf(coordinate: string): string | undefined {
  const end = coordinate.includes('(') ? coordinate.indexOf('(') : coordinate.indexOf('.');
  return end === -1 ? undefined : coordinate.slice(0, end);
}

/** Every coordinate of a schema with what must not change about it. */
function signatures(schema: GraphQLSchema): Map<string, string> {
  return new Map(
    Object.values(schema.getTypeMap())
      .filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type))
      .flatMap((type): [string, string][] => [[type.name, kindOf(type)], ...membersOf(type)]),
  );
}

function kindOf(type: GraphQLNamedType): string {
  const kind = type.constructor.name.replace(/^GraphQL|Type$/g, '');
  return isInputObjectType(type) && type.isOneOf ? `${kind} @oneOf` : kind;
}

function membersOf(type: GraphQLNamedType): [string, string][] {
  if (isEnumType(type)) {
    return type.getValues().map(({ name }) => [`${type.name}.${name}`, 'value']);
  }
  if (isInputObjectType(type)) {
    return Object.values(type.getFields()).map((field) => [
      `${type.name}.${field.name}`,
      inputSignature(field),
    ]);
  }
  if (isObjectType(type)) {
    return Object.values(type.getFields()).flatMap((field): [string, string][] => [
      [`${type.name}.${field.name}`, field.type.toString()],
      ...field.args.map((argument): [string, string] => [
        `${type.name}.${field.name}(${argument.name}:)`,
        inputSignature(argument),
      ]),
    ]);
  }
  return [];
}

function inputSignature(input: GraphQLArgument | GraphQLInputField): string {
  const node = astFromValue(input.defaultValue, input.type);
  return node ? `${input.type.toString()} = ${print(node)}` : input.type.toString();
}
