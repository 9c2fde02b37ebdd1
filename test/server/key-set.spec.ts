import { newSigningKey, readKeySet, SigningKeys } from '../../src/persistence';
import { send, startTestServer, type RunningServer } from './support';

describe('/.well-known/jwks.json', () => {
  const signing = new SigningKeys([newSigningKey('new'), newSigningKey('old')]);
  let server: RunningServer;
  beforeAll(async () => {
    server = await startTestServer({ publicKeys: signing.publicKeys() });
  });
  afterAll(() => server.server.drain({ graceMs: 0 }));

  const ask = (method: string) =>
    send(server.url, { method, path: '/.well-known/jwks.json', token: null });

  it('gives the public keys to anybody, for a while', async () => {
    const answer = await ask('GET');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/jwk-set+json');
    expect(answer.headers.get('cache-control')).toBe('public, max-age=300');
    const { keys } = readKeySet(JSON.parse(answer.text));
    expect(keys.map(({ kid }) => kid)).toEqual(['new', 'old']);
  });

  it('holds no private number', async () => {
    const { keys } = JSON.parse((await ask('GET')).text) as { keys: object[] };
    for (const key of keys) {
      expect(Object.keys(key).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
    }
  });

  it('answers HEAD without a body and refuses POST', async () => {
    const head = await ask('HEAD');
    expect([head.status, head.text]).toEqual([200, '']);
    const post = await ask('POST');
    expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });
});
