import { buildSchema, GraphQLError, parse, validate } from 'graphql';
import { syntaxMessage, validationMessage } from '../../src/server/safe-message';

const schema = buildSchema(`
  enum Purpose { EXECUTION AUDIT }
  input Term @oneOf { name: String number: Int }
  input Tenant { name: String! rooms: Int purpose: Purpose }
  type Query { a(n: Int, tenant: Tenant, purpose: Purpose, term: Term): Int b: Query }
`);

const syntaxMessageOf = (text: string): string => {
  try {
    parse(text);
    return '';
  } catch (error) {
    return syntaxMessage(error as GraphQLError);
  }
};

describe('syntaxMessage', () => {
  it.each([
    ['{ a "Anna" }', 'Syntax Error: Expected Name, found String.'],
    ['{ a """Anna""" }', 'Syntax Error: Expected Name, found BlockString.'],
    ['{ a 1912 }', 'Syntax Error: Expected Name, found Int.'],
    ['{ a(n: 1.5 Anna', 'Syntax Error: Expected ":", found <EOF>.'],
    ['Anna { a }', 'Syntax Error: Unexpected Name.'],
    ['{ a }}', 'Syntax Error: Unexpected "}".'],
    ['{', 'Syntax Error: Expected Name, found <EOF>.'],
    ['{ a(n: 19A) }', 'Syntax Error: Invalid number, expected digit but got.'],
    ['{ a(n: "\\u{191212121212}") }', 'Syntax Error: Invalid Unicode escape sequence.'],
    ['{ å }', 'Syntax Error: Unexpected character: U+00E5.'],
    ['"Anna', 'Syntax Error: Unterminated string.'],
  ])('tells what was expected and not what was found: %s', (text, message) => {
    expect(syntaxMessageOf(text)).toBe(message);
  });

  it('tells nothing of an error that is worded otherwise', () => {
    expect(syntaxMessage({ message: 'Anna' })).toBe('Syntax Error.');
  });
});

describe('validationMessage', () => {
  it.each([
    ['{ a(n: "Anna") }', 'Expected a value of type "Int".'],
    ['{ a(n: Anna) }', 'Expected a value of type "Int".'],
    ['{ a(tenant: "Anna") }', 'Expected a value of type "Tenant".'],
    ['{ a(purpose: "Anna") }', 'Expected a value of type "Purpose".'],
    ['{ a(purpose: 1912) }', 'Expected a value of type "Purpose".'],
    ['{ a(purpose: Anna) }', 'Expected a value of type "Purpose".'],
    [
      '{ a(purpose: AUDITS) }',
      'Expected a value of type "Purpose". Did you mean the enum value "AUDIT"?',
    ],
    [
      '{ a(tenant: { rooms: 1 }) }',
      'Field "Tenant.name" of required type "String!" was not provided.',
    ],
    ['{ a(term: {}) }', 'OneOf Input Object "Term" must specify exactly one key.'],
    ['{ a(term: { name: null }) }', 'Field "Term.name" must be non-null.'],
    ['query ($n: Int = "Anna") { a(n: $n) }', 'Expected a value of type "Int".'],
    ['{ c }', 'Cannot query field "c" on type "Query". Did you mean "a" or "b"?'],
    ['{ a(m: 1) }', 'Unknown argument "m" on field "Query.a". Did you mean "n"?'],
  ])('tells the type or the names, and no value: %s', (text, message) => {
    const [error] = validate(schema, parse(text));
    expect(error && validationMessage(error)).toBe(message);
  });

  it('cuts a message that would be as long as the document', () => {
    const [error] = validate(schema, parse(`{ ${'x'.repeat(10_000)} }`));
    expect(error && validationMessage(error).length).toBeLessThan(310);
  });

  it('does not repeat a value that is worded like a message', () => {
    const nodes = validate(schema, parse('{ a(n: "x") }'))[0]?.nodes ?? [];
    const message = 'Value "x" does not exist in "Anna" enum.';
    const error = new GraphQLError(`${message}" does not exist in "Purpose" enum.`, { nodes });
    expect(validationMessage(error)).toBe('Expected a value of another type.');
  });
});
