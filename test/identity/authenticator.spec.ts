import { createPublicKey } from 'node:crypto';
import { createAuthenticator, type Authenticator, type RequestHeaders } from '../../src/identity';
import { Agency, fixedClock, KvarboError, Purpose, UnauthenticatedError } from '../../src/shared';
import {
  aTestKey,
  signToken,
  signTokenWithSecret,
  startTestIssuer,
  TEST_AUDIENCE,
  type Claims,
  type TestIssuer,
} from '../support/tokens';

const clock = fixedClock('2026-03-02T09:00:00Z');
const NOW = clock.now().getTime() / 1000;

let landlords: TestIssuer;
let kronofogden: TestIssuer;
let authenticator: Authenticator;
const logged: string[] = [];

beforeAll(async () => {
  landlords = await startTestIssuer({ clock });
  kronofogden = await startTestIssuer({ clock });
  const keep = (fields: Readonly<Record<string, unknown>>, message: string) =>
    void logged.push(JSON.stringify({ ...fields, message }));
  authenticator = createAuthenticator({
    issuers: [
      landlords.config({ agencies: [Agency.LANDLORD], boards: [] }),
      kronofogden.config({ agencies: [Agency.ENFORCEMENT], boards: [] }),
    ],
    clock,
    log: { info: keep, warn: keep },
  });
  await authenticator.start();
});

beforeEach(() => {
  logged.length = 0;
});

afterAll(async () => {
  authenticator.stop();
  await Promise.all([landlords.stop(), kronofogden.stop()]);
});

const bearer = (token: string): RequestHeaders => ({ authorization: [`Bearer ${token}`] });

async function refusal(headers: RequestHeaders): Promise<KvarboError> {
  const outcome: unknown = await authenticator
    .authenticate(headers)
    .catch((error: unknown) => error);
  if (!(outcome instanceof KvarboError)) throw new Error('was let in');
  return outcome;
}

describe('a good token', () => {
  it('becomes its caller', async () => {
    await expect(
      authenticator.authenticate(bearer(landlords.token({ user: 'forvaltare-1' }))),
    ).resolves.toEqual({
      agency: Agency.LANDLORD,
      organisation: '559900-0014',
      actingFor: null,
      reader: '559900-0014',
      client: 'test-client',
      user: 'forvaltare-1',
      purpose: Purpose.LANDLORD_DUTY,
      scopes: new Set(['cases:read', 'notices:write']),
      expiresAt: (NOW + 3600) * 1000,
    });
  });

  it('reads for its principal when it represents one', async () => {
    const token = landlords.token({ acting_for: '5599000022' });
    await expect(authenticator.authenticate(bearer(token))).resolves.toMatchObject({
      organisation: '559900-0014',
      actingFor: '559900-0022',
      reader: '559900-0022',
      user: null,
    });
  });

  const accepted: [string, () => string][] = [
    ['the long form of the type', () => landlords.token({}, { typ: 'application/at+jwt' })],
    [
      'the audience in a list',
      () => landlords.token({ aud: ['https://other.test', TEST_AUDIENCE] }),
    ],
    ['no key named while there is only one', () => landlords.token({}, { kid: undefined })],
    ['a clock of the issuer that is a minute ahead', () => landlords.token({ iat: NOW + 60 })],
    ['nbf that has come', () => landlords.token({ nbf: NOW })],
    ['the longest lifetime', () => landlords.token({ exp: NOW + 24 * 3600 })],
    ['the last second', () => landlords.token({ iat: NOW - 60, exp: NOW + 1 })],
  ];
  it.each(accepted)('is taken with %s', async (_, token) => {
    await expect(authenticator.authenticate(bearer(token()))).resolves.toMatchObject({
      agency: Agency.LANDLORD,
    });
  });

  it('is taken from plain headers and whatever the case of the scheme', async () => {
    const headers = { authorization: `bearer ${landlords.token()}` };
    await expect(authenticator.authenticate(headers)).resolves.toBeDefined();
  });
});

describe('a bad token is UNAUTHENTICATED', () => {
  const header = (): Claims => ({ typ: 'at+jwt', alg: 'RS256', kid: landlords.key.kid });
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const parts = (token = landlords.token()) => token.split('.') as [string, string, string];
  const publicPem = () =>
    createPublicKey(landlords.key.privateKey).export({ type: 'spki', format: 'pem' }).toString();
  const without = (claim: string) => landlords.token({ [claim]: undefined });

  const attacks: [string, string, () => string][] = [
    [
      'alg none, unsigned',
      'token part is not base64url',
      () => `${encode({ ...header(), alg: 'none' })}.${parts()[1]}.`,
    ],
    [
      'alg none, signed',
      'algorithm is not the one of the issuer',
      () => `${encode({ ...header(), alg: 'none' })}.${parts()[1]}.${parts()[2]}`,
    ],
    [
      'HS256 with the published key as its secret',
      'algorithm is not the one of the issuer',
      () => signTokenWithSecret({ ...header(), alg: 'HS256' }, landlords.claims(), publicPem()),
    ],
    [
      'RS512, which is not pinned',
      'algorithm is not the one of the issuer',
      () => landlords.token({}, { alg: 'RS512' }),
    ],
    [
      'PS256 with the RS256 key',
      'algorithm is not the one of the issuer',
      () => landlords.token({}, {}, { ...landlords.key, algorithm: 'PS256' }),
    ],
    [
      'ES256 with a key of its own',
      'algorithm is not the one of the issuer',
      () => landlords.token({}, {}, aTestKey('ES256')),
    ],
    ['no algorithm', 'token names no algorithm', () => landlords.token({}, { alg: undefined })],
    ['typ JWT', 'token type is not at+jwt', () => landlords.token({}, { typ: 'JWT' })],
    ['typ AT+JWT', 'token type is not at+jwt', () => landlords.token({}, { typ: 'AT+JWT' })],
    ['no typ', 'token type is not at+jwt', () => landlords.token({}, { typ: undefined })],
    [
      'an ID token',
      'token type is not at+jwt',
      () => landlords.token({ nonce: 'n' }, { typ: 'id_token+jwt' }),
    ],
    [
      'critical extensions',
      'token has critical extensions',
      () => landlords.token({}, { crit: ['exp'] }),
    ],
    [
      'an unknown kid',
      'key is not published for signatures',
      () => landlords.token({}, { kid: 'nobody' }),
    ],
    [
      'a kid that is a number',
      'token names its key in no readable way',
      () => landlords.token({}, { kid: 1 }),
    ],
    [
      'an empty kid',
      'token names its key in no readable way',
      () => landlords.token({}, { kid: '' }),
    ],
    [
      'a key of its own in the header',
      'signature is wrong',
      () => {
        const own = aTestKey();
        return signToken({ ...header(), jwk: own.published }, landlords.claims(), own);
      },
    ],
    [
      'the right kid and another key',
      'signature is wrong',
      () => landlords.token({}, { kid: landlords.key.kid }, aTestKey()),
    ],
    [
      'the signature of another issuer that is trusted too',
      'signature is wrong',
      () => landlords.token({}, { kid: landlords.key.kid }, kronofogden.key),
    ],
    [
      'the kid and key of one issuer, the name of another',
      'key is not published for signatures',
      () => kronofogden.token({}, {}, landlords.key),
    ],
    [
      'an issuer that is not trusted',
      'issuer is not trusted',
      () => landlords.token({ iss: 'https://evil.test' }),
    ],
    [
      'an issuer with a slash more',
      'issuer is not trusted',
      () => landlords.token({ iss: `${landlords.issuer}/` }),
    ],
    ['no issuer', 'issuer is not trusted', () => without('iss')],
    [
      'another audience',
      'aud is another audience',
      () => landlords.token({ aud: 'https://other.test/graphql' }),
    ],
    [
      'a longer audience',
      'aud is another audience',
      () => landlords.token({ aud: `${TEST_AUDIENCE}/more` }),
    ],
    [
      'an audience list without ours',
      'aud is another audience',
      () => landlords.token({ aud: ['https://other.test'] }),
    ],
    [
      'an audience list with other things',
      'aud is another audience',
      () => landlords.token({ aud: [TEST_AUDIENCE, 1] }),
    ],
    ['no audience', 'aud is another audience', () => without('aud')],
    ['exp now', 'token has expired', () => landlords.token({ iat: NOW - 60, exp: NOW })],
    [
      'exp long ago',
      'token has expired',
      () => landlords.token({ iat: NOW - 7200, exp: NOW - 3600 }),
    ],
    [
      'exp as text',
      'exp is missing or no number',
      () => landlords.token({ exp: String(NOW + 3600) }),
    ],
    ['no exp', 'exp is missing or no number', () => without('exp')],
    [
      'more than a day to live',
      'token lives too long',
      () => landlords.token({ exp: NOW + 24 * 3600 + 1 }),
    ],
    ['nbf in the future', 'token is not valid yet', () => landlords.token({ nbf: NOW + 61 })],
    ['nbf as text', 'nbf is no number', () => landlords.token({ nbf: String(NOW) })],
    ['iat in the future', 'iat is in the future', () => landlords.token({ iat: NOW + 61 })],
    ['iat after exp', 'exp is before iat', () => landlords.token({ iat: NOW + 30, exp: NOW + 20 })],
    ['no iat', 'iat is missing or no number', () => without('iat')],
    ['no sub', 'sub is missing or no name', () => without('sub')],
    ['no client_id', 'client_id is missing or no name', () => without('client_id')],
    [
      'an empty client_id',
      'client_id is missing or no name',
      () => landlords.token({ client_id: ' ' }),
    ],
    [
      'a client_id with a line break',
      'client_id is missing or no name',
      () => landlords.token({ client_id: 'a\nb' }),
    ],
    ['a user that is an object', 'user is no name', () => landlords.token({ user: { id: 1 } })],
    [
      'a payload exchanged after signing',
      'signature is wrong',
      () => {
        const [head, , signature] = parts();
        return `${head}.${encode(landlords.claims({ organisation: '559900-0022' }))}.${signature}`;
      },
    ],
    [
      'a header exchanged after signing',
      'signature is wrong',
      () => {
        const [, payload, signature] = parts();
        return `${encode({ ...header(), more: 1 })}.${payload}.${signature}`;
      },
    ],
    ['no signature', 'token part is not base64url', () => `${parts()[0]}.${parts()[1]}.`],
    ['two parts', 'token does not have three parts', () => parts().slice(0, 2).join('.')],
    ['four parts', 'token does not have three parts', () => `${landlords.token()}.x`],
    ['a dot at the end', 'token does not have three parts', () => `${landlords.token()}.`],
    ['trailing garbage', 'signature is wrong', () => `${landlords.token()}AAAA`],
    ['a trailing space', 'not one bearer token', () => `${landlords.token()} `],
    ['a line break inside', 'not one bearer token', () => landlords.token().replace('.', '.\n')],
    ['padding', 'not one bearer token', () => `${landlords.token()}==`],
    [
      'base64 instead of base64url',
      'not one bearer token',
      () => landlords.token().replaceAll('_', '/').replaceAll('-', '+'),
    ],
    [
      'surplus bits in the last character',
      'token part is not base64url',
      () => withSurplusBits(landlords.token()),
    ],
    [
      'a payload that is a list',
      'token part is not an object',
      () => signToken(header(), [] as unknown as Claims, landlords.key),
    ],
    [
      'a payload that is not JSON',
      'token part is not JSON',
      () => `${parts()[0]}.${Buffer.from('{').toString('base64url')}.${parts()[2]}`,
    ],
    [
      'a header that is null',
      'token part is not an object',
      () => `${Buffer.from('null').toString('base64url')}.${parts()[1]}.${parts()[2]}`,
    ],
    [
      'a payload that is not UTF-8',
      'token part is not JSON',
      () =>
        `${parts()[0]}.${Buffer.from('{"a":"\xff"}', 'latin1').toString('base64url')}.${parts()[2]}`,
    ],
    [
      'more than eight kilobytes',
      'authorization header too long',
      () => landlords.token({ filler: 'x'.repeat(8192) }),
    ],
  ];

  it.each(attacks)('%s: %s', async (_, reason, attack) => {
    const token = attack();
    const error = await refusal(bearer(token));
    expect(error).toMatchObject({ code: 'UNAUTHENTICATED', reason });
    expect(logged).toHaveLength(1);
    for (const part of token.split('.').filter((text) => text.trim() !== '')) {
      expect(logged[0]).not.toContain(part);
    }
  });

  const headers: [string, RequestHeaders][] = [
    ['no header', {}],
    ['an empty header', { authorization: '' }],
    ['the scheme alone', { authorization: 'Bearer' }],
    ['the scheme and a space', { authorization: 'Bearer ' }],
    ['basic', { authorization: 'Basic YTpi' }],
    ['no values', { authorization: [] }],
  ];
  it.each(headers)('with %s', async (_, value) => {
    await expect(refusal(value)).resolves.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('with a good token in two headers, or twice in one', async () => {
    const good = `Bearer ${landlords.token()}`;
    for (const authorization of [[good, good], `${good}, ${good}`, `${good} ${good}`, ` ${good}`]) {
      await expect(refusal({ authorization })).resolves.toMatchObject({ code: 'UNAUTHENTICATED' });
    }
  });

  it('with a reason for the log and none for the client', async () => {
    const error = await refusal(bearer(landlords.token({ exp: NOW })));
    expect(error).toBeInstanceOf(UnauthenticatedError);
    expect(error.message).not.toMatch(/exp/);
    expect(logged).toEqual([
      '{"code":"UNAUTHENTICATED","reason":"token has expired","message":"caller refused"}',
    ]);
  });
});

describe('createAuthenticator', () => {
  it('refuses issuers that cannot be trusted as they stand', () => {
    const log = { info: () => undefined, warn: () => undefined };
    const issuers = [landlords.config({ algorithms: [] })];
    expect(() => createAuthenticator({ issuers, clock, log })).toThrow(/algorithms/);
  });
});

// A 2048-bit signature ends in a character of which only two bits count.
function withSurplusBits(token: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const last = alphabet.indexOf(token.at(-1) ?? '');
  return token.slice(0, -1) + (alphabet[last + 1] ?? '');
}
