const { transformSupergraphToPublicSchema } = require('@theguild/federation-composition');
const {
  buildASTSchema,
  findBreakingChanges,
  isInputObjectType,
  Kind,
  parse,
  visit,
} = require('graphql');

/**
 * What `npm run check:breaking` compares of a federated graph. An engine that was composed from the SDL of a release asks each subgraph for
 * everything that stands there, and by the keys that stand there.
 */

/** Directives on which others compose and plan; without one of them they cannot any more. */
const RELIED_ON = ['key', 'shareable'];

/** The API that an engine serves by a supergraph. */
const apiOf = (supergraph) => buildASTSchema(transformSupergraphToPublicSchema(parse(supergraph)));

/** The schema of a subgraph, whose SDL rightly defines no directive of federation. */
const schemaOf = (document) =>
  buildASTSchema(document, { assumeValid: true, assumeValidSDL: true });

/** Each change of a subgraph by which an engine of before fails, in the form of graphql-js. */
function changesOfSubgraph(before, now) {
  const [old, fresh] = [parse(before), parse(now)];
  const kept = new Set(reliedOn(fresh));
  const gone = reliedOn(old).filter((one) => !kept.has(one));
  return [
    ...breakingChanges(schemaOf(old), schemaOf(fresh)),
    ...gone.map((one) => ({ type: 'DIRECTIVE_REMOVED', description: `${one} was removed.` })),
  ];
}

/** What a subgraph has that the API does not have or has otherwise, in words; what is hidden from the API is left out. */
function besideApi(subgraph, api) {
  const open = visit(parse(subgraph), {
    enter: ({ directives = [] }) =>
      directives.some(({ name }) => name.value === 'inaccessible') ? null : undefined,
  });
  return findBreakingChanges(schemaOf(open), api).map(({ description }) =>
    description.replace(/ was removed\.$/u, ' is not there.'),
  );
}

/** The directives relied on, each with what it stands at, such as `@key(fields: "key") of Case`. */
function reliedOn({ definitions }) {
  return definitions
    .filter(({ kind }) => [Kind.OBJECT_TYPE_DEFINITION, Kind.OBJECT_TYPE_EXTENSION].includes(kind))
    .flatMap(({ name, directives, fields = [] }) => [
      ...relied(directives, name.value),
      ...fields.flatMap((field) => relied(field.directives, `${name.value}.${field.name.value}`)),
    ]);
}

const relied = (directives = [], coordinate) =>
  directives
    .filter(({ name }) => RELIED_ON.includes(name.value))
    .filter(({ arguments: given = [] }) => !given.some(isUnresolvable))
    .map(({ name, arguments: given = [] }) => {
      const fields = given.find((argument) => argument.name.value === 'fields')?.value.value;
      return `@${name.value}${fields === undefined ? '' : `(fields: "${fields}")`} of ${coordinate}`;
    });

/** A key that names objects of others: nothing can be asked for by it. */
const isUnresolvable = ({ name, value }) => name.value === 'resolvable' && value.value === false;

/** Inputs that take one member alone from now on, which graphql-js does not name. */
function narrowedInputs(old, fresh) {
  return Object.values(old.getTypeMap())
    .filter((type) => isInputObjectType(type) && !type.isOneOf)
    .filter(({ name }) => fresh.getType(name)?.isOneOf)
    .map(({ name }) => ({ type: 'ONE_OF_ADDED', description: `@oneOf was added to ${name}.` }));
}

/** Each change by which those break who asked for what a schema had. */
const breakingChanges = (old, fresh) => [
  ...findBreakingChanges(old, fresh),
  ...narrowedInputs(old, fresh),
];

module.exports = { apiOf, besideApi, breakingChanges, changesOfSubgraph };
