import { schemaForReading } from '../../../src/topology';
import type { ReaderId } from '../../support/disclosure/readers';
import { otherThan } from '../../support/disclosure/mutation-vocabulary';
import { buildRichWorld } from '../../support/disclosure/rich-world';
import type { RichWorld } from '../../support/disclosure/rich-world';
import { startFederation } from '../../support/federation';
import type { Federation } from '../../support/federation';
import { post, startTestGateway } from '../../support/gateway';
import type { Answer, TestGateway } from '../../support/gateway';
import { Renaming } from './renaming';
import { wholeOf } from './selections';

const schema = schemaForReading();
const MUTATIONS = Object.keys(schema.getMutationType()?.getFields() ?? {});

/** A world that is made through one topology, and everything that was answered on the way. */
interface ToldStory {
  readonly world: RichWorld;
  readonly told: readonly { readonly query: string; readonly answer: Answer }[];
  send(client: ReaderId, query: string, variables: object): Promise<Answer>;
}

let alone: TestGateway;
let behind: TestGateway;
let federation: Federation;
let one: ToldStory;
let other: ToldStory;
const renaming = new Renaming();

beforeAll(async () => {
  alone = await startTestGateway();
  behind = await startTestGateway();
  federation = await startFederation(behind);
  one = await storyThrough(alone, alone.url);
  other = await storyThrough(behind, federation.url);
}, 240_000);

afterAll(async () => {
  await federation.stop();
  await behind.stop();
  await alone.stop();
});

/** Makes the world of a gateway by sending everything to an address. */
async function storyThrough(gateway: TestGateway, url: string): Promise<ToldStory> {
  const told: { query: string; answer: Answer }[] = [];
  const send: TestGateway['send'] = async (client, query, variables = {}, purpose) => {
    const answer = await post(url, await gateway.token(client, purpose), { query, variables });
    told.push({ query, answer });
    return answer;
  };
  const world = await buildRichWorld({
    ...gateway,
    url,
    send,
    data: async <T>(client: string, query: string, variables?: object) => {
      const { body } = await send(client, query, variables);
      if (!body.data) throw new Error(JSON.stringify(body));
      return body.data as T;
    },
  });
  await world.meetConditions();
  return { world, told: [...told], send };
}

/** Sends the same to both worlds, which name things differently. */
async function compare(request: (story: ToldStory) => Promise<Answer>): Promise<Answer> {
  const first = bare(await request(one));
  const second = bare(await request(other));
  // In the order of the fields, too.
  expect(JSON.stringify(renaming.translate(first, second))).toBe(JSON.stringify(first));
  return first;
}

/** Without what tells nothing of the operation: the order of errors, places in the text, ids of log lines. */
function bare({ status, body }: Answer): Answer {
  const errors = body.errors?.map(({ message, path, extensions }) => {
    const { correlationId, ...extras } = extensions;
    return {
      message,
      ...(path && { path }),
      extensions: { ...extras, isLogged: correlationId !== undefined },
    };
  });
  errors?.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  return { status, body: { ...body, ...(errors && { errors }) } };
}

function queryOf(operation: string, selection = wholeOf(schema, `Mutation.${operation}`)): string {
  const type = `${operation.charAt(0).toUpperCase()}${operation.slice(1)}Input!`;
  return `mutation ($input: ${type}) { ${operation}(input: $input) ${selection} }`;
}

/** The first call of an operation in a story. */
function callOf({ world }: ToldStory, operation: string) {
  const call = world.mutations.find((sent) => sent.operation === operation);
  if (!call) throw new Error(`The world was made without ${operation}.`);
  return call;
}

const codes = ({ body }: Answer) => body.errors?.map(({ extensions }) => extensions.code);

it('the same story is answered alike, word by word', () => {
  expect(other.told.map(({ query }) => query)).toEqual(one.told.map(({ query }) => query));
  for (const [index, { answer }] of one.told.entries()) {
    const first = bare(answer);
    const second = other.told[index];
    expect(second && renaming.translate(first, bare(second.answer))).toEqual(first);
  }
  const sent = new Set(one.world.mutations.map(({ operation }) => operation));
  expect(MUTATIONS.filter((name) => !sent.has(name))).toEqual([]);
});

/** Ways to send an input of the story so that it changes nothing. */
const REFUSALS: readonly (readonly [string, (input: object) => object])[] = [
  ['with its key and other input', (input) => ({ ...input, ...otherThan({ ...input }) })],
  [
    'about a case that there is not',
    (input) => ({ ...input, idempotencyKey: 'a', ...('caseId' in input && { caseId: 'none' }) }),
  ],
  [
    'by an old version',
    (input) => ({
      ...input,
      idempotencyKey: 'b',
      ...('expectedVersion' in input ? { expectedVersion: 0 } : { idempotencyKey: '' }),
    }),
  ],
  ['with a key that is none', (input) => ({ ...input, idempotencyKey: 5 })],
  ['with what its type does not have', (input) => ({ ...input, unknown: true })],
  ['with nothing', () => ({})],
];

describe.each(MUTATIONS)('%s', (operation) => {
  it('sent again answers its first outcome, read whole', async () => {
    await compare((story) => {
      const { client, input } = callOf(story, operation);
      return story.send(client, queryOf(operation), { input });
    });
  });

  it('is refused to a caller that may not', async () => {
    const answer = await compare((story) => {
      const { input } = callOf(story, operation);
      return story.send('oversight-farsta', queryOf(operation), { input });
    });
    expect(codes(answer)).toContain('FORBIDDEN');
  });

  it.each(REFUSALS)('is refused alike %s', async (_how, changed) => {
    await compare((story) => {
      const { client, input } = callOf(story, operation);
      return story.send(client, queryOf(operation), { input: changed(input) });
    });
  });
});

describe('a mutation of several parts', () => {
  it('ends at the first that fails', async () => {
    const query = `mutation ($a: ReportSettlementInput!, $b: ReportSettlementInput!) {
      a: reportSettlement(input: $a) { case { version } } b: reportSettlement(input: $b) { case { version } } }`;
    const answer = await compare((story) => {
      const { client, input } = callOf(story, 'reportSettlement');
      const a = { ...input, idempotencyKey: 'part-a', caseId: 'no-such-id' };
      return story.send(client, query, { a, b: { ...input, idempotencyKey: '' } });
    });
    expect(answer.body.errors?.map(({ path }) => path)).toEqual([['a']]);
  });

  it('of several subgraphs answers them in their order', async () => {
    const query = `mutation ($a: MarkProtectedIdentityInput!, $b: AddMeetingInputInput!) {
      b: addMeetingInput(input: $b) { case { id } } a: markProtectedIdentity(input: $a) { case { id } } }`;
    const answer = await compare((story) => {
      const a = callOf(story, 'markProtectedIdentity').input;
      const b = story.world.mutations.find(
        ({ client, operation }) => client === 'board-farsta' && operation === 'addMeetingInput',
      );
      return story.send('board-farsta', query, { a, b: b?.input });
    });
    expect(Object.keys(answer.body.data ?? {})).toEqual(['b', 'a']);
    expect(answer.body.errors).toBeUndefined();
  });
});
