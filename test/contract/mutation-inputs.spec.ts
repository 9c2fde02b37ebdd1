import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { GraphQLInputObjectType } from 'graphql';
import { buildSchema, getNullableType, isInputObjectType, isNonNullType } from 'graphql';

const read = (...names: string[]): string =>
  readFileSync(path.join(__dirname, '..', '..', ...names), 'utf8');

/** The one input of each mutation. */
function inputsOf(sdl: string): readonly (readonly [string, GraphQLInputObjectType])[] {
  const fields = buildSchema(sdl).getMutationType()?.getFields() ?? {};
  return Object.values(fields).map(({ name, args }) => {
    const [input, ...others] = args;
    const type = input && getNullableType(input.type);
    if (!isInputObjectType(type) || others.length > 0)
      throw new Error(`${name} has another argument than one input.`);
    return [name, type] as const;
  });
}

const served = inputsOf(read('schema', 'schema.graphql'));
const agreed = new Map(inputsOf(read('test', 'contract', 'contract.graphql')));
/** A contribution to a meeting builds on nothing. */
const BUILDS_ON_NOTHING = ['addMeetingInput'];

describe('every mutation', () => {
  it.each(served)('%s takes an idempotency key that must be there', (_name, type) => {
    const key = type.getFields().idempotencyKey;
    expect(key && isNonNullType(key.type)).toBe(true);
  });

  it.each(served.filter(([, type]) => 'caseId' in type.getFields()))(
    '%s of a case takes the version that the caller has seen',
    (name, type) => {
      const version = type.getFields().expectedVersion;
      expect(version !== undefined && isNonNullType(version.type)).toBe(
        !BUILDS_ON_NOTHING.includes(name),
      );
    },
  );

  it.each(served)('%s asks for what the contract says', (name, type) => {
    const required = (of: GraphQLInputObjectType | undefined): readonly string[] =>
      Object.values(of?.getFields() ?? {})
        .filter(({ type: given }) => isNonNullType(given))
        .map((field) => field.name)
        .sort();
    expect(required(type)).toEqual(required(agreed.get(name)));
  });
});
