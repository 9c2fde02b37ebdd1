import type { ReadinessCheck } from '../../src/server';
import { send, startTestServer, type TestAnswer } from './support';

const ask = async (
  checks: Record<string, ReadinessCheck>,
  path = '/health/ready',
  method = 'GET',
): Promise<TestAnswer> => {
  const { url, server } = await startTestServer({ checks });
  const answer = await send(url, { method, path, token: null });
  await server.drain({ graceMs: 0 });
  return answer;
};

describe('/health/live', () => {
  it('is answered without a token, whatever is missing', async () => {
    const answer = await ask({ database: () => false }, '/health/live');
    expect([answer.status, answer.json]).toEqual([200, { ok: true, checks: { live: true } }]);
  });
});

describe('/health/ready', () => {
  it('is 200 if all is there', async () => {
    const answer = await ask({ database: () => Promise.resolve(true), keys: () => true });
    expect([answer.status, answer.json]).toEqual([
      200,
      {
        ok: true,
        checks: { accepting: true, database: true, keys: true },
        policyVersion: 'policy-1',
      },
    ]);
  });

  it('is 503 and names what is missing, without a reason', async () => {
    const refuse = (): never => {
      throw new Error('password of the database');
    };
    const answer = await ask({
      database: () => Promise.reject(new Error('no')),
      migrations: refuse,
      keys: () => true,
    });
    expect([answer.status, answer.json]).toEqual([
      503,
      {
        ok: false,
        checks: { accepting: true, database: false, migrations: false, keys: true },
        policyVersion: 'policy-1',
      },
    ]);
  });

  it('takes a check that does not answer for failed', async () => {
    const answer = await ask({ database: () => new Promise(() => undefined) });
    expect(answer.json.checks).toMatchObject({ database: false });
  });

  it('runs a check once for all who ask at the same time', async () => {
    let runs = 0;
    const check = (): Promise<boolean> =>
      new Promise((resolve) => {
        runs += 1;
        setTimeout(resolve, 200, true);
      });
    const { url, server } = await startTestServer({ checks: { check } });
    await Promise.all([1, 2, 3].map(() => send(url, { method: 'GET', path: '/health/ready' })));
    expect(runs).toBe(1);
    await server.drain({ graceMs: 0 });
  });

  it('answers HEAD without a body and refuses POST', async () => {
    expect((await ask({}, '/health/ready', 'HEAD')).text).toBe('');
    expect((await ask({}, '/health/ready', 'POST')).status).toBe(405);
  });
});
