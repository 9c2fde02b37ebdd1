import { createAuthenticator } from '../../src/identity';
import { VerifiedTokenCache, type VerifiedToken } from '../../src/identity/verified-token-cache';
import type { KeySet } from '../../src/identity/key-set';
import { movingClock } from '../support/moving-clock';
import { startTestIssuer } from '../support/tokens';

const keySet = { holds: () => true } as unknown as KeySet;

function aVerifiedToken(expiresAt: number): VerifiedToken {
  return { callers: [], expiresAt, keySet, keyFingerprint: 'key' };
}

describe('the cache of verified tokens', () => {
  it('forgets a token at the instant it expires', () => {
    const clock = movingClock('2026-03-02T09:00:00Z');
    const cache = new VerifiedTokenCache(clock);
    const verified = aVerifiedToken(clock.now().getTime() + 1000);
    cache.set('token', verified);
    clock.advance(0.999);
    expect(cache.get('token')).toBe(verified);
    clock.advance(0.001);
    expect(cache.get('token')).toBeUndefined();
    expect(cache.size).toBe(0);
  });

  it('forgets the oldest when it is full', () => {
    const clock = movingClock('2026-03-02T09:00:00Z');
    const cache = new VerifiedTokenCache(clock, 2);
    for (const token of ['one', 'two', 'three']) cache.set(token, aVerifiedToken(Infinity));
    expect(cache.size).toBe(2);
    expect(cache.get('one')).toBeUndefined();
    expect(cache.get('three')).toBeDefined();
  });

  it('does not keep the tokens', () => {
    const cache = new VerifiedTokenCache(movingClock('2026-03-02T09:00:00Z'));
    cache.set('a-token-to-look-for', aVerifiedToken(Infinity));
    const { tokens } = cache as unknown as { tokens: Map<string, unknown> };
    expect([...tokens.keys()].join()).not.toContain('a-token-to-look-for');
  });

  it('gives the same caller again, and refuses the token once it has expired', async () => {
    const clock = movingClock('2026-03-02T09:00:00Z');
    const issuer = await startTestIssuer({ clock });
    const log = { info: () => undefined, warn: () => undefined };
    const authenticator = createAuthenticator({ issuers: [issuer.config()], clock, log });
    const headers = { authorization: `Bearer ${issuer.token()}` };
    const first = await authenticator.authenticate(headers);
    expect(await authenticator.authenticate(headers)).toBe(first);
    clock.advance(3600);
    await expect(authenticator.authenticate(headers)).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    });
    await issuer.stop();
  });
});
