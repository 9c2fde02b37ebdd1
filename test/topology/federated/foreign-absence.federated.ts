import { setTimeout as wait } from 'node:timers/promises';
import type { SubgraphName } from '../../../src/shared';
import type { Answer } from '../../support/gateway';
import { startSubgraphProxy } from '../../support/subgraph-proxy';
import type { Passing, SubgraphProxy } from '../../support/subgraph-proxy';
import { startForeignFederation } from '../foreign-enforcement/foreign-federation';
import type { ForeignFederation } from '../foreign-enforcement/foreign-federation';

type Condition = 'absent' | 'behind' | 'slow';

let federation: ForeignFederation;
/** How subgraphs of ours are just now; well unless named. */
let conditions: Partial<Record<SubgraphName, readonly Condition[]>> = {};
const proxies: SubgraphProxy[] = [];

beforeAll(async () => {
  federation = await startForeignFederation(async (name, url) => {
    const proxy = await startSubgraphProxy(url, async (pass) => {
      const { [name]: condition = [] } = conditions;
      if (condition.includes('absent')) return null;
      const answer = await pass();
      if (condition.includes('slow')) await wait(400);
      return condition.includes('behind') ? withoutCases(answer) : answer;
    });
    proxies.push(proxy);
    return proxy.url;
  });
}, 180_000);

afterAll(async () => {
  await federation.stop();
  for (const proxy of proxies) proxy.stop();
});

/** As a subgraph answers whose copy of the database does not have the cases yet. */
function withoutCases({ status, text }: Passing): Passing {
  const { data } = JSON.parse(text) as { data: Record<string, unknown> };
  const none = Object.entries(data).map(([key, value]) => [
    key,
    Array.isArray(value) ? value.map(() => null) : value,
  ]);
  return { status, text: JSON.stringify({ data: Object.fromEntries(none) as object }) };
}

async function askWhile(given: typeof conditions, client: string, query: string): Promise<Answer> {
  conditions = given;
  try {
    return await federation.ask(client, query);
  } finally {
    conditions = {};
  }
}

const record = (number: string, fields: string): string =>
  `{ enforcementRecord(caseNumber: "${number}") { case { ${fields} } } }`;
const faults = ({ body }: Answer) =>
  (body.errors ?? []).map(({ path, extensions: { code } }) => [path?.join('.'), code]);

describe('behind a foreign record', () => {
  it.each(['cases', 'landlord-notices'] as const)(
    'what a copy lacks that is behind is lost, also where %s answers last',
    async (last) => {
      const behind = { 'landlord-notices': ['behind'], cases: [] } as const;
      const given = { ...behind, [last]: [...behind[last], 'slow'] };
      const query = record('F-1-26', 'id notices { id }');
      const { body } = await federation.ask('board-farsta', query);
      expect(body.data).toHaveProperty('enforcementRecord.case.notices.0.id');
      const answer = await askWhile(given, 'board-farsta', query);
      expect(answer.body.data).toHaveProperty('enforcementRecord.case.notices', null);
      expect(answer.body.data).toHaveProperty('enforcementRecord.case.id', expect.any(String));
      expect(faults(answer)).toEqual([['enforcementRecord.case.notices', 'UNAVAILABLE']]);
    },
  );

  it('an absent subgraph does not tell a board of another case that there is a row of a number', async () => {
    const given = { 'landlord-notices': ['absent'] } as const;
    const asked = (number: string) =>
      askWhile(given, 'board-uppsala', record(number, 'notices { id }'));
    const answer = await asked('F-1-26');
    expect(answer.body).toEqual((await asked('F-404-26')).body);
    expect([answer.body.data, faults(answer)]).toEqual([{ enforcementRecord: null }, []]);
    const own = await askWhile(given, 'board-farsta', record('F-1-26', 'notices { id }'));
    expect(faults(own)).toEqual([['enforcementRecord.case.notices', 'UNAVAILABLE']]);
  });
});
