import { request as httpRequest } from 'node:http';
import { UnavailableError } from '../../src/shared';
import { codesOf, operate, send, startTestServer, type RunningServer } from './support';

describe('authentication', () => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.server.drain({ graceMs: 0 }));

  it('answers a bad token with 401 and without a reason', async () => {
    const answer = await operate(server.url, { query: '{ hello }' }, { token: 'bad' });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
    expect(answer.json).toEqual({
      errors: [
        { message: 'A valid access token is required.', extensions: { code: 'UNAUTHENTICATED' } },
      ],
    });
  });

  it('answers no token with 401', async () => {
    expect((await operate(server.url, { query: '{ hello }' }, { token: null })).status).toBe(401);
  });

  it('answers what an issuer may not assert with 403 and without a reason', async () => {
    const answer = await operate(server.url, { query: '{ hello }' }, { token: 'impostor' });
    expect([answer.status, codesOf(answer)]).toEqual([403, ['FORBIDDEN']]);
    expect(answer.text).not.toContain('issuer');
  });

  it('comes before the body is looked at', async () => {
    const answer = await send(server.url, { token: 'bad', body: 'no JSON' });
    expect(answer.status).toBe(401);
  });

  it('answers before the body is sent, to a client that waits for 100 Continue', async () => {
    const status = await new Promise<{ code: number | undefined; asked: boolean }>((resolve) => {
      let asked = false;
      const request = httpRequest(`${server.url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'content-length': 1_000,
          expect: '100-continue',
        },
      });
      request.on('continue', () => {
        asked = true;
      });
      request.on('response', ({ statusCode }) => {
        resolve({ code: statusCode, asked });
        request.destroy();
      });
      request.flushHeaders();
    });
    expect(status).toEqual({ code: 401, asked: false });
  });

  it('lets a known client that waits for 100 Continue send its body', async () => {
    const body = '{"query":"{ hello }"}';
    const code = await new Promise((resolve) => {
      const request = httpRequest(`${server.url}/graphql`, {
        method: 'POST',
        headers: {
          authorization: 'Bearer landlord',
          'content-type': 'application/json',
          'content-length': body.length,
          expect: '100-continue',
        },
      });
      request.on('continue', () => request.end(body));
      request.on('response', (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      request.flushHeaders();
    });
    expect(code).toBe(200);
  });

  it('answers 503 while the keys of an issuer are not known', async () => {
    const authenticator = { authenticate: () => Promise.reject(new UnavailableError()) };
    const other = await startTestServer({ authenticator });
    const answer = await operate(other.url, { query: '{ hello }' });
    expect([answer.status, codesOf(answer)]).toEqual([503, ['UNAVAILABLE']]);
    expect(answer.headers.get('retry-after')).toBe('5');
    await other.server.drain({ graceMs: 0 });
  });
});
