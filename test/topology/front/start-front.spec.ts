import path from 'node:path';
import type { FrontConfig } from '../../../src/config';
import { demoClients, demoIssuerConfig } from '../../../src/development/demo-clients';
import { requestDemoToken } from '../../../src/development/demo-token';
import { startIdentityProvider } from '../../../src/development/identity-provider';
import type { IdentityProvider } from '../../../src/development/identity-provider';
import { createLifecycle, createLogger } from '../../../src/server';
import type { Lifecycle } from '../../../src/server';
import { Purpose } from '../../../src/shared';
import { remoteEngine, startFront } from '../../../src/topology';
import type { EngineMaker } from '../../../src/topology';
import type { EngineRequest } from '../../../src/topology/front/engine';
import { post } from '../../support/gateway';

const SECRET = Buffer.alloc(32, 7).toString('base64');
const AUDIENCE = 'urn:kvarbo:test';
const silent = createLogger({ level: 'silent' });

let identity: IdentityProvider;
let lifecycle: Lifecycle;
let asked: EngineRequest[];
let token: string;

beforeAll(async () => {
  identity = await startIdentityProvider({ port: 0, audience: AUDIENCE });
  const client = demoClients.find(({ clientId }) => clientId === 'landlord-bostaden');
  if (!client) throw new Error('There is no such client.');
  const purpose = Purpose.LANDLORD_DUTY;
  token = await requestDemoToken(identity.url, { client, purpose, principal: undefined });
});
afterAll(() => identity.stop());
beforeEach(() => {
  asked = [];
  lifecycle = createLifecycle({ log: silent });
});
afterEach(() => lifecycle.stop());

const answering: EngineMaker = () => (request) => {
  asked.push(request);
  return Promise.resolve({ data: { f0: { f1: 'LANDLORD' } } });
};

async function aFront(makeEngine = answering, changes: Partial<FrontConfig> = {}): Promise<string> {
  const config: FrontConfig = {
    environment: 'test',
    host: '127.0.0.1',
    port: 0,
    logLevel: 'silent',
    introspection: false,
    issuers: [demoIssuerConfig(identity.url, AUDIENCE)],
    supergraph: path.join(__dirname, '../../../schema/supergraph.graphql'),
    subgraphs: new Map([
      ['cases', { url: 'http://127.0.0.1:9/graphql', secret: SECRET, ours: true }],
    ]),
    subgraphTimeoutSeconds: 1,
    drainDelaySeconds: 0,
    engineUrl: null,
    ...changes,
  };
  return (await startFront(config, { makeEngine, log: silent, lifecycle })).url;
}

const VIEWER = { query: '{ viewer { agency } }' };

describe('a front that has started', () => {
  it('hands on who calls, for what and in which trace, and nothing else of the request', async () => {
    const response = await fetch(await aFront(), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${token}`,
        'kvarbo-purpose': 'LANDLORD_DUTY',
        traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
        'kvarbo-engine-secret': 'of the client',
        'x-request-id': 'of the client',
        cookie: 'a=b',
      },
      body: JSON.stringify(VIEWER),
    });
    expect(await response.json()).toMatchObject({ data: { viewer: { agency: 'LANDLORD' } } });
    expect(asked).toHaveLength(1);
    expect(asked[0]?.headers).toEqual({
      authorization: `Bearer ${token}`,
      'kvarbo-purpose': 'LANDLORD_DUTY',
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
      'x-request-id': response.headers.get('x-request-id'),
    });
  });

  it.each([
    ['nobody', null, VIEWER, 401, 'UNAUTHENTICATED'],
    ['no GraphQL', 'the token', { query: '{' }, 200, 'GRAPHQL_PARSE_FAILED'],
    [
      'an unknown field',
      'the token',
      { query: '{ cases { edges { key } } }' },
      200,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'the entities of federation',
      'the token',
      { query: '{ _entities(representations: []) { __typename } }' },
      200,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'the key of a case',
      'the token',
      { query: '{ case(id: "x") { key } }' },
      200,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'too much',
      'the token',
      { query: `{ ${'viewer { agency } '.repeat(21)} }` },
      200,
      'TOO_COMPLEX',
    ],
    [
      'the schema',
      'the token',
      { query: '{ __schema { types { name } } }' },
      200,
      'GRAPHQL_VALIDATION_FAILED',
    ],
  ])('refuses %s by itself', async (_what, bearer, body, status, code) => {
    const answer = await post(await aFront(), bearer && token, body);
    expect(answer.status).toBe(status);
    expect(answer.body.errors?.map(({ extensions }) => extensions.code)).toEqual([code]);
    expect(asked).toEqual([]);
  });

  it('is ready without a single subgraph, and publishes keys only with all of them', async () => {
    const url = await aFront();
    expect((await fetch(new URL('/health/ready', url))).status).toBe(200);
    expect((await fetch(new URL('/.well-known/jwks.json', url))).status).toBe(503);
  });

  it('answers UNAVAILABLE where an engine elsewhere does not', async () => {
    const faults: unknown[] = [];
    const url = await aFront(() =>
      remoteEngine('http://127.0.0.1:9/', 1_000, (fault) => faults.push(fault)),
    );
    const answer = await post(url, token, VIEWER);
    expect([answer.status, answer.body.errors?.[0]?.extensions.code]).toEqual([503, 'UNAVAILABLE']);
    expect(faults).toHaveLength(1);
  });
});

describe('a front', () => {
  it('does not start without its supergraph', async () => {
    await expect(aFront(answering, { supergraph: 'no-such-file' })).rejects.toThrow(
      'The file of KVARBO_SUPERGRAPH cannot be read.',
    );
  });
});
