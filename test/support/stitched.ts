import { SUBGRAPH_NAMES } from '../../src/shared';
import type { SubgraphName } from '../../src/shared';
import { OWNED } from '../../src/topology/subgraphs/ownership';
import type { Answer, TestGateway } from './gateway';
import type { TestSubgraphs } from './subgraphs';

/** What tests ask of a case in the answers of other subgraphs. */
const HUB_PART = /\bcase \{ ((?:id|version|stage|\s)+) \}/u;

/**
 * Four subgraphs as one gateway for writing: a mutation goes to its owner, and what is asked of a case there comes from the hub by
 * its key, as an engine does it. Questions go to the gateway itself.
 */
export function stitched(whole: TestGateway, subgraphs: TestSubgraphs): TestGateway {
  const send: TestGateway['send'] = async (client, query, variables = {}) => {
    if (!/^\s*mutation/u.test(query)) return whole.send(client, query, variables);
    const owner = ownerOf(query);
    const part = owner === 'cases' ? null : HUB_PART.exec(query);
    const asked = part ? query.replace(HUB_PART, 'case { key }') : query;
    const answer = await subgraphs.ask(owner, client, asked, variables);
    if (part?.[1] !== undefined) await fill(subgraphs, client, part[1], answer);
    return answer;
  };
  return {
    ...whole,
    send,
    data: async <T>(client: string, query: string, variables?: object) => {
      const { body } = await send(client, query, variables);
      const faults = (body.errors ?? []).filter(
        ({ extensions }) => extensions.code !== 'DISCLOSURE_DENIED',
      );
      if (faults.length > 0 || !body.data) throw new Error(JSON.stringify(body));
      return body.data as T;
    },
  };
}

function ownerOf(query: string): SubgraphName {
  const field = `Mutation.${/\{\s*(\w+)/u.exec(query)?.[1] ?? ''}`;
  const owner = SUBGRAPH_NAMES.find((name) => OWNED[name].has(field));
  if (!owner) throw new Error(`Nobody owns ${field}.`);
  return owner;
}

/** Puts what the hub says of each case in the place of its key. */
async function fill(
  subgraphs: TestSubgraphs,
  client: string,
  selection: string,
  { body }: Answer,
): Promise<void> {
  const holders = holdersIn(body.data);
  if (holders.length === 0) return;
  const keys = holders.map(({ case: { key } }) => key);
  const found = await subgraphs.entities('cases', client, keys, selection);
  const cases = found.body.data?._entities as readonly object[];
  for (const [index, holder] of holders.entries()) Object.assign(holder, { case: cases[index] });
}

interface Holder {
  readonly case: { readonly key: string };
}

function holdersIn(value: unknown): readonly Holder[] {
  if (typeof value !== 'object' || value === null) return [];
  const below = Object.values(value).flatMap(holdersIn);
  return 'case' in value && value.case !== null ? [value as Holder, ...below] : below;
}
