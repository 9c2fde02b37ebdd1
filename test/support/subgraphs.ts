import { randomBytes } from 'node:crypto';
import { SUBGRAPH_NAMES } from '../../src/shared';
import type { SubgraphName } from '../../src/shared';
import { post, startTestGateway } from './gateway';
import type { Answer, TestGateway, TestGatewayOptions } from './gateway';

/** The four subgraphs of one graph, over the database and with the keys of a gateway beside them. */
export interface TestSubgraphs {
  readonly secret: string;
  readonly all: ReadonlyMap<SubgraphName, TestGateway>;
  of(name: SubgraphName): TestGateway;
  /** Asks a subgraph as its engine does, for a demo client. */
  ask(name: SubgraphName, client: string, query: string, variables?: object): Promise<Answer>;
  /** Asks for cases by their keys. */
  entities(
    name: SubgraphName,
    client: string,
    keys: readonly unknown[],
    selection: string,
  ): Promise<Answer>;
  stop(): Promise<void>;
}

/** The header by which subgraphs know their engine. */
const engineHeader = (secret: string) => ({ 'Kvarbo-Engine-Secret': secret });

/** A reference to a case as an engine sends it. */
const reference = (key: unknown) => ({ __typename: 'Case', key });

const ENTITIES = (selection: string): string =>
  `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Case { ${selection} } } }`;

/** Starts them beside a gateway, which is to be stopped after them. */
export async function startSubgraphs(
  beside: TestGateway,
  options: TestGatewayOptions = {},
): Promise<TestSubgraphs> {
  const secret = randomBytes(32).toString('base64');
  const all = new Map<SubgraphName, TestGateway>();
  for (const subgraph of SUBGRAPH_NAMES) {
    all.set(
      subgraph,
      await startTestGateway({ ...options, beside, subgraph, engineSecret: secret }),
    );
  }
  const of = (name: SubgraphName): TestGateway => {
    const found = all.get(name);
    if (!found) throw new Error(`There is no subgraph ${name}.`);
    return found;
  };
  const ask: TestSubgraphs['ask'] = async (name, client, query, variables = {}) =>
    post(of(name).url, await of(name).token(client), { query, variables }, engineHeader(secret));
  return {
    secret,
    all,
    of,
    ask,
    entities: (name, client, keys, selection) =>
      ask(name, client, ENTITIES(selection), { representations: keys.map(reference) }),
    stop: async () => {
      for (const gateway of all.values()) await gateway.stop();
    },
  };
}
