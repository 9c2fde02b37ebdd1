import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Aliases } from '../../../src/persistence';
import type { SubgraphName } from '../../../src/shared';
import { buildRichWorld, organisationOf } from '../../support/disclosure/rich-world';
import type { ReaderId } from '../../support/disclosure/rich-world';
import { startEngineProcess } from '../../support/engine-process';
import type { EngineProcess } from '../../support/engine-process';
import { post, startTestGateway } from '../../support/gateway';
import type { Answer, TestGateway } from '../../support/gateway';
import { startSubgraphs } from '../../support/subgraphs';
import type { TestSubgraphs } from '../../support/subgraphs';

const PARTS = `id stage notices { id } settlement { on } socialServices { journalReference household { children } }
  enforcement { caseNumber status }`;
const CASE = `query ($id: ID!) { case(id: $id) { ${PARTS} } viewer { agency } socialBoards(municipality: "0380") { id } }`;
const CASES = `{ cases(first: 3) { totalCount edges { node { ${PARTS} } } } }`;
const RECORD =
  '{ enforcementRecord(caseNumber: "U-100-26") { status case { id stage version notices { id } } } }';

let whole: TestGateway;
let subgraphs: TestSubgraphs;
let caseId: string;
/** Closes each connection as soon as a request has come. */
let breaking: Server;
let broken = 0;
const engines = new Map<string, EngineProcess>();

beforeAll(async () => {
  whole = await startTestGateway();
  const world = await buildRichWorld(whole);
  await world.meetConditions();
  subgraphs = await startSubgraphs(whole);
  const aliases = new Aliases(Buffer.from(whole.settings.aliasKey, 'base64'));
  caseId = aliases.alias('case', organisationOf('board-farsta'), world.caseIds.dated);
  breaking = createServer((request) => {
    broken += 1;
    request.socket.destroy();
  });
  await new Promise<void>((resolve) => breaking.listen(0, '127.0.0.1', resolve));
}, 180_000);

afterAll(async () => {
  for (const engine of engines.values()) await engine.stop();
  breaking.close();
  await subgraphs.stop();
  await whole.stop();
});

/** An engine for which one subgraph breaks off every connection. */
async function engineWithout(name: SubgraphName): Promise<string> {
  const known = engines.get(name);
  if (known) return known.url;
  const { port } = breaking.address() as AddressInfo;
  const addresses = [...subgraphs.all].map(([subgraph, { url }]) => {
    const address = subgraph === name ? `http://127.0.0.1:${port}/graphql` : url;
    return [subgraph, { url: address, secret: subgraphs.secret, ours: true }] as const;
  });
  const engine = await startEngineProcess({
    issuers: whole.settings.issuers,
    subgraphs: Object.fromEntries(addresses),
  });
  engines.set(name, engine);
  return engine.url;
}

async function ask(url: string, query: string, client: ReaderId = 'board-farsta'): Promise<Answer> {
  const variables = query === CASE ? { id: caseId } : {};
  return post(url, await whole.token(client), { query, variables });
}

const faults = ({ body }: Answer) =>
  (body.errors ?? [])
    .map(({ path, message, extensions }) => [path?.join('.') ?? '', extensions.code, message])
    .filter(([, code]) => code !== 'DISCLOSURE_DENIED');
const denials = ({ body }: Answer) =>
  (body.errors ?? []).filter(({ extensions }) => extensions.code === 'DISCLOSURE_DENIED').length;
const ABSENT = ['UNAVAILABLE', 'The service cannot answer just now; try again later.'];

/** The answer of the whole graph, with some places of each case made null. */
function lacking(answer: Answer, fields: readonly string[]): unknown {
  return JSON.parse(
    JSON.stringify(answer.body.data, (key, value: unknown) =>
      fields.includes(key) ? null : value,
    ),
  );
}

describe.each([
  ['landlord-notices', ['notices', 'settlement']],
  ['social-services', ['socialServices']],
  ['enforcement', ['enforcement']],
] as const)('without the subgraph %s', (name, fields) => {
  it('a case lacks its part alone, each field with one error', async () => {
    const alone = await ask(whole.url, CASE);
    const answer = await ask(await engineWithout(name), CASE);
    // Boards must not be null, so that without them there is no answer at all, and nothing else to tell.
    const isNothing = name === 'social-services';
    const places = isNothing ? ['socialBoards'] : fields.map((field) => `case.${field}`);
    expect(faults(answer)).toEqual(places.map((place) => [place, ...ABSENT]));
    expect(answer.body.data).toEqual(isNothing ? null : lacking(alone, fields));
    expect(answer.body.extensions).toEqual(alone.body.extensions);
  });

  it('a list lacks its part alone, with one error however many cases', async () => {
    const alone = await ask(whole.url, CASES);
    const answer = await ask(await engineWithout(name), CASES);
    expect(faults(answer)).toEqual(
      fields.map((field) => [`cases.edges.@.node.${field}`, ...ABSENT]),
    );
    expect(answer.body.data).toEqual(lacking(alone, fields));
  });

  it('denied fields are denied as before', async () => {
    const alone = await ask(whole.url, CASES, 'landlord-bostaden');
    const answer = await ask(await engineWithout(name), CASES, 'landlord-bostaden');
    expect(denials(answer)).toBe(denials(alone));
    expect(denials(alone)).toBeGreaterThan(0);
  });
});

describe('lists beside each other', () => {
  const times = (count: number, one: (index: number) => string): string =>
    Array.from({ length: count }, (_, index) => one(index)).join(' ');
  const node = (list: string) =>
    `edges { node { ${times(60, (index) => `${list}${index}: settlement { on }`)} } }`;
  const query = `{ a: cases(first: 50) { ${node('s')} } b: cases(first: 50) { ${node('t')} } }`;

  it('each lack the part of an absent subgraph, with an error for each field however many cases', async () => {
    const answer = await ask(await engineWithout('landlord-notices'), query);
    const places = ['s', 't'].flatMap((list, which) =>
      Array.from(
        { length: 60 },
        (_, index) => `${which === 0 ? 'a' : 'b'}.edges.@.node.${list}${index}`,
      ),
    );
    // Which list comes first is the engine's choice.
    expect(faults(answer).sort()).toEqual(places.sort().map((place) => [place, ...ABSENT]));
  });
});

describe('without the subgraph cases', () => {
  it('there is no list, with one error', async () => {
    const answer = await ask(await engineWithout('cases'), CASES);
    expect(answer.body.data).toBeNull();
    expect(faults(answer)).toEqual([['cases', ...ABSENT]]);
  });

  it('a record answers its own fields, and its case is null with one error', async () => {
    const alone = await ask(whole.url, RECORD, 'kronofogden');
    const answer = await ask(await engineWithout('cases'), RECORD, 'kronofogden');
    expect(answer.body.data).toEqual(lacking(alone, ['case']));
    expect(faults(answer)).toEqual([['enforcementRecord.case.id', ...ABSENT]]);
  });
});

describe('a mutation', () => {
  it('whose subgraph breaks off is sent once', async () => {
    const url = await engineWithout('social-services');
    broken = 0;
    const query = `mutation { recordHousehold(input: { idempotencyKey: "k", caseId: "x", expectedVersion: 1, adults: 1, children: 0, elderly: false }) { case { id } } }`;
    const answer = await ask(url, query);
    expect(answer.body.data).toBeNull();
    expect(faults(answer)).toEqual([['recordHousehold', ...ABSENT]]);
    expect(broken).toBe(1);
  });
});
