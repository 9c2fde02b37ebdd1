import { readFileSync } from 'node:fs';
import path from 'node:path';
import { composeServices } from '@theguild/federation-composition';
import { federateSubgraphs, ROUTER_COMPATIBILITY_VERSION_ONE } from '@wundergraph/composition';
import { buildSchema, lexicographicSortSchema, parse, printSchema } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { composeSupergraph } from '../../../src/development/compose-supergraph';
import { SUBGRAPH_NAMES } from '../../../src/shared';

const FOLDER = path.join(__dirname, '..', '..', '..', 'schema');
const read = (file: string): string => readFileSync(path.join(FOLDER, file), 'utf8');
const subgraphs = SUBGRAPH_NAMES.map((name) => ({ name, sdl: read(`subgraphs/${name}.graphql`) }));
const sorted = (schema: GraphQLSchema): string => printSchema(lexicographicSortSchema(schema));
const served = sorted(buildSchema(read('schema.graphql')));

/** The second composer does not know the directive and takes it as one of ours, if told what it looks like. */
const POLICY_DIRECTIVE = 'directive @policy(policies: [[String!]!]!) on FIELD_DEFINITION';

describe('the four subgraphs', () => {
  it('compose to the very API of the single process', () => {
    const { publicSdl } = composeServices(
      subgraphs.map(({ name, sdl }) => ({ name, typeDefs: parse(sdl) })),
    );
    expect(sorted(buildSchema(publicSdl ?? ''))).toBe(served);
  });

  it('compose to the same API by a second, independent composer', () => {
    const composed = federateSubgraphs({
      subgraphs: subgraphs.map(({ name, sdl }) => ({
        name,
        url: '',
        definitions: parse(`${sdl}\n${POLICY_DIRECTIVE}`),
      })),
      version: ROUTER_COMPATIBILITY_VERSION_ONE,
    });
    if (!composed.success) throw new Error(composed.errors.join('\n'));
    expect(sorted(composed.federatedGraphClientSchema)).toBe(served);
  });

  it('have a key that no reader can ask for', () => {
    expect(served).not.toMatch(/^ {2}key: ID!/mu);
    for (const { sdl } of subgraphs) {
      expect(sdl).toContain('type Case @key(fields: "key") @authenticated {');
      expect(sdl).toContain('  key: ID! @inaccessible');
    }
  });

  it('are refused with every reason where they make no graph', () => {
    const [cases, ...others] = subgraphs;
    const bent = { name: 'cases' as const, sdl: (cases?.sdl ?? '').replaceAll(' @shareable', '') };
    expect(() => composeSupergraph([bent, ...others])).toThrow('Non-shareable field');
  });
});
