import type { GraphQLSchema } from 'graphql';
import type { DisclosurePolicy } from '../../disclosure';
import type { SubgraphName } from '../../shared';
import { HEADER } from '../print-schema';
import { subgraphSdl } from './subgraph-sdl';

/** The SDL of a subgraph as a file. */
export function renderSubgraph(
  whole: GraphQLSchema,
  name: SubgraphName,
  policy: DisclosurePolicy,
): string {
  return `${HEADER}\n\n${subgraphSdl(whole, name, policy)}`;
}
