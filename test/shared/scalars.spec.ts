import fc from 'fast-check';
import { GraphQLError, Kind, parseValue, type GraphQLScalarType } from 'graphql';
import {
  DateTimeScalar,
  LocalDateScalar,
  LocalTimeScalar,
  MunicipalityCodeScalar,
  OrganisationNumberScalar,
  PersonalIdentityNumberScalar,
  SekScalar,
} from '../../src/shared';

const scalars: [string, GraphQLScalarType<string, string>][] = [
  ['LocalDate', LocalDateScalar],
  ['LocalTime', LocalTimeScalar],
  ['DateTime', DateTimeScalar],
  ['PersonalIdentityNumber', PersonalIdentityNumberScalar],
  ['OrganisationNumber', OrganisationNumberScalar],
  ['MunicipalityCode', MunicipalityCodeScalar],
  ['SEK', SekScalar],
];

describe.each(scalars)('scalar %s', (name, scalar) => {
  it('has its name and a description', () => {
    expect(scalar.name).toBe(name);
    expect(scalar.description).toMatch(/\.$/);
  });

  it('takes any string unchanged, as variable and as literal, and answers strings as they are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(scalar.parseValue(text)).toBe(text);
        expect(scalar.parseLiteral({ kind: Kind.STRING, value: text })).toBe(text);
        expect(scalar.serialize(text)).toBe(text);
      }),
    );
  });

  it('refuses what is no string without repeating it', () => {
    const values = fc.anything().filter((value) => typeof value !== 'string');
    fc.assert(
      fc.property(values, (value) => {
        expect(messageOf(() => scalar.parseValue(value))).toBe(`${name} is written as a string.`);
        expect(messageOf(() => scalar.serialize(value))).toBe(`${name} is written as a string.`);
      }),
    );
  });

  it.each(['198405179810', '12.5', 'true', 'null', '[]', '{}', 'ENUM'])(
    'refuses the literal %s without repeating it',
    (literal) => {
      const refused = messageOf(() => scalar.parseLiteral(parseValue(literal)));
      expect(refused).toBe(`${name} is written as a string.`);
    },
  );
});

describe('scalar DateTime', () => {
  it('answers an instant in UTC', () => {
    expect(DateTimeScalar.serialize(new Date('2026-11-22T10:00:00+01:00'))).toBe(
      '2026-11-22T09:00:00.000Z',
    );
  });
});

function messageOf(act: () => unknown): string | undefined {
  try {
    act();
  } catch (error) {
    if (error instanceof GraphQLError) return error.message;
    throw error;
  }
  return undefined;
}
