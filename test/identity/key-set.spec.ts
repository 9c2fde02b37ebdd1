import { createAuthenticator, type Authenticator } from '../../src/identity';
import { movingClock, type MovingClock } from '../support/moving-clock';
import { aTestKey, startTestIssuer, type KeyAnswer, type TestIssuer } from '../support/tokens';

let clock: MovingClock;
let issuer: TestIssuer;
let authenticator: Authenticator;
let logged: Readonly<Record<string, unknown>>[];

beforeEach(async () => {
  clock = movingClock('2026-03-02T09:00:00Z');
  issuer = await startTestIssuer({ clock, algorithm: 'ES256' });
  logged = [];
  authenticator = createAuthenticator({
    issuers: [issuer.config({ algorithms: ['ES256', 'RS256'] })],
    clock,
    log: { info: () => undefined, warn: (fields) => void logged.push(fields) },
  });
});

afterEach(async () => {
  jest.restoreAllMocks();
  authenticator.stop();
  await issuer.stop();
});

function outcome(token = issuer.token()): Promise<string> {
  return authenticator
    .authenticate({ authorization: `Bearer ${token}` })
    .then(() => 'OK')
    .catch((error: unknown) => (error as { code: string }).code);
}

describe('the keys of an issuer', () => {
  it('are fetched at the start and not again for tokens that they verify', async () => {
    expect(authenticator.ready()).toBe(false);
    await authenticator.start();
    expect(authenticator.ready()).toBe(true);
    expect(await outcome()).toBe('OK');
    expect(await outcome(issuer.token({ user: 'another' }))).toBe('OK');
    expect(issuer.fetches).toBe(1);
  });

  it('are fetched once for a hundred requests that come first', async () => {
    const tokens = Array.from({ length: 100 }, (_, i) => issuer.token({ user: `user-${i}` }));
    const outcomes = await Promise.all(tokens.map(outcome));
    expect(new Set(outcomes)).toEqual(new Set(['OK']));
    expect(issuer.fetches).toBe(1);
  });

  it('are fetched again for an unknown kid, at most once in 30 seconds', async () => {
    await authenticator.start();
    const unknown = (kid: string) => outcome(issuer.token({}, { kid }));
    await Promise.all(Array.from({ length: 50 }, (_, i) => unknown(`first-${i}`)));
    expect(issuer.fetches).toBe(2);
    clock.advance(29.9);
    expect(await unknown('second')).toBe('UNAUTHENTICATED');
    expect(issuer.fetches).toBe(2);
    clock.advance(0.1);
    expect(await unknown('third')).toBe('UNAUTHENTICATED');
    expect(issuer.fetches).toBe(3);
  });

  it('are fetched again although the clock was set back', async () => {
    await authenticator.start();
    await outcome(issuer.token({}, { kid: 'first' }));
    clock.advance(-3600);
    await outcome(issuer.token({}, { kid: 'second' }));
    expect(issuer.fetches).toBe(3);
  });

  it('follow a rotation with the first token of the new key, and the old key’s tokens end', async () => {
    await authenticator.start();
    const before = issuer.token();
    expect(await outcome(before)).toBe('OK');
    issuer.rotate();
    expect(await outcome(before)).toBe('OK');
    expect(await outcome(issuer.token())).toBe('OK');
    expect(await outcome(before)).toBe('UNAUTHENTICATED');
    expect(issuer.fetches).toBe(2);
  });

  it('keep a key’s tokens while old and new key overlap', async () => {
    await authenticator.start();
    const before = issuer.token();
    expect(await outcome(before)).toBe('OK');
    const old = issuer.key.published;
    const next = issuer.rotate();
    issuer.published = { keys: [next.published, old] };
    expect(await outcome(issuer.token())).toBe('OK');
    expect(await outcome(before)).toBe('OK');
  });

  it('end a key’s tokens when it comes back for another use', async () => {
    await authenticator.start();
    const before = issuer.token();
    expect(await outcome(before)).toBe('OK');
    issuer.published = { keys: [{ ...issuer.key.published, use: 'enc' }] };
    await outcome(issuer.token({}, { kid: 'unknown' }));
    expect(await outcome(before)).toBe('UNAUTHENTICATED');
  });

  it('are none if the issuer publishes none', async () => {
    await authenticator.start();
    issuer.published = { keys: [] };
    await outcome(issuer.token({}, { kid: 'unknown' }));
    expect(await outcome()).toBe('UNAUTHENTICATED');
  });

  const failures: KeyAnswer[] = ['drop', 'error', 'huge', 'garbage', 'redirect'];
  it.each(failures)('stay as they were while the answer is: %s', async (answer) => {
    await authenticator.start();
    const before = issuer.token();
    issuer.answer = answer;
    issuer.rotate();
    expect(await outcome(issuer.token())).toBe('UNAUTHENTICATED');
    expect(issuer.fetches).toBe(2);
    expect(await outcome(before)).toBe('OK');
    expect(authenticator.ready()).toBe(true);
    expect(logged).toEqual([
      { issuer: issuer.issuer, reason: expect.any(String) as string, keptLastGood: true },
    ]);
  });

  it('stay as they were while the answer does not come within five seconds', async () => {
    await authenticator.start();
    const timeout = AbortSignal.timeout.bind(AbortSignal);
    const asked = jest.spyOn(AbortSignal, 'timeout').mockImplementation(() => timeout(20));
    issuer.answer = 'hang';
    expect(await outcome(issuer.token({}, { kid: 'unknown' }))).toBe('UNAUTHENTICATED');
    expect(await outcome()).toBe('OK');
    expect(asked).toHaveBeenCalledWith(5000);
  });

  it('stay as they were when what is published is no key set', async () => {
    await authenticator.start();
    for (const published of [null, [], { keys: {} }, { keys: Array(101).fill({}) }]) {
      issuer.published = published;
      clock.advance(30);
      await outcome(issuer.token({}, { kid: 'unknown' }));
      expect(await outcome()).toBe('OK');
    }
    expect(issuer.fetches).toBe(5);
  });

  it('are UNAVAILABLE if they never came, and come by themselves when the issuer is back', async () => {
    issuer.answer = 'drop';
    await authenticator.start();
    expect(authenticator.ready()).toBe(false);
    expect(await outcome()).toBe('UNAVAILABLE');
    expect(await outcome()).toBe('UNAVAILABLE');
    expect(issuer.fetches).toBe(2);
    issuer.answer = 'keys';
    clock.advance(5);
    expect(await outcome()).toBe('OK');
  });

  it('are ready with one issuer while another is down', async () => {
    const other = await startTestIssuer({ clock });
    other.answer = 'drop';
    const both = createAuthenticator({
      issuers: [other.config(), issuer.config()],
      clock,
      log: { info: () => undefined, warn: () => undefined },
    });
    await both.start();
    expect(both.ready()).toBe(true);
    both.stop();
    await other.stop();
  });
});

describe('in the background', () => {
  const keys = (): Promise<Response> => Promise.resolve(Response.json(issuer.published));
  const start = async (fetch: typeof globalThis.fetch) => {
    jest.useFakeTimers();
    const started = createAuthenticator({
      issuers: [issuer.config()],
      clock,
      fetch,
      log: { info: () => undefined, warn: () => undefined },
    });
    await started.start();
    return started;
  };

  afterEach(() => {
    jest.useRealTimers();
  });

  it('the keys are fetched every ten minutes until it is stopped', async () => {
    const fetch = jest.fn(keys);
    const started = await start(fetch);
    await jest.advanceTimersByTimeAsync(30 * 60_000);
    expect(fetch).toHaveBeenCalledTimes(4);
    started.stop();
    await jest.advanceTimersByTimeAsync(30 * 60_000);
    expect(fetch).toHaveBeenCalledTimes(4);
  });

  it('a failure is tried again after 5 seconds at first, after 30 once there are keys', async () => {
    const fetch = jest.fn(keys);
    fetch.mockRejectedValueOnce(new TypeError('down')).mockRejectedValueOnce(new TypeError('down'));
    const started = await start(fetch);
    await jest.advanceTimersByTimeAsync(10_000);
    expect(fetch).toHaveBeenCalledTimes(3);
    expect(started.ready()).toBe(true);
    fetch.mockRejectedValueOnce(new TypeError('down'));
    await jest.advanceTimersByTimeAsync(10 * 60_000);
    expect(fetch).toHaveBeenCalledTimes(4);
    await jest.advanceTimersByTimeAsync(30_000);
    expect(fetch).toHaveBeenCalledTimes(5);
    started.stop();
  });

  it('a fetch that is cut short by stopping is no failure to tell of', async () => {
    issuer.answer = 'hang';
    const starting = authenticator.start();
    authenticator.stop();
    await starting;
    expect(logged).toEqual([]);
  });

  it('nothing is fetched after it was stopped in the middle of a fetch', async () => {
    let answer: (response: Response) => void = () => undefined;
    const fetch = jest.fn(() => new Promise<Response>((resolve) => (answer = resolve)));
    jest.useFakeTimers();
    const log = { info: jest.fn(), warn: jest.fn() };
    const started = createAuthenticator({ issuers: [issuer.config()], clock, fetch, log });
    const starting = started.start();
    started.stop();
    answer(Response.json(issuer.published));
    await starting;
    await jest.advanceTimersByTimeAsync(60 * 60_000);
    expect(fetch).toHaveBeenCalledTimes(1);
    expect(jest.getTimerCount()).toBe(0);
  });
});

describe('a published key', () => {
  const publish = async (bent: Record<string, unknown>) => {
    const key = aTestKey('RS256', bent);
    issuer.published = { keys: [key.published] };
    await authenticator.start();
    return outcome(issuer.token({}, {}, key));
  };

  it.each([
    ['with nothing but its parameters and a name', { use: undefined, alg: undefined }],
    ['for verifying', { use: undefined, key_ops: ['verify'] }],
    ['with things unknown', { note: 'new' }],
  ])('is used %s', async (_, bent) => {
    expect(await publish(bent)).toBe('OK');
  });

  it.each([
    ['for encryption', { use: 'enc' }],
    ['with a use unknown', { use: 'tea' }],
    ['with operations for signing only', { key_ops: ['sign'] }],
    ['with operations that are no list', { key_ops: 'verify' }],
    ['for another algorithm', { alg: 'PS256' }],
    ['for an algorithm of encryption', { alg: 'RSA-OAEP' }],
    ['with a name that is no text', { kid: 7 }],
    ['with its private half', { d: 'AQAB' }],
    ['of another type', { kty: 'oct', k: 'c2VjcmV0' }],
    ['of a type that its parameters do not have', { kty: 'EC', crv: 'P-256' }],
    ['that is broken', { n: undefined }],
  ])('is not used %s', async (_, bent) => {
    expect(await publish(bent)).toBe('UNAUTHENTICATED');
  });

  it('is not used if it is short', async () => {
    const key = aTestKey('RS256', {}, 1024);
    issuer.published = { keys: [key.published] };
    expect(await outcome(issuer.token({}, {}, key))).toBe('UNAUTHENTICATED');
  });

  it('has to be named if there are several', async () => {
    const [one, two] = [aTestKey('ES256'), aTestKey('ES256')];
    issuer.published = { keys: [one.published, two.published] };
    expect(await outcome(issuer.token({}, {}, two))).toBe('OK');
    expect(await outcome(issuer.token({}, { kid: undefined }, two))).toBe('UNAUTHENTICATED');
  });

  it('has to be named even if the other one is for another algorithm', async () => {
    const [one, two] = [aTestKey('ES256'), aTestKey('ES384')];
    issuer.published = { keys: [one.published, two.published] };
    expect(await outcome(issuer.token({}, { kid: undefined }, one))).toBe('UNAUTHENTICATED');
  });

  it('is not used if another one has its name', async () => {
    const [one, two] = [aTestKey('ES256'), aTestKey('ES256')];
    issuer.published = { keys: [one.published, { ...two.published, kid: one.kid }] };
    expect(await outcome(issuer.token({}, {}, one))).toBe('UNAUTHENTICATED');
  });

  it('may share its name with one for another algorithm', async () => {
    const [one, two] = [aTestKey(), aTestKey('ES256')];
    issuer.published = { keys: [one.published, { ...two.published, kid: one.kid }] };
    expect(await outcome(issuer.token({}, {}, one))).toBe('OK');
  });
});

describe.each(['RS512', 'PS256', 'ES384', 'ES512'])('an issuer of %s', (algorithm) => {
  it('is verified, and a forgery is not', async () => {
    const other = await startTestIssuer({ clock, algorithm });
    const log = { info: () => undefined, warn: () => undefined };
    const own = createAuthenticator({ issuers: [other.config()], clock, log });
    const authorization = (token: string) => ({ authorization: `Bearer ${token}` });
    await expect(own.authenticate(authorization(other.token()))).resolves.toBeDefined();
    const forged = other.token({}, { kid: other.key.kid }, aTestKey(algorithm));
    await expect(own.authenticate(authorization(forged))).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    });
    await other.stop();
  });
});
