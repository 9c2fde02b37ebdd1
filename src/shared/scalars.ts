import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';

/**
 * A scalar that takes any string unchanged as input, so that the service judges each value and
 * answers all problems of an input at once, with paths.
 */
function textScalar(name: string, description: string): GraphQLScalarType<string, string> {
  const notAString = (): GraphQLError => new GraphQLError(`${name} is written as a string.`);
  return new GraphQLScalarType<string, string>({
    name,
    description,
    parseValue: (value: unknown) => {
      if (typeof value !== 'string') throw notAString();
      return value;
    },
    parseLiteral: (node: ValueNode) => {
      if (node.kind !== Kind.STRING) throw notAString();
      return node.value;
    },
    serialize: (value: unknown) => {
      if (typeof value !== 'string') throw notAString();
      return value;
    },
  });
}

/** `LocalDate` in the API: a civil day in Europe/Stockholm. */
export const LocalDateScalar = textScalar(
  'LocalDate',
  'A civil day in Europe/Stockholm, such as 2026-11-22.',
);

/** `LocalTime` in the API: a time of day. */
export const LocalTimeScalar = textScalar(
  'LocalTime',
  'A time of day in Europe/Stockholm, such as 09:30.',
);

const instantText = textScalar(
  'DateTime',
  'An instant as in RFC 3339: any zone is taken, UTC is answered.',
);

/** `DateTime` in the API: an instant; a `Date` is answered in UTC. */
export const DateTimeScalar = new GraphQLScalarType<string, string>({
  ...instantText.toConfig(),
  serialize: (value: unknown) =>
    instantText.serialize(value instanceof Date ? value.toISOString() : value),
});

/** `PersonalIdentityNumber` in the API: a personal or co-ordination number. */
export const PersonalIdentityNumberScalar = textScalar(
  'PersonalIdentityNumber',
  'A personal identity number (personnummer) or co-ordination number (samordningsnummer). ' +
    'The usual spellings are taken, YYYYMMDDNNNN is answered; the check digit is verified.',
);

/** `OrganisationNumber` in the API. */
export const OrganisationNumberScalar = textScalar(
  'OrganisationNumber',
  'An organisation number (organisationsnummer), NNNNNN-NNNN; the check digit is verified.',
);

/** `MunicipalityCode` in the API. */
export const MunicipalityCodeScalar = textScalar(
  'MunicipalityCode',
  'The four-digit code (kommunkod) of one of the 290 Swedish municipalities.',
);

/** `SEK` in the API: an amount in kronor. */
export const SekScalar = textScalar(
  'SEK',
  'An amount in Swedish kronor as a decimal string with at most two decimals, such as "12345.50".',
);
