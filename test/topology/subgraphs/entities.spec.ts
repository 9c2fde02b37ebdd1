import type { GraphQLObjectType, GraphQLOutputType } from 'graphql';
import { getNamedType, isObjectType } from 'graphql';
import { Aliases } from '../../../src/persistence';
import { SUBGRAPH_NAMES } from '../../../src/shared';
import type { SubgraphName } from '../../../src/shared';
import { schemaForReading } from '../../../src/topology';
import { OWNED } from '../../../src/topology/subgraphs/ownership';
import { buildRichWorld, organisationOf } from '../../support/disclosure/rich-world';
import type { CaseName, RichWorld } from '../../support/disclosure/rich-world';
import { READERS } from '../../support/disclosure/readers';
import type { ReaderId } from '../../support/disclosure/readers';
import { startTestGateway } from '../../support/gateway';
import type { Answer, TestGateway } from '../../support/gateway';
import { startSubgraphs } from '../../support/subgraphs';
import type { TestSubgraphs } from '../../support/subgraphs';

const ONE = 'query ($id: ID!) { case(id: $id) ';
const AT = 'query ($id: ID!, $instant: DateTime) { case(id: $id, knownAt: $instant) ';
const CASES: readonly CaseName[] = ['dated', 'closed', 'executed', 'summary', 'applied', 'noticed'];

/** Everything below a field, but for the fields of further cases. */
function below(type: GraphQLOutputType): string {
  const named = getNamedType(type);
  if (!isObjectType(named)) return '';
  if (named.name === 'Case') return '{ __typename }';
  return `{ ${allOf(named, () => true)} }`;
}

function allOf(type: GraphQLObjectType, isAsked: (field: string) => boolean): string {
  return Object.values(type.getFields())
    .filter(({ name }) => isAsked(name))
    .map((field) => `${field.name} ${below(field.type)}`)
    .join(' ');
}

/** What a subgraph answers of a case. */
function partOf(name: SubgraphName): string {
  const type = schemaForReading().getType('Case');
  if (!isObjectType(type)) throw new Error('There is no case.');
  return allOf(type, (field) => OWNED[name].has(`Case.${field}`));
}

/** What an answer says of disclosure, without the way to it. */
function told({ body }: Answer): unknown {
  const { conditional } = body.extensions?.disclosure as {
    conditional: readonly { coordinate: string; condition: string }[];
  };
  return {
    errors: (body.errors ?? []).map(({ message, extensions }) => ({ message, ...extensions })),
    conditional: conditional.map(({ coordinate, condition }) => ({ coordinate, condition })),
  };
}

describe('a case over its key', () => {
  let whole: TestGateway;
  let subgraphs: TestSubgraphs;
  let world: RichWorld;
  beforeAll(async () => {
    whole = await startTestGateway();
    world = await buildRichWorld(whole);
    await world.meetConditions();
    subgraphs = await startSubgraphs(whole);
  }, 120_000);
  afterAll(async () => {
    await subgraphs.stop();
    await whole.stop();
  });

  /** The id by which a reader would know a case, whether or not it may. */
  const aliasOf = (reader: ReaderId, caseId: string): string =>
    new Aliases(Buffer.from(whole.settings.aliasKey, 'base64')).alias(
      'case',
      organisationOf(reader),
      caseId,
    );

  describe.each(SUBGRAPH_NAMES)('in %s', (subgraph) => {
    const selection = partOf(subgraph);

    it.each(READERS)('says to %s what the single process says', async (reader) => {
      let known = 0;
      for (const name of CASES) {
        const id = aliasOf(reader, world.caseIds[name]);
        const one = await whole.send(reader, `${ONE} { ${selection} } }`, { id });
        const answer = await subgraphs.entities(subgraph, reader, [world.caseIds[name]], selection);
        expect(answer.body.data).toEqual({ _entities: [one.body.data?.case] });
        expect(told(answer)).toEqual(told(one));
        if (one.body.data?.case != null) known += 1;
      }
      expect(known > 0).toBe(reader !== 'board-skarpnack' && reader !== 'board-uppsala');
    });

    it.each(READERS)(
      'says to %s what was known at an instant, like the single process',
      async (reader) => {
        for (const instant of [new Date().toISOString(), '2020-01-01T00:00:00.000Z']) {
          const id = aliasOf(reader, world.caseIds.dated);
          const one = await whole.send(reader, `${AT} { ${selection} } }`, { id, instant });
          const key = `${world.caseIds.dated}@${instant}`;
          const answer = await subgraphs.entities(subgraph, reader, [key], selection);
          expect(answer.body.data).toEqual({ _entities: [one.body.data?.case] });
          expect(told(answer)).toEqual(told(one));
        }
      },
    );
  });

  it('hands the instant on in the key', async () => {
    const instant = new Date().toISOString();
    const id = aliasOf('kronofogden', world.caseIds.dated);
    const { body } = await subgraphs.ask(
      'cases',
      'kronofogden',
      `query ($id: ID!, $instant: DateTime) { now: case(id: $id) { key } then: case(id: $id, knownAt: $instant) { key } }`,
      { id, instant },
    );
    expect(body.data).toEqual({
      now: { key: world.caseIds.dated },
      then: { key: `${world.caseIds.dated}@${instant}` },
    });
  });
});
