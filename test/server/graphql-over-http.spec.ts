import { codesOf, operate, send, startTestServer, type RunningServer } from './support';

const OLD = 'application/json';
const NEW = 'application/graphql-response+json';

/** Obligations of the GraphQL over HTTP specification, each with the status for the old and the new form of answer. */
const requests: [string, string, number, number, string | null][] = [
  ['a query', '{"query":"{ hello }"}', 200, 200, null],
  ['null for variables', '{"query":"{ hello }","variables":null}', 200, 200, null],
  ['null for operationName', '{"query":"{ hello }","operationName":null}', 200, 200, null],
  ['null for extensions', '{"query":"{ hello }","extensions":null}', 200, 200, null],
  ['extensions', '{"query":"{ hello }","extensions":{"a":1}}', 200, 200, null],
  ['no JSON', '{"query":', 400, 400, 'BAD_REQUEST'],
  ['an empty body', '', 400, 400, 'BAD_REQUEST'],
  ['a batch', '[{"query":"{ hello }"}]', 400, 400, 'BAD_REQUEST'],
  ['a body that is no object', '"{ hello }"', 400, 400, 'BAD_REQUEST'],
  ['no query', '{"qeury":"{ hello }"}', 400, 400, 'BAD_REQUEST'],
  ['a query that is no string', '{"query":7}', 400, 400, 'BAD_REQUEST'],
  ['variables in a list', '{"query":"{ hello }","variables":[1]}', 400, 400, 'BAD_REQUEST'],
  ['variables in a string', '{"query":"{ hello }","variables":"{}"}', 400, 400, 'BAD_REQUEST'],
  [
    'a number for operationName',
    '{"query":"{ hello }","operationName":1}',
    400,
    400,
    'BAD_REQUEST',
  ],
  ['a list for extensions', '{"query":"{ hello }","extensions":[]}', 400, 400, 'BAD_REQUEST'],
  ['no GraphQL', '{"query":"{"}', 200, 400, 'GRAPHQL_PARSE_FAILED'],
  ['an unknown field', '{"query":"{ nothing }"}', 200, 400, 'GRAPHQL_VALIDATION_FAILED'],
  [
    'an operation that is not there',
    '{"query":"query A { hello }","operationName":"B"}',
    200,
    400,
    'OPERATION_RESOLUTION_FAILURE',
  ],
  [
    'several operations and no choice',
    '{"query":"query A { hello } query B { hello }"}',
    200,
    400,
    'OPERATION_RESOLUTION_FAILURE',
  ],
  [
    'a variable of another type',
    '{"query":"query ($n: Int) { search(limit: $n) }","variables":{"n":"x"}}',
    200,
    400,
    'BAD_USER_INPUT',
  ],
  ['too large an operation', `{"query":"{ ${'hello '.repeat(21)} }"}`, 200, 400, 'TOO_COMPLEX'],
  ['an error of a field', '{"query":"{ fail(how: \\"ours\\") }"}', 200, 200, 'NOT_FOUND'],
];

describe('GraphQL over HTTP', () => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.server.drain({ graceMs: 0 }));

  describe.each(requests)('%s', (_, body, oldStatus, newStatus, code) => {
    it.each([
      [OLD, oldStatus],
      [NEW, newStatus],
    ])('is answered as %s', async (accept, status) => {
      const answer = await send(server.url, { body, accept });
      expect(answer.status).toBe(status);
      expect(answer.headers.get('content-type')).toBe(`${accept}; charset=utf-8`);
      expect(codesOf(answer)).toEqual(code === null ? [] : [code]);
      expect('data' in answer.json).toBe(code === null || code === 'NOT_FOUND');
    });
  });

  it('answers */* in the old form', async () => {
    const answer = await operate(server.url, { query: '{ hello }' }, { accept: '*/*' });
    expect(answer.headers.get('content-type')).toBe(`${OLD}; charset=utf-8`);
  });

  it('refuses to answer in a form that it does not have', async () => {
    const answer = await operate(server.url, { query: '{ hello }' }, { accept: 'text/html' });
    expect(answer.status).toBe(406);
  });

  it.each(['PUT', 'DELETE', 'OPTIONS', 'PATCH'])('refuses %s', async (method) => {
    const answer = await send(server.url, { method });
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('GET, POST');
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json; charset=iso-8859-1',
    'application/graphql',
    '',
  ])('refuses a body of type "%s"', async (type) => {
    const request = { headers: { 'content-type': type }, body: '{"query":"{ hello }"}' };
    const answer = await send(server.url, request);
    expect([answer.status, codesOf(answer)]).toEqual([415, ['BAD_REQUEST']]);
  });

  it.each(['application/json; charset=utf-8', 'Application/JSON; charset="UTF-8"'])(
    'takes a body of type %s',
    async (type) => {
      const request = { headers: { 'content-type': type }, body: '{"query":"{ hello }"}' };
      expect((await send(server.url, request)).json).toEqual({ data: { hello: 'hej' } });
    },
  );

  it('refuses a compressed body', async () => {
    const request = { headers: { 'content-encoding': 'gzip' }, body: '{"query":"{ hello }"}' };
    expect((await send(server.url, request)).status).toBe(415);
  });

  it('refuses a body that is not UTF-8', async () => {
    const body = Buffer.from('{"query":"{ hello } # å"}', 'latin1');
    const answer = await send(server.url, { body: new Uint8Array(body) });
    expect([answer.status, codesOf(answer)]).toEqual([400, ['BAD_REQUEST']]);
  });

  describe('GET', () => {
    const get = (query: string, headers: Record<string, string> = {}): ReturnType<typeof send> =>
      send(server.url, {
        method: 'GET',
        path: `/graphql?query=${encodeURIComponent(query)}`,
        headers,
      });
    const plain = { 'apollo-require-preflight': '1' };

    it('answers a query', async () => {
      expect((await get('{ hello }', plain)).json).toEqual({ data: { hello: 'hej' } });
    });

    it('refuses a mutation', async () => {
      const answer = await get('mutation { submitNotice }', plain);
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
    });

    it('refuses what the form of a foreign page could send', async () => {
      const answer = await get('{ hello }');
      expect([answer.status, codesOf(answer)]).toEqual([400, ['BAD_REQUEST']]);
    });

    it('counts the operation like that of a POST', async () => {
      expect(codesOf(await get(`{ ${'hello '.repeat(21)} }`, plain))).toEqual(['TOO_COMPLEX']);
    });
  });

  it('knows one path', async () => {
    const answer = await send(server.url, { path: '/graphql/', body: '{"query":"{ hello }"}' });
    expect([answer.status, codesOf(answer)]).toEqual([404, ['BAD_REQUEST']]);
  });

  it('has no landing page', async () => {
    const answer = await send(server.url, { method: 'GET', accept: 'text/html,*/*' });
    expect(answer.status).toBe(400);
  });

  it('takes no persisted queries', async () => {
    const extensions = { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } };
    const answer = await send(server.url, { body: JSON.stringify({ extensions }) });
    expect(codesOf(answer)).toEqual(['PERSISTED_QUERY_NOT_SUPPORTED']);
  });

  it('answers with headers that keep the answer out of caches', async () => {
    const { headers } = await operate(server.url, { query: '{ hello }' });
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  it('gives each request an id of its own, whatever the client sends', async () => {
    const request = { headers: { 'x-request-id': 'mine' } };
    const answers = await Promise.all(
      [1, 2].map(() => operate(server.url, { query: '{ hello }' }, request)),
    );
    const ids = answers.map(({ headers }) => headers.get('x-request-id'));
    expect(new Set(ids).size).toBe(2);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('introspection', () => {
  const query = '{ __schema { queryType { name } } }';

  it.each([
    [false, ['GRAPHQL_VALIDATION_FAILED']],
    [true, []],
  ])('is answered only where it is on: %s', async (introspection, codes) => {
    const { url, server } = await startTestServer({ introspection });
    expect(codesOf(await operate(url, { query }))).toEqual(codes);
    await server.drain({ graceMs: 0 });
  });

  it('lets nobody multiply the types of the schema', async () => {
    const { url, server } = await startTestServer({ introspection: true });
    const bomb =
      '{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }';
    expect((await operate(url, { query: bomb })).json.data).toBeUndefined();
    await server.drain({ graceMs: 0 });
  });
});
