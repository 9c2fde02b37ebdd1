import { randomBytes, randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { Purpose, SUBGRAPH_NAMES } from '../../../src/shared';
import { buildRichWorld } from '../../support/disclosure/rich-world';
import type { RichWorld } from '../../support/disclosure/rich-world';
import { post, startTestGateway } from '../../support/gateway';
import type { Answer, TestGateway } from '../../support/gateway';
import { startSubgraphs } from '../../support/subgraphs';
import type { TestSubgraphs } from '../../support/subgraphs';

const ENTITIES =
  'query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename } }';

/** A field of a case in each subgraph that every agency may ask for. */
const OPEN = {
  cases: 'stage',
  'landlord-notices': 'notices { kind }',
  'social-services': 'socialServices { __typename }',
  enforcement: 'enforcement { __typename }',
} as const;

let whole: TestGateway;
let subgraphs: TestSubgraphs;
let world: RichWorld;
let superuser: Client;
beforeAll(async () => {
  whole = await startTestGateway();
  world = await buildRichWorld(whole);
  subgraphs = await startSubgraphs(whole);
  superuser = new Client({ connectionString: whole.database.superuserUrl });
  await superuser.connect();
}, 120_000);
afterAll(async () => {
  await superuser.end();
  await subgraphs.stop();
  await whole.stop();
});

const entriesOf = async (): Promise<number> => {
  const { rows } = await superuser.query<{ count: string }>('SELECT count(*) FROM log.entry');
  return Number(rows[0]?.count);
};

/** Messages and codes, which is all that a caller can tell apart. */
const told = ({ status, body }: Answer) => ({
  status,
  data: body.data,
  errors: (body.errors ?? []).map(({ message, extensions }) => [message, extensions.code]),
});

describe.each(SUBGRAPH_NAMES)('the door for engines of %s', (name) => {
  const { [name]: open } = OPEN;
  const known = (): string => world.caseIds.dated;

  describe.each([
    ['without a secret', () => ({})],
    ['with a wrong secret', () => ({ 'Kvarbo-Engine-Secret': randomBytes(32).toString('base64') })],
    ['with half a secret', () => ({ 'Kvarbo-Engine-Secret': subgraphs.secret.slice(0, 20) })],
    [
      'with the secret twice',
      () => ({ 'Kvarbo-Engine-Secret': `${subgraphs.secret}, ${subgraphs.secret}` }),
    ],
  ])('%s', (_, headers) => {
    const ask = async (query: string): Promise<Answer> => {
      const { url } = subgraphs.of(name);
      const variables = { representations: [{ __typename: 'Case', key: known() }] };
      return post(url, await whole.token('board-farsta'), { query, variables }, headers());
    };

    it('lets nobody ask for more, under the names that an engine gives', async () => {
      const names = Array.from({ length: 21 }, (_, index) => `_e${index}: __typename`);
      const { body } = await ask(`{ ${names.join(' ')} }`);
      expect(body.errors?.map(({ extensions }) => extensions.code)).toEqual(['TOO_COMPLEX']);
    });

    it('does not exist', async () => {
      for (const [asked, unknown] of [
        [ENTITIES, '_entities'],
        ['{ _service { sdl } }', '_service'],
      ] as const) {
        const answer = await ask(asked);
        const alike = await ask(asked.replace(unknown, '_nothing').replace('_Any', 'String'));
        expect(told(answer).status).toBe(told(alike).status);
        expect(told(answer).data).toBeUndefined();
        expect(answer.body.errors?.map(({ extensions }) => extensions.code)).toContain(
          'GRAPHQL_VALIDATION_FAILED',
        );
        expect(JSON.stringify(answer.body)).not.toContain(known());
      }
    });
  });

  it('has no key for a caller', async () => {
    const paths = {
      cases: '{ cases { edges { node { key } } } }',
      'landlord-notices': '{ notice(receiptNumber: "KB-0000-0000-0") { case { key } } }',
      'social-services':
        'mutation ($i: OpenSocialCaseInput!) { openSocialCase(input: $i) { case { key } } }',
      enforcement: '{ enforcementRecord(caseNumber: "U-1-26") { case { key } } }',
    };
    const { body } = await subgraphs.of(name).send('board-farsta', paths[name]);
    expect(body.errors?.map(({ message }) => message)).toContain(
      'Cannot query field "key" on type "Case".',
    );
  });

  it('is shut to whoever has no token, whatever the secret', async () => {
    const variables = { representations: [{ __typename: 'Case', key: known() }] };
    const headers = { 'Kvarbo-Engine-Secret': subgraphs.secret };
    const answer = await post(
      subgraphs.of(name).url,
      null,
      { query: ENTITIES, variables },
      headers,
    );
    expect(told(answer)).toMatchObject({ status: 401, data: undefined });
    expect(answer.body.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  it('is shut to a purpose for which no case is answered', async () => {
    const token = await whole.token('board-farsta', Purpose.FOLLOW_UP);
    const variables = { representations: [{ __typename: 'Case', key: known() }] };
    const headers = { 'Kvarbo-Engine-Secret': subgraphs.secret };
    const answer = await post(
      subgraphs.of(name).url,
      token,
      { query: ENTITIES, variables },
      headers,
    );
    expect(told(answer)).toMatchObject({ data: null });
    expect(answer.body.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it.each(['landlord-hyrbo', 'board-skarpnack', 'board-uppsala'])(
    'answers %s for a case of others like for none, and logs neither',
    async (client) => {
      const before = await entriesOf();
      const foreign = await subgraphs.entities(name, client, [known()], open);
      const none = await subgraphs.entities(name, client, [randomUUID()], open);
      expect(foreign.body).toEqual(none.body);
      expect(foreign.body.data).toEqual({ _entities: [null] });
      expect(await entriesOf()).toBe(before);
    },
  );

  it('answers malformed representations with null and the others of the batch all the same', async () => {
    const asked = ENTITIES.replace('{ __typename }', `{ ... on Case { ${open} } }`);
    const right = { __typename: 'Case', key: known() };
    const wrong = [
      {},
      { key: known() },
      { __typename: 'Notice', key: known() },
      { __typename: 'Case' },
      { __typename: 'Case', key: 7 },
      { __typename: 'Case', key: { key: known() } },
      { __typename: 'Case', key: known().toUpperCase() },
      { __typename: 'Case', key: `${known()}@yesterday` },
      { __typename: 'Case', key: `${known()}' OR true --` },
      'Case',
      3,
      [right],
    ];
    const { body } = await subgraphs.ask(name, 'board-farsta', asked, {
      representations: [right, ...wrong, right],
    });
    const [first, ...others] = body.data?._entities as readonly unknown[];
    expect(first).not.toBeNull();
    expect(others).toEqual([...wrong.map(() => null), first]);
    expect(told({ status: 200, body }).errors).toEqual(
      told(await subgraphs.entities(name, 'board-farsta', [known()], open)).errors,
    );
  });

  it('answers 2 000 keys in their order, repeated ones alike, and refuses more', async () => {
    const ids = Object.values(world.caseIds);
    const keys = Array.from({ length: 2_000 }, (_, index) =>
      index % 3 === 0 ? randomUUID() : ids[(index * 7) % ids.length],
    );
    const single = new Map(
      await Promise.all(
        ids.map(async (id) => {
          const { body } = await subgraphs.entities(name, 'kronofogden', [id], open);
          return [id, (body.data?._entities as unknown[])[0]] as const;
        }),
      ),
    );
    const { body } = await subgraphs.entities(name, 'kronofogden', keys, open);
    expect(body.data?._entities).toEqual(keys.map((key) => single.get(key ?? '') ?? null));
    const more = await subgraphs.entities(name, 'kronofogden', [...keys, ids[0]], open);
    expect(more.body.errors?.map(({ extensions }) => extensions.code)).toContain('TOO_COMPLEX');
    expect(more.body.data?._entities).toBeUndefined();
  });

  it('answers several questions of one document each by itself', async () => {
    const { body } = await subgraphs.ask(
      name,
      'board-farsta',
      `query ($known: [_Any!]!, $none: [_Any!]!) {
        a: _entities(representations: $known) { ... on Case { ${open} } }
        b: _entities(representations: $none) { ... on Case { ${open} } }
        c: _entities(representations: $known) { ... on Case { __typename key } }
      }`,
      {
        known: [{ __typename: 'Case', key: known() }],
        none: [{ __typename: 'Case', key: randomUUID() }],
      },
    );
    const single = await subgraphs.entities(name, 'board-farsta', [known()], open);
    expect(body.data).toEqual({
      a: single.body.data?._entities,
      b: [null],
      c: [{ __typename: 'Case', key: known() }],
    });
  });

  it('tells its SDL to an engine where that is configured', async () => {
    const { body } = await subgraphs.ask(name, 'board-farsta', '{ _service { sdl } }');
    const { sdl } = (body.data as { _service: { sdl: string } })._service;
    expect(sdl).toContain('type Case @key(fields: "key") @authenticated {');
    expect(sdl).not.toContain('_entities');
  });

  it('answers no traces', async () => {
    const { url } = subgraphs.of(name);
    const headers = {
      'Kvarbo-Engine-Secret': subgraphs.secret,
      'apollo-federation-include-trace': 'ftv1',
    };
    const { body } = await post(
      url,
      await whole.token('board-farsta'),
      { query: '{ __typename }' },
      headers,
    );
    expect(body).toEqual({
      data: { __typename: 'Query' },
      extensions: { disclosure: { conditional: [] } },
    });
  });

  it('logs what it discloses under the id of the request for which the engine asks', async () => {
    const requestId = randomUUID();
    await post(
      subgraphs.of(name).url,
      await whole.token('board-farsta'),
      {
        query: ENTITIES.replace('{ __typename }', `{ ... on Case { ${open} } }`),
        variables: { representations: [{ __typename: 'Case', key: known() }] },
      },
      { 'Kvarbo-Engine-Secret': subgraphs.secret, 'X-Request-Id': requestId },
    );
    const { rows } = await superuser.query<{ cases: string[]; content: string }>(
      'SELECT e.cases::text[] AS cases, s.content FROM log.entry e JOIN log.shape s ON s.id = e.shape WHERE e.request = $1',
      [requestId],
    );
    expect(rows.flatMap(({ cases }) => cases)).toEqual([known()]);
    const content = JSON.parse(rows[0]?.content ?? '') as {
      operation: { roots: string[] };
      disclosed: string[];
    };
    expect(content.operation.roots).toEqual(['Query._entities']);
    expect(content.disclosed).toContain(`Case.${open.split(' ')[0]}`);
    expect(content.disclosed).not.toContain('Case.key');
  });
});

describe('a subgraph', () => {
  let other: TestGateway;
  afterEach(() => other.stop());

  const codesOf = async (query: string, secret: string): Promise<unknown> => {
    const headers = { 'Kvarbo-Engine-Secret': secret };
    const body = { query, variables: { representations: [] } };
    const answer = await post(other.url, await whole.token('kronofogden'), body, headers);
    return answer.body.errors?.map(({ extensions }) => extensions.code);
  };

  it('tells nobody its SDL where that is not configured', async () => {
    other = await startTestGateway({
      beside: whole,
      subgraph: 'enforcement',
      engineSecret: subgraphs.secret,
      introspection: false,
    });
    expect(await codesOf('{ _service { sdl } }', subgraphs.secret)).toEqual([
      'GRAPHQL_VALIDATION_FAILED',
    ]);
    expect(await codesOf(ENTITIES, subgraphs.secret)).toBeUndefined();
  });

  it('serves no engine without a secret', async () => {
    other = await startTestGateway({ beside: whole, subgraph: 'enforcement' });
    expect(await codesOf(ENTITIES, '')).toContain('GRAPHQL_VALIDATION_FAILED');
    expect(other.log.join('\n')).toContain('KVARBO_ENGINE_SECRET is not set');
  });
});
