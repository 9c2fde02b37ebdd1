import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse } from 'graphql';
import type { SubgraphAddress } from '../../../src/config';
import { createSubgraphClient } from '../../../src/topology/front/subgraph-client';

const SECRET = Buffer.alloc(32, 7).toString('base64');
const ENTITIES = `query ($cases: [_Any!]!, $n: Int) {
  a: _entities(representations: $cases) { __typename ... on Case { ...F settlement { on } } }
  other(first: $n) { id }
} fragment F on Case { notices { id } }`;

let server: Server;
let url: string;
let handle: (request: IncomingMessage, response: ServerResponse, body: string) => void;
let faults: string[];

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => (body += part));
    request.on('end', () => {
      handle(request, response, body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  faults = [];
});

interface Differing {
  readonly timeoutMs?: number;
  readonly secret?: string | null;
  readonly ours?: boolean;
  readonly to?: string;
  readonly representations?: readonly object[];
}

function asking(
  query = ENTITIES,
  {
    timeoutMs = 2_000,
    secret = SECRET,
    ours = true,
    to = url,
    representations = [{ key: '1' }, { key: '2' }],
  }: Differing = {},
) {
  const ask = createSubgraphClient({
    subgraphs: new Map([['cases', { url: to, secret, ours }]]),
    timeoutMs,
    onFault: (subgraph) => faults.push(subgraph),
  });
  return (subgraph = 'cases') =>
    ask({
      subgraph,
      operation: {},
      document: parse(query),
      query,
      variables: { cases: representations, n: 1 },
      headers: { authorization: 'Bearer t', 'kvarbo-purpose': 'AUDIT', 'x-request-id': 'r' },
      signal: new AbortController().signal,
    });
}

const everything = (extensions: object) => ({
  errors: [
    ...[0, 1].flatMap((index) =>
      ['notices', 'settlement'].map((field) => ({ path: ['a', index, field], extensions })),
    ),
    { path: ['other'], extensions },
  ],
});

describe('a subgraph', () => {
  it('is asked with the caller’s headers and its own secret', async () => {
    let seen: { headers: IncomingMessage['headers']; body: unknown } | undefined;
    handle = ({ headers }, response, body) => {
      seen = { headers, body: JSON.parse(body) };
      response.end('{"data":{"other":[]}}');
    };
    expect(await asking()()).toEqual({ data: { other: [] } });
    expect(seen?.headers).toMatchObject({
      authorization: 'Bearer t',
      'kvarbo-purpose': 'AUDIT',
      'x-request-id': 'r',
      'kvarbo-engine-secret': SECRET,
    });
    expect(seen?.body).toEqual({
      query: ENTITIES,
      variables: { cases: [{ key: '1' }, { key: '2' }], n: 1 },
    });
  });

  it('of others is sent its own secret and the id of the request, and no word of who calls', async () => {
    let sent: IncomingMessage['headers'] = {};
    handle = ({ headers }, response) => {
      sent = headers;
      response.end('{"data":{}}');
    };
    await asking(ENTITIES, { ours: false })();
    expect(sent).toMatchObject({ 'x-request-id': 'r', 'kvarbo-engine-secret': SECRET });
    expect(sent).not.toHaveProperty('authorization');
    expect(sent).not.toHaveProperty('kvarbo-purpose');
  });

  it.each(['LOG_UNAVAILABLE', 'RATE_LIMITED', 'UNAUTHENTICATED'])(
    'of others refuses no more than its own part by %s',
    async (code) => {
      handle = (_request, response) => {
        response.end(JSON.stringify({ errors: [{ message: '', extensions: { code } }] }));
      };
      expect(await asking()()).toEqual(everything({ code }));
      expect(await asking(ENTITIES, { ours: false })()).toEqual(
        everything({ code: 'UNAVAILABLE' }),
      );
    },
  );

  it('without a secret is sent none', async () => {
    let headers: IncomingMessage['headers'] = {};
    handle = (request, response) => {
      headers = request.headers;
      response.end('{"data":{}}');
    };
    await asking(ENTITIES, { secret: null, ours: false })();
    expect(headers['kvarbo-engine-secret']).toBeUndefined();
  });

  it('keeps the place and the extensions of its errors, and none of their words', async () => {
    handle = (_request, response) => {
      const error = { message: 'Testina', path: ['other'], extensions: { code: 'NOT_FOUND' } };
      response.end(
        JSON.stringify({ data: { other: null }, errors: [{ ...error, locations: [] }] }),
      );
    };
    expect(await asking()()).toEqual({
      data: { other: null },
      errors: [{ path: ['other'], extensions: { code: 'NOT_FOUND' } }],
    });
  });

  it('that fails at all objects, or at one, fails at each field of them', async () => {
    const extensions = { code: 'NOT_FOUND' };
    handle = (_request, response) => {
      const errors = [{ path: ['a'], extensions }, { path: ['other'] }];
      response.end(JSON.stringify({ data: null, errors }));
    };
    const { errors } = await asking()();
    expect(errors).toEqual([
      ...everything(extensions).errors.slice(0, 4),
      { path: ['other'], extensions: undefined },
    ]);
  });

  /** Errors at one field of each of many objects, and what is made of them. */
  async function heard(count: number, ...others: readonly object[]) {
    const told = Array.from({ length: count }, (_, index) => ({ path: ['a', index, 'notices'] }));
    const errors = [...told, ...others];
    handle = (_request, response) => response.end(JSON.stringify({ data: { a: null }, errors }));
    const representations = Array.from({ length: count }, (_, key) => ({ key }));
    return (await asking(ENTITIES, { representations })()).errors ?? [];
  }

  it('that tells thousands of errors is heard at each place, and once', async () => {
    const more = Array.from({ length: 500 }, () => ({ path: ['other'] }));
    const errors = await heard(9_000, ...more);
    expect(errors).toHaveLength(9_001);
    expect(errors.slice(-2).map(({ path }) => path)).toEqual([['a', 8_999, 'notices'], ['other']]);
  });

  it('that tells two codes at one place is heard with both', async () => {
    const extensions = { code: 'LOG_UNAVAILABLE' };
    const errors = await heard(200, { path: ['a', 7, 'notices'], extensions });
    expect(errors[200]).toEqual({ path: ['a', 7, 'notices'], extensions });
  });

  it('that tells too many errors is heard to the ten thousandth, quickly, and in the end with one for the whole', async () => {
    const everywhere = Array.from({ length: 5_000 }, () => ({ path: ['a'] }));
    const started = performance.now();
    const errors = await heard(20_000, ...everywhere);
    expect(performance.now() - started).toBeLessThan(1_500);
    expect(errors).toHaveLength(10_001);
    expect(errors[9_999]?.path).toEqual(['a', 9_999, 'notices']);
    expect(errors[10_000]).toEqual({ extensions: { code: 'UNAVAILABLE' } });
  });

  it('that tells the same of everything again and again is heard quickly', async () => {
    const everywhere = Array.from({ length: 20_000 }, () => ({ path: ['a'] }));
    const started = performance.now();
    const errors = await heard(4_000, ...everywhere);
    expect(performance.now() - started).toBeLessThan(1_500);
    expect(errors).toHaveLength(8_000);
  });

  it('that is absent is absent from every field of every object', async () => {
    handle = (_request, response) => response.end('no');
    const representations = Array.from({ length: 120 }, (_, key) => ({ key }));
    const { errors } = await asking(ENTITIES, { representations })();
    expect(errors).toHaveLength(241);
    expect(errors?.[240]).toEqual({ path: ['other'], extensions: { code: 'UNAVAILABLE' } });
  });

  it('that refuses the whole request answers its refusal for each field that was asked for', async () => {
    const extensions = { code: 'FORBIDDEN' };
    handle = (_request, response) => {
      response.statusCode = 403;
      response.end(JSON.stringify({ errors: [{ message: 'No.', extensions }] }));
    };
    expect(await asking()()).toEqual(everything(extensions));
    expect(faults).toEqual([]);
  });

  it.each([
    [
      'a refusal without a code of ours',
      '{"errors":[{"message":"No.","extensions":{"code":"X"}}]}',
    ],
    ['no JSON', '<html>'],
    ['no result', '[]'],
    ['nothing', '{}'],
    ['data that is none', '{"data":5}'],
    ['errors that are none', '{"data":{},"errors":["no"]}'],
  ])('that answers %s is absent from each field that was asked for', async (_what, text) => {
    handle = (_request, response) => response.end(text);
    expect(await asking()()).toEqual(everything({ code: 'UNAVAILABLE' }));
    expect(faults).toEqual(['cases']);
  });

  it('that takes too long is asked once and absent', async () => {
    let requests = 0;
    handle = () => (requests += 1);
    expect(await asking(ENTITIES, { timeoutMs: 60 })()).toEqual(
      everything({ code: 'UNAVAILABLE' }),
    );
    expect(requests).toBe(1);
  });

  it('that breaks off while it answers is asked once and absent', async () => {
    let requests = 0;
    handle = (request, response) => {
      requests += 1;
      response.write('{"data":');
      setImmediate(() => request.socket.destroy());
    };
    expect(await asking('mutation { submitNotice { notice { id } } }')()).toEqual({
      errors: [{ path: ['submitNotice'], extensions: { code: 'UNAVAILABLE' } }],
    });
    expect(requests).toBe(1);
  });

  it('that does not listen, or has no address, is absent', async () => {
    const absent = everything({ code: 'UNAVAILABLE' });
    expect(await asking(ENTITIES, { to: 'http://127.0.0.1:9/graphql' })()).toEqual(absent);
    expect(await asking()('unknown')).toEqual(absent);
    expect(faults).toEqual(['cases', 'unknown']);
  });
});

describe('a case for which a subgraph answers null', () => {
  const OF_CASES =
    '{ f0: cases { edges { node { __typename key f1: id } } } f2: case { ...K } } fragment K on Case { k: key }';
  const SHOWN = {
    f0: { edges: [{ node: { key: '1', f1: 'a' } }, { node: { key: '2', f1: 'b' } }] },
    f2: { k: '3' },
  };
  const NULL = { data: { a: [null, null], other: [] } };
  const lost = (...indexes: readonly number[]) =>
    indexes.flatMap((index) =>
      ['notices', 'settlement'].map((field) => ({
        path: ['a', index, field],
        extensions: { code: 'UNAVAILABLE' },
      })),
    );
  const subgraphs = () =>
    new Map<string, SubgraphAddress>([
      ...['cases', 'notices'].map((name) => [name, { url, secret: SECRET, ours: true }] as const),
      ['foreign', { url, secret: SECRET, ours: false }] as const,
    ]);

  /** What is answered in the end, when some subgraphs of one operation answer one after another. */
  async function told(...asked: readonly (readonly [string, string, object, object?])[]) {
    const ask = createSubgraphClient({
      subgraphs: subgraphs(),
      timeoutMs: 2_000,
      onFault: (subgraph) => faults.push(subgraph),
    });
    const same = {};
    let answer;
    for (const [subgraph, query, answered, operation = same] of asked) {
      handle = (_request, response) => response.end(JSON.stringify(answered));
      answer = await ask({
        subgraph,
        operation,
        document: parse(query),
        query,
        variables: {
          cases: [
            { __typename: 'Case', key: '1' },
            { __typename: 'Case', key: '3' },
          ],
        },
        headers: {},
        signal: new AbortController().signal,
      });
    }
    return answer;
  }

  it('is lost where another one of ours has shown it', async () => {
    const answer = await told(['cases', OF_CASES, { data: SHOWN }], ['notices', ENTITIES, NULL]);
    expect(answer).toEqual({ ...NULL, errors: lost(0, 1) });
    expect(faults).toEqual(['notices']);
  });

  it.each([
    ['another one of ours', 'cases', lost(0, 1)],
    ['a foreign subgraph', 'foreign', undefined],
  ])('is told alike where %s is asked beside it and shows it later', async (_what, by, errors) => {
    const ask = createSubgraphClient({
      subgraphs: subgraphs(),
      timeoutMs: 2_000,
      onFault: (subgraph) => faults.push(subgraph),
    });
    let show = (): void => undefined;
    handle = (_request, response, body) => {
      const { query } = JSON.parse(body) as { query: string };
      if (query === ENTITIES) response.end(JSON.stringify(NULL));
      else show = () => response.end(JSON.stringify({ data: SHOWN }));
      // The null is there first, and would be told by then.
      if (query === ENTITIES)
        setTimeout(() => {
          show();
        }, 50);
    };
    const operation = {};
    const variables = { cases: ['1', '3'].map((key) => ({ __typename: 'Case', key })) };
    const signal = new AbortController().signal;
    const asking = (subgraph: string, query: string) =>
      ask({ subgraph, operation, document: parse(query), query, variables, headers: {}, signal });
    const [, answer] = await Promise.all([asking(by, OF_CASES), asking('notices', ENTITIES)]);
    expect(answer).toEqual({ ...NULL, ...(errors && { errors }) });
    expect(faults).toEqual(errors ? ['notices'] : []);
  });

  it('is null beside others of which nobody knows it, also where one of them does not answer', async () => {
    const ask = createSubgraphClient({
      subgraphs: new Map([
        ['cases', { url, secret: SECRET, ours: true }],
        ['notices', { url, secret: SECRET, ours: true }],
        ['silent', { url: 'http://127.0.0.1:9/graphql', secret: SECRET, ours: true }],
      ]),
      timeoutMs: 2_000,
      onFault: (subgraph) => faults.push(subgraph),
    });
    handle = (_request, response) => response.end(JSON.stringify(NULL));
    const operation = {};
    const variables = { cases: ['1', '3'].map((key) => ({ __typename: 'Case', key })) };
    const signal = new AbortController().signal;
    const document = parse(ENTITIES);
    const answers = await Promise.all(
      ['cases', 'notices', 'silent'].map((subgraph) =>
        ask({ subgraph, operation, document, query: ENTITIES, variables, headers: {}, signal }),
      ),
    );
    expect(answers.slice(0, 2)).toEqual([NULL, NULL]);
    expect(faults).toEqual(['silent']);
  });

  it('is lost alone, and what the subgraph knows is answered', async () => {
    const some = { data: { a: [{ notices: [], settlement: null }, null], other: [] } };
    const answer = await told(['cases', OF_CASES, { data: SHOWN }], ['notices', ENTITIES, some]);
    expect(answer).toEqual({ ...some, errors: lost(1) });
  });

  it('is lost where one of ours has answered for the same key before', async () => {
    const some = { data: { a: [null, { notices: [], settlement: null }], other: [] } };
    const answer = await told(['notices', ENTITIES, some], ['cases', ENTITIES, NULL]);
    expect(answer).toEqual({ ...NULL, errors: lost(1) });
  });

  it('is told by the error that the subgraph itself has put there', async () => {
    const extensions = { code: 'INTERNAL' };
    const errors = [{ path: ['a', 0, 'notices', 0, 'id'], extensions }];
    const answer = await told(
      ['cases', OF_CASES, { data: SHOWN }],
      ['notices', ENTITIES, { ...NULL, errors }],
    );
    expect(answer).toEqual({ ...NULL, errors: [...errors, ...lost(1)] });
  });

  it('is lost however many other errors the subgraph tells', async () => {
    const errors = Array.from({ length: 200 }, (_, index) => ({ path: ['other', index] }));
    const answer = await told(
      ['cases', OF_CASES, { data: SHOWN }],
      ['notices', ENTITIES, { ...NULL, errors }],
    );
    expect(answer?.errors).toHaveLength(200 + lost(0, 1).length);
    expect(answer?.errors?.slice(200)).toEqual(lost(0, 1));
  });

  it.each([
    ['a foreign subgraph alone has named', [['foreign', OF_CASES, { data: SHOWN }]]],
    ['nobody has named', []],
    ['another operation was shown', [['cases', OF_CASES, { data: SHOWN }, {}]]],
    ['is null elsewhere as well', [['cases', ENTITIES, NULL]]],
  ] as const)('is null and nothing else where %s it', async (_what, before) => {
    expect(await told(...before, ['notices', ENTITIES, NULL])).toEqual(NULL);
    expect(faults).toEqual([]);
  });

  it('is null and nothing else where the subgraph is foreign, which has no row of every case', async () => {
    const answer = await told(['cases', OF_CASES, { data: SHOWN }], ['foreign', ENTITIES, NULL]);
    expect(answer).toEqual(NULL);
  });
});
