import type { GraphQLSchema } from 'graphql';
import type { CaseReferences } from '../../cases';
import type { DisclosurePolicy } from '../../disclosure';
import type { SubgraphName } from '../../shared';
import { cutSchema } from './cut-schema';
import { engineFields } from './engine-fields';
import { keptBy } from './ownership';
import { subgraphSdl } from './subgraph-sdl';

/** What the fields for an engine are answered from. */
export interface SubgraphParts {
  readonly references: CaseReferences;
  readonly policy: DisclosurePolicy;
}

/** One subgraph, as its two kinds of callers know it. */
export interface SubgraphSchemas {
  readonly forCallers: GraphQLSchema;
  /** With entities and keys, and with its own SDL if an engine may ask for that here. */
  readonly forEngine: (tellsSdl: boolean) => GraphQLSchema;
}

/** Cuts one subgraph out of the schema of all domains, whose resolvers answer it. */
export function cutSubgraph(
  whole: GraphQLSchema,
  name: SubgraphName,
  { references, policy }: SubgraphParts,
): SubgraphSchemas {
  const keeps = keptBy(whole, name);
  return {
    forCallers: cutSchema(whole, { keeps }),
    forEngine: (tellsSdl) => {
      const sdl = tellsSdl ? () => subgraphSdl(whole, name, policy) : null;
      return cutSchema(whole, { keeps, adds: engineFields(references, sdl) });
    },
  };
}
