import { compileQuery, isCompiledQuery } from 'graphql-jit';
import type { GraphQLExecutor } from '../../src/server';
import {
  codesOf,
  graphqlJs,
  operate,
  send,
  SECRETS,
  startTestServer,
  testSchema,
  type RunningServer,
  type TestAnswer,
  type TestContext,
} from './support';

const graphqlJit: GraphQLExecutor<TestContext> = async (execution) => {
  const compiled = compileQuery(
    testSchema,
    execution.document,
    execution.operationName ?? undefined,
  );
  if (!isCompiledQuery(compiled)) return compiled;
  return compiled.query(undefined, execution.context, { ...execution.request.variables });
};

const secrets = Object.values(SECRETS);
const { name, identityNumber, address } = SECRETS;
const asVariable = 'query ($tenant: TenantInput) { search(tenant: $tenant) }';

/** Each way in which a value can get into a message, with the code that answers it. */
const ways: [string, { query: string; variables?: unknown; operationName?: string }, string][] = [
  [
    'a variable of another type',
    { query: asVariable, variables: { tenant: name } },
    'BAD_USER_INPUT',
  ],
  [
    'a field of a variable of another type',
    { query: asVariable, variables: { tenant: { name: [name, identityNumber] } } },
    'BAD_USER_INPUT',
  ],
  [
    'a number for a text',
    { query: asVariable, variables: { tenant: { name, personalIdentityNumber: 191212121212 } } },
    'BAD_USER_INPUT',
  ],
  [
    'a text for a number',
    { query: asVariable, variables: { tenant: { name, rooms: identityNumber } } },
    'BAD_USER_INPUT',
  ],
  [
    'an unknown enum value in a variable',
    { query: asVariable, variables: { tenant: { name, agency: address } } },
    'BAD_USER_INPUT',
  ],
  [
    'an unknown field in a variable',
    { query: asVariable, variables: { tenant: { name, [address]: 1 } } },
    'BAD_USER_INPUT',
  ],
  [
    'a variable without a required field',
    { query: asVariable, variables: { tenant: { rooms: 1 } } },
    'BAD_USER_INPUT',
  ],
  [
    'a literal of another type',
    { query: `{ search(limit: "${name}") }` },
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    'a literal for an object',
    { query: `{ search(tenant: "${name}") }` },
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    'an object for a number',
    { query: `{ search(limit: { name: "${name}" }) }` },
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    'a number for a text literal',
    { query: '{ search(tenant: { name: "x", personalIdentityNumber: 191212121212 }) }' },
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    'an unknown enum value in a text',
    { query: `{ search(tenant: { name: "x", agency: "${address}" }) }` },
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    'an unknown enum value as a name',
    { query: '{ search(tenant: { name: "x", agency: Testsson }) }' },
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    'a default of another type',
    { query: `query ($n: Int = "${identityNumber}") { search(limit: $n) }` },
    'GRAPHQL_VALIDATION_FAILED',
  ],
  ['a text in the wrong place', { query: `{ search "${name}" }` }, 'GRAPHQL_PARSE_FAILED'],
  [
    'a block text in the wrong place',
    { query: `{ search """${name}""" }` },
    'GRAPHQL_PARSE_FAILED',
  ],
  ['a number in the wrong place', { query: '{ search 191212121212 }' }, 'GRAPHQL_PARSE_FAILED'],
  ['a text that does not end', { query: `{ search(tenant: "${name}` }, 'GRAPHQL_PARSE_FAILED'],
  [
    'an unknown operation',
    { query: 'query A { hello }', operationName: name },
    'OPERATION_RESOLUTION_FAILURE',
  ],
  ['an error thrown in a field', { query: '{ fail(how: "plain") }' }, 'INTERNAL'],
  ['an error of PostgreSQL', { query: '{ fail(how: "postgres") }' }, 'INTERNAL'],
  ['the cause of an error', { query: '{ fail(how: "caused") }' }, 'INTERNAL'],
  ['an error that names a code of the protocol', { query: '{ fail(how: "graphql") }' }, 'INTERNAL'],
];

const leaks = (text: string): string[] => {
  const values = [...secrets, 'Torbj', 'Testsson', '1912', '1212', 'gatan'];
  return values.filter((value) => text.includes(value));
};

describe.each([
  ['graphql-js', graphqlJs],
  ['graphql-jit', graphqlJit],
])('errors under %s', (_, executor) => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await startTestServer({ executor });
  });
  afterAll(() => server.server.drain({ graceMs: 0 }));

  it.each(ways)('repeat no value, in answer or log: %s', async (_, operation, code) => {
    const answer = await operate(server.url, operation);
    expect(codesOf(answer)).toEqual([code]);
    expect(leaks(answer.text)).toEqual([]);
    expect(leaks(server.logged())).toEqual([]);
    expect(answer.text).not.toMatch(/stack| at .*:\d+:\d+/);
  });

  it('tell all problems of the variables at once, by path and type', async () => {
    const query = `query ($a: [SubmitNoticeInput!]!, $tenant: TenantInput, $n: Int!) {
      search(tenant: $tenant, limit: $n)
    }`.replace('$a: [SubmitNoticeInput!]!, ', '');
    const tenant = {
      name: null,
      personalIdentityNumber: 7,
      rooms: 1.5,
      agency: 'LANDLORDS',
      nam: 1,
    };
    const answer = await operate(server.url, { query, variables: { tenant } });
    expect(answer.json.errors?.[0]?.extensions.problems).toEqual([
      { path: 'tenant.name', code: 'REQUIRED', message: 'A value is required here.' },
      {
        path: 'tenant.personalIdentityNumber',
        code: 'WRONG_TYPE',
        message: 'Expected a value of type "PersonalIdentityNumber".',
      },
      { path: 'tenant.rooms', code: 'WRONG_TYPE', message: 'Expected a value of type "Int".' },
      { path: 'tenant.agency', code: 'WRONG_TYPE', message: 'Expected a value of type "Agency".' },
      {
        path: 'tenant',
        code: 'UNKNOWN_FIELD',
        message:
          'An object of type "TenantInput" has a field that the type does not have. Did you mean "name"?',
      },
      { path: 'n', code: 'REQUIRED', message: 'A value is required here.' },
    ]);
  });

  it('pass with code and extras if they are ours', async () => {
    const { json } = await operate(server.url, {
      query: '{ a: fail(how: "ours") b: fail(how: "input") hello }',
    });
    expect(json.data).toEqual({ a: null, b: null, hello: 'hej' });
    expect(json.errors).toMatchObject([
      { path: ['a'], extensions: { code: 'NOT_FOUND' } },
      { path: ['b'], extensions: { code: 'BAD_USER_INPUT', problems: [{ path: 'input.street' }] } },
    ]);
  });

  it('are found in the log by the id that the client reads', async () => {
    const answer = await operate(server.url, { query: '{ fail(how: "postgres") }' });
    const { correlationId } = answer.json.errors?.[0]?.extensions ?? {};
    expect(correlationId).toBe(answer.headers.get('x-request-id'));
    const entries = server.logLines().filter(({ requestId }) => requestId === correlationId);
    expect(entries).toMatchObject([
      { level: 'error', path: ['fail'] },
      { level: 'info', errorCodes: ['INTERNAL'] },
    ]);
    expect(JSON.stringify(entries[0])).toContain('"code":"23505","table":"notice"');
  });
});

describe('an executor that fails as a whole', () => {
  const answerOf = async (failure: unknown): Promise<[TestAnswer, string]> => {
    const executor = (): never => {
      throw failure;
    };
    const { url, server, logged } = await startTestServer({ executor });
    const answer = await operate(url, { query: '{ hello }' });
    await server.drain({ graceMs: 0 });
    return [answer, logged()];
  };

  it('is answered with 500 and without its message', async () => {
    const [answer, logged] = await answerOf(new Error(name));
    expect([answer.status, codesOf(answer)]).toEqual([500, ['INTERNAL']]);
    expect(leaks(answer.text + logged)).toEqual([]);
  });

  it('is answered even if it throws what is no error', async () => {
    const [answer] = await answerOf(name);
    expect([answer.status, codesOf(answer), leaks(answer.text)]).toEqual([500, ['INTERNAL'], []]);
  });
});

describe('the log line of a request', () => {
  let server: RunningServer;
  beforeEach(async () => {
    server = await startTestServer();
  });
  afterEach(() => server.server.drain({ graceMs: 0 }));

  it('says who, what, how long and how it ended', async () => {
    await operate(server.url, { query: 'query Cases { fail(how: "ours") }' });
    expect(server.logLines()).toEqual([
      {
        level: 'info',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string,
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
        agency: 'LANDLORD',
        client: 'landlord-bostaden',
        operation: 'Cases',
        durationMs: expect.any(Number) as number,
        status: 200,
        errorCodes: ['NOT_FOUND'],
        msg: 'request',
      },
    ]);
  });

  it('leaves out a name that is too long to be one', async () => {
    await operate(server.url, { query: `query ${'Testsson'.repeat(9)} { hello }` });
    expect(server.logLines()[0]?.operation).toBeNull();
  });

  it('has neither token nor query string nor variables', async () => {
    const path = `/graphql?query=${encodeURIComponent(`{ search(tenant: "${name}") }`)}`;
    await send(server.url, { method: 'GET', path, headers: { 'apollo-require-preflight': '1' } });
    await send(server.url, { token: 'secret-token', path });
    expect(server.logLines()).toHaveLength(2);
    expect(server.logged()).not.toMatch(/secret-token|Bearer|search|Torbj/);
  });

  it('has the code of a refusal', async () => {
    await send(server.url, { token: 'bad' });
    expect(server.logLines()[0]).toMatchObject({
      status: 401,
      agency: null,
      errorCodes: ['UNAUTHENTICATED'],
    });
  });
});
