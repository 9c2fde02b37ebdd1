import { Client } from 'pg';
import { Aliases } from '../../../src/persistence';
import { Agency } from '../../../src/shared';
import type { SubgraphName } from '../../../src/shared';
import { buildRichWorld, organisationOf } from '../../support/disclosure/rich-world';
import type { ReaderId } from '../../support/disclosure/readers';
import { startFederation } from '../../support/federation';
import type { Federation } from '../../support/federation';
import { post, startTestGateway } from '../../support/gateway';
import type { Answer, TestGateway } from '../../support/gateway';
import { startSubgraphProxy } from '../../support/subgraph-proxy';
import type { SubgraphProxy } from '../../support/subgraph-proxy';

/** Who asks for the case, and the subgraph before whose look all of the agency’s shares of it are gone. */
interface Vanishing {
  readonly before: SubgraphName;
  readonly reader: ReaderId;
  readonly agency: Agency;
}

const FROM_BOARDS = { reader: 'board-farsta', agency: Agency.SOCIAL_SERVICES } as const;
const FROM_OFFICERS = { reader: 'kronofogden', agency: Agency.ENFORCEMENT } as const;

const PARTS =
  '{ id stage notices { id } settlement { on } socialServices { household { children } } }';
const CASE = `query ($id: ID!) { case(id: $id) ${PARTS} }`;
const LIST = `{ cases(first: 50) { edges { node ${PARTS} } } }`;
const RECORD =
  '{ enforcementRecord(caseNumber: "U-100-26") { status case { id version settlement { on } } } }';

let whole: TestGateway;
let federation: Federation;
let superuser: Client;
let caseId: string;
let vanishing: Vanishing | null = null;
const proxies: SubgraphProxy[] = [];

beforeAll(async () => {
  whole = await startTestGateway();
  const world = await buildRichWorld(whole);
  await world.meetConditions();
  caseId = world.caseIds.dated;
  superuser = new Client({ connectionString: whole.database.superuserUrl });
  await superuser.connect();
  // What hangs on the share stays, and is found again with it.
  await superuser.query('SET session_replication_role = replica');
  federation = await startFederation(whole, { through });
}, 180_000);

afterAll(async () => {
  await federation.stop();
  for (const proxy of proxies) proxy.stop();
  await superuser.end();
  await whole.stop();
});

/** The address of a proxy before a subgraph, which lets the case vanish before it hands a request on. */
async function through(name: SubgraphName, url: string): Promise<string> {
  const proxy = await startSubgraphProxy(url, async (pass) => {
    if (vanishing?.before === name) await take(vanishing.agency, false);
    return pass();
  });
  proxies.push(proxy);
  return proxy.url;
}

/** Takes an agency's shares of the case away, as when a case is purged or handed over, or gives them back. */
async function take(agency: Agency, isBack: boolean): Promise<void> {
  const changed = isBack
    ? "replace(organisation, ' (gone)', '')"
    : "replace(organisation, ' (gone)', '') || ' (gone)'";
  await superuser.query(
    `UPDATE cases.share SET organisation = ${changed} WHERE case_id = $1 AND agency = $2`,
    [caseId, agency],
  );
}

async function ask(url: string, query: string, reader: ReaderId): Promise<Answer> {
  const aliases = new Aliases(Buffer.from(whole.settings.aliasKey, 'base64'));
  const id = aliases.alias('case', organisationOf(reader), caseId);
  const variables = query === CASE ? { id } : {};
  return post(url, await whole.token(reader), { query, variables });
}

/** The answer when the case vanishes before a subgraph is asked. */
async function askWhile(taken: Vanishing, query: string): Promise<Answer> {
  vanishing = taken;
  try {
    return await ask(federation.url, query, taken.reader);
  } finally {
    vanishing = null;
    await take(taken.agency, true);
  }
}

const faults = ({ body }: Answer) =>
  (body.errors ?? [])
    .map(({ path, extensions: { code } }) => `${path?.join('.') ?? ''} ${String(code)}`)
    .sort();

describe('a case that vanishes between two looks', () => {
  it('is answered by whoever looked before, and lacks the rest with an error for each field', async () => {
    const alone = await ask(whole.url, CASE, 'board-farsta');
    const answer = await askWhile({ before: 'landlord-notices', ...FROM_BOARDS }, CASE);
    expect(answer.body.data?.case).toEqual(
      expect.objectContaining({ notices: null, settlement: null, stage: 'DATE_SET' }),
    );
    expect(faults(answer).filter((fault) => !fault.includes('socialServices'))).toEqual([
      'case.notices UNAVAILABLE',
      'case.settlement UNAVAILABLE',
    ]);
    expect(alone.body.data?.case).toHaveProperty('notices.0.id');
    expect((await ask(federation.url, CASE, 'board-farsta')).body).toEqual(alone.body);
  });

  it('lacks its part in a list in which the others have theirs', async () => {
    const alone = await ask(whole.url, LIST, 'board-farsta');
    const answer = await askWhile({ before: 'social-services', ...FROM_BOARDS }, LIST);
    const records = ({ body }: Answer) =>
      (body.data?.cases as { edges: { node: { socialServices: unknown } }[] }).edges.map(
        ({ node }) => node.socialServices,
      );
    const count = (answered: Answer) => records(answered).filter((one) => one !== null).length;
    expect(count(answer)).toBe(count(alone) - 1);
    expect(count(answer)).toBeGreaterThan(0);
    expect(faults(answer).filter((fault) => fault.includes('socialServices'))).toEqual([
      'cases.edges.@.node.socialServices UNAVAILABLE',
    ]);
  });

  it('is lost behind a record that leads to it, and not null as one that the reader has no share of', async () => {
    const answer = await askWhile({ before: 'cases', ...FROM_OFFICERS }, RECORD);
    expect(answer.body.data?.enforcementRecord).toMatchObject({ case: null });
    expect(faults(answer)).toEqual(['enforcementRecord.case.id UNAVAILABLE']);
  });

  it('is null without an error where it was away all the time', async () => {
    const answer = await askWhile({ before: 'cases', ...FROM_BOARDS }, CASE);
    expect(answer.body.data).toEqual({ case: null });
    expect(faults(answer)).toEqual([]);
  });
});
