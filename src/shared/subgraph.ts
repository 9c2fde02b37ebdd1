/** The parts into which the graph can be cut, each a process of its own behind a federation engine. */
export const SUBGRAPH_NAMES = [
  'cases',
  'landlord-notices',
  'social-services',
  'enforcement',
] as const;

/** One part of the graph. */
export type SubgraphName = (typeof SUBGRAPH_NAMES)[number];
