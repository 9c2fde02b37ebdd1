import { randomBytes, randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { buildSchema, graphqlSync } from 'graphql';
import type { GraphQLExecutor } from '../../src/server';
import { codesOf, send, startTestServer } from './support';
import type { RunningServer, TestAnswer, TestContext } from './support';

const secret = randomBytes(32);
const SECRET = secret.toString('base64');
const engineSchema = buildSchema(
  'type Query { hello: String, onlyForEngines: String, case: Case } type Case { id: ID }',
);
const executor: GraphQLExecutor<TestContext> = ({ source, context }) =>
  Promise.resolve(
    graphqlSync({
      schema: engineSchema,
      source,
      rootValue: { onlyForEngines: context.requestId, case: { id: 'case-1' } },
    }),
  );

const ONLY = '{ onlyForEngines }';
const manyAliases = (count: number): string =>
  `{ case { ${Array.from({ length: count }, (_, index) => `a${index}: id`).join(' ')} } }`;

describe('a server with an engine in front of it', () => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await startTestServer({ engine: { schema: engineSchema, executor, secret } });
  });
  afterAll(() => server.server.drain());

  const ask = (query: string, headers: Record<string, string>): Promise<TestAnswer> =>
    send(server.url, { headers, body: JSON.stringify({ query }) });

  it('serves the engine by its secret, and everybody else as if there were none', async () => {
    const engine = await ask(ONLY, { 'Kvarbo-Engine-Secret': SECRET });
    expect(engine.json.data).toHaveProperty('onlyForEngines');
    for (const headers of [
      {},
      { 'Kvarbo-Engine-Secret': '' },
      { 'Kvarbo-Engine-Secret': randomBytes(32).toString('base64') },
      { 'Kvarbo-Engine-Secret': SECRET.toLowerCase() },
      { 'Kvarbo-Engine-Secret': `${SECRET}, ${SECRET}` },
    ]) {
      const answer = await ask(ONLY, headers);
      expect(codesOf(answer)).toEqual(['GRAPHQL_VALIDATION_FAILED']);
      expect((await ask('{ hello }', headers)).json.data).toEqual({ hello: 'hej' });
    }
  });

  it('warns of a wrong secret without repeating it', async () => {
    const wrong = randomBytes(32).toString('base64');
    await ask('{ hello }', { 'Kvarbo-Engine-Secret': wrong });
    expect(server.logged()).toContain('a wrong engine secret was sent');
    expect(server.logged()).not.toContain(wrong);
  });

  it('lets an engine ask for twice as much, and no more', async () => {
    const headers = { 'Kvarbo-Engine-Secret': SECRET };
    expect(codesOf(await ask(manyAliases(400), headers))).toEqual([]);
    expect(codesOf(await ask(manyAliases(401), headers))).toEqual(['TOO_COMPLEX']);
    expect(codesOf(await ask(manyAliases(201), {}))).toEqual(['TOO_COMPLEX']);
  });

  it('counts no key of a front as an alias where an engine asks, and every alias where anybody else does', async () => {
    const keys = manyAliases(401).replace(/a(?=\d+:)/g, 'f');
    expect(codesOf(await ask(keys, { 'Kvarbo-Engine-Secret': SECRET }))).toEqual([]);
    expect(codesOf(await ask(keys, {}))).toEqual(['TOO_COMPLEX']);
  });

  it('takes over from an engine the id of the request for which it asks', async () => {
    const requestId = randomUUID();
    const headers = { 'Kvarbo-Engine-Secret': SECRET, 'X-Request-Id': requestId };
    const answer = await ask(ONLY, headers);
    expect(answer.json.data).toEqual({ onlyForEngines: requestId });
    expect(answer.headers.get('x-request-id')).toBe(requestId);
  });

  it('lets an engine ask where its caller has sent enough, and nobody else', async () => {
    const limited = await startTestServer({
      engine: { schema: engineSchema, executor, secret },
      takeRequest: () => Promise.resolve(3),
    });
    const asked = (headers: Record<string, string>) =>
      send(limited.url, { headers, body: JSON.stringify({ query: '{ __typename }' }) });
    const wrong = randomBytes(32).toString('base64');
    expect((await asked({ 'Kvarbo-Engine-Secret': SECRET })).status).toBe(200);
    expect((await asked({ 'Kvarbo-Engine-Secret': wrong })).status).toBe(429);
    expect((await asked({})).status).toBe(429);
    await limited.server.drain();
  });

  it('takes no secret that is sent twice', async () => {
    const { hostname, port } = new URL(server.url);
    const body = JSON.stringify({ query: ONLY });
    const answer = await new Promise<string>((resolve, reject) => {
      const sent = request({ hostname, port, path: '/graphql', method: 'POST' }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => (text += part));
        response.on('end', () => {
          resolve(text);
        });
      });
      sent.setHeader('content-type', 'application/json');
      sent.setHeader('authorization', 'Bearer landlord');
      sent.setHeader('kvarbo-engine-secret', [SECRET, SECRET]);
      sent.on('error', reject).end(body);
    });
    expect(answer).toContain('GRAPHQL_VALIDATION_FAILED');
  });

  it.each([
    ['from nobody else', {}, randomUUID()],
    ['only in our own form', { 'Kvarbo-Engine-Secret': SECRET }, 'Torbjörn'],
  ])('takes an id over %s', async (_, secrets, requestId) => {
    const sent = encodeURIComponent(requestId);
    const answer = await ask('{ hello }', { ...secrets, 'X-Request-Id': sent });
    expect(answer.headers.get('x-request-id')).not.toBe(sent);
  });
});
