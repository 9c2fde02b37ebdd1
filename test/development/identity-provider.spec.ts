import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runToken } from '../../src/cli/token';
import { demoClients, demoIssuerConfig, type DemoClient } from '../../src/development/demo-clients';
import {
  startIdentityProvider,
  type IdentityProvider,
} from '../../src/development/identity-provider';
import { createAuthenticator, issuerFaults, type Authenticator } from '../../src/identity';
import { Agency, fixedClock, systemClock } from '../../src/shared';

const AUDIENCE = 'http://127.0.0.1:4000/graphql';
const log = { info: () => undefined, warn: () => undefined };

let folder: string;
let provider: IdentityProvider;
let authenticator: Authenticator;
const printed: unknown[] = [];

beforeAll(async () => {
  for (const method of ['log', 'info', 'warn', 'error'] as const) {
    jest.spyOn(console, method).mockImplementation((...text) => void printed.push(text));
  }
  folder = await mkdtemp(join(tmpdir(), 'kvarbo-identity-'));
  provider = await startIdentityProvider({
    port: 0,
    audience: AUDIENCE,
    keyFile: join(folder, 'data', 'identity-keys.json'),
  });
  authenticator = createAuthenticator({
    issuers: [demoIssuerConfig(provider.issuer, AUDIENCE)],
    clock: systemClock,
    log,
  });
});

afterAll(async () => {
  authenticator.stop();
  await provider.stop();
  await rm(folder, { recursive: true });
});

async function token(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const code = await runToken(argv, {
    identityUrl: provider.url,
    stdout: { write: (text) => (out += text) },
    stderr: { write: (text) => (err += text) },
  });
  return { code, out, err };
}

const authenticate = (accessToken: string, by = authenticator) =>
  by.authenticate({ authorization: `Bearer ${accessToken.trim()}` });

function ask(
  client: DemoClient,
  parameters: Record<string, string>,
  secret = client.secret,
): Promise<Response> {
  const credentials = Buffer.from(`${client.clientId}:${secret}`).toString('base64');
  return fetch(`${provider.url}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${credentials}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', ...parameters }),
  });
}

function payloadOf(accessToken: string): Record<string, unknown> {
  const payload = Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString();
  return JSON.parse(payload) as Record<string, unknown>;
}

const named = (clientId: string): DemoClient => {
  const client = demoClients.find((candidate) => candidate.clientId === clientId);
  if (client === undefined) throw new Error('no such demo client');
  return client;
};

describe('a demo client', () => {
  const cells = demoClients.flatMap((client) =>
    client.purposes.map((purpose) => [client.clientId, purpose, client] as const),
  );

  it.each(cells)('%s is let in for %s with every scope', async (clientId, purpose, client) => {
    const { code, out, err } = await token(clientId, purpose);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    const actingFor = client.actingFor[0] ?? null;
    await expect(authenticate(out)).resolves.toEqual({
      agency: client.agency,
      organisation: client.organisation,
      actingFor,
      reader: actingFor ?? client.organisation,
      client: clientId,
      user: client.user,
      purpose,
      scopes: new Set(client.scopes),
      expiresAt: expect.any(Number) as number,
    });
  });

  it('has a token for an hour', async () => {
    const { out } = await token('kronofogden');
    const { iat, exp } = payloadOf(out) as { iat: number; exp: number };
    expect(exp - iat).toBe(3600);
  });

  it('has only the scopes that it asks for', async () => {
    const scope = 'cases:read enforcement:write purpose:case_handling purpose:execution';
    const response = await ask(named('board-farsta'), { scope });
    expect(await response.json()).toMatchObject({ scope: 'cases:read purpose:case_handling' });
  });

  it('is refused with a wrong secret, another grant or another resource', async () => {
    const client = named('board-farsta');
    const answers = await Promise.all([
      ask(client, {}, 'guessed'),
      ask(client, { grant_type: 'password', username: 'a', password: 'b' }),
      ask(client, { resource: 'https://other.test/' }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([401, 400, 400]);
  });

  it('cannot act for anybody but its principals', async () => {
    const agent = named('landlord-agent');
    for (const [client, principal] of [
      [agent, '559900-0048'],
      [agent, named('kronofogden').organisation],
      [named('landlord-bostaden'), named('landlord-hyrbo').organisation],
      [named('board-farsta'), named('landlord-hyrbo').organisation],
    ] as const) {
      const response = await ask(client, { acting_for: principal });
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ error: 'invalid_request' });
    }
  });

  it('speaks for what the service trusts the provider with', () => {
    const config = demoIssuerConfig(provider.issuer, AUDIENCE);
    expect(issuerFaults([config])).toEqual([]);
    expect(config).toMatchObject({
      organisations: ['559900-0014', '559900-0022', '559900-0030', '202100-5448'],
      boards: ['farsta', 'skarpnack', '0380'],
      representatives: { '559900-0030': ['559900-0014', '559900-0022'] },
    });
  });
});

describe('the token command', () => {
  it.each([
    ['no purpose', ['board-farsta'], 'CASE_HANDLING'],
    ['no purpose, for a landlord', ['landlord-hyrbo'], 'LANDLORD_DUTY'],
    ['a purpose in capitals', ['board-farsta', 'FOLLOW_UP'], 'FOLLOW_UP'],
    ['a purpose in small letters', ['board-farsta', 'follow_up'], 'FOLLOW_UP'],
    ['a purpose as a scope', ['board-farsta', 'purpose:follow_up'], 'FOLLOW_UP'],
  ])('takes %s', async (_, argv, purpose) => {
    const { out } = await token(...argv);
    await expect(authenticate(out)).resolves.toMatchObject({ purpose });
  });

  it.each([
    ['none', undefined, 'landlord-bostaden'],
    ['a client', 'landlord-hyrbo', 'landlord-hyrbo'],
    ['a number', '559900-0022', 'landlord-hyrbo'],
  ])('takes %s for the principal', async (_, principal, expected) => {
    const { out } = await token('landlord-agent', 'AUDIT', ...(principal ? [principal] : []));
    await expect(authenticate(out)).resolves.toMatchObject({
      organisation: named('landlord-agent').organisation,
      reader: named(expected).organisation,
    });
  });

  it.each([
    ['no client', [], 'landlord-bostaden, landlord-hyrbo, landlord-agent, board-farsta'],
    ['an unknown client', ['police'], 'oversight-farsta, oversight-kronofogden'],
    [
      'a purpose of another agency',
      ['board-farsta', 'EXECUTION'],
      'CASE_HANDLING, FOLLOW_UP, AUDIT',
    ],
    ['an empty purpose', ['kronofogden', ''], 'EXECUTION, FOLLOW_UP, AUDIT'],
    [
      'a principal unknown',
      ['landlord-agent', 'AUDIT', 'board-farsta'],
      'landlord-bostaden (559900-0014), landlord-hyrbo (559900-0022)',
    ],
    ['a principal of none', ['kronofogden', 'AUDIT', 'landlord-hyrbo'], 'represents nobody'],
    ['too much', ['landlord-agent', 'AUDIT', 'landlord-hyrbo', 'x'], 'too many'],
  ])('answers %s with one line and the choices', async (_, argv, choices) => {
    const { code, out, err } = await token(...argv);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^[^\n]+\n$/);
    expect(err).toContain(choices);
  });

  it('says in one line that the provider does not run', async () => {
    const stopped = await startIdentityProvider({ port: 0, audience: AUDIENCE });
    await stopped.stop();
    const lines: string[] = [];
    const code = await runToken(['kronofogden'], {
      identityUrl: stopped.url,
      stdout: { write: () => fail('printed') },
      stderr: { write: (text) => lines.push(text) },
    });
    expect(code).toBe(1);
    expect(lines).toEqual([
      `no identity provider answers at ${stopped.url}: start it with npm start\n`,
    ]);
  });

  it('says in one line that something else answers there', async () => {
    const lines: string[] = [];
    const code = await runToken(['kronofogden'], {
      identityUrl: `${provider.url}/elsewhere`,
      stdout: { write: () => fail('printed') },
      stderr: { write: (text) => lines.push(text) },
    });
    expect(code).toBe(1);
    expect(lines).toEqual([`${provider.url}/elsewhere gave no token: status 404\n`]);
  });
});

describe('the identity provider', () => {
  it('names itself by the address that it listens on', async () => {
    expect(provider.issuer).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const response = await fetch(`${provider.issuer}/.well-known/openid-configuration`);
    expect(await response.json()).toMatchObject({
      issuer: provider.issuer,
      jwks_uri: `${provider.issuer}/jwks`,
      token_endpoint: `${provider.issuer}/token`,
      grant_types_supported: ['client_credentials'],
    });
  });

  it('signs tokens per RFC 9068', async () => {
    const { out } = await token('board-farsta');
    const header = Buffer.from(out.split('.')[0] ?? '', 'base64url').toString();
    expect(JSON.parse(header)).toEqual({
      typ: 'at+jwt',
      alg: 'RS256',
      kid: expect.any(String) as string,
    });
    expect(payloadOf(out)).toMatchObject({
      iss: provider.issuer,
      aud: AUDIENCE,
      sub: 'board-farsta',
      client_id: 'board-farsta',
      jti: expect.any(String) as string,
    });
  });

  it('publishes no private key', async () => {
    const response = await fetch(`${provider.url}/jwks`);
    const { keys } = (await response.json()) as { keys: Record<string, unknown>[] };
    expect(keys.map((key) => Object.keys(key).sort())).toEqual([
      ['alg', 'e', 'kid', 'kty', 'n', 'use'],
    ]);
  });

  it('keeps its keys between starts, for its owner alone', async () => {
    const keyFile = join(folder, 'kept.json');
    const first = await startIdentityProvider({ port: 0, audience: AUDIENCE, keyFile });
    const before: unknown = await (await fetch(`${first.url}/jwks`)).json();
    await first.stop();
    expect((await stat(keyFile)).mode & 0o777).toBe(0o600);
    const second = await startIdentityProvider({ port: 0, audience: AUDIENCE, keyFile });
    expect(await (await fetch(`${second.url}/jwks`)).json()).toEqual(before);
    await second.stop();
    expect((await readdir(folder)).filter((name) => name.startsWith('kept'))).toEqual([
      'kept.json',
    ]);
  });

  it('does not overwrite keys that it cannot read', async () => {
    const keyFile = join(folder, 'broken.json');
    await writeFile(keyFile, '{"keys"');
    await expect(startIdentityProvider({ port: 0, audience: AUDIENCE, keyFile })).rejects.toThrow(
      'no key set',
    );
    expect(await readFile(keyFile, 'utf8')).toBe('{"keys"');
  });

  it('says which port is in use', async () => {
    const port = Number(new URL(provider.url).port);
    await expect(startIdentityProvider({ port, audience: AUDIENCE })).rejects.toThrow(
      `Port ${port} on 127.0.0.1, meant for the identity provider, is in use.`,
    );
  });

  it('dates tokens by the clock that it is given', async () => {
    const clock = fixedClock('2026-03-02T09:00:00Z');
    const dated = await startIdentityProvider({ port: 0, audience: AUDIENCE, clock });
    const own = createAuthenticator({
      issuers: [demoIssuerConfig(dated.issuer, AUDIENCE)],
      clock,
      log,
    });
    let out = '';
    await runToken(['kronofogden'], {
      identityUrl: dated.url,
      stdout: { write: (text) => (out += text) },
      stderr: process.stderr,
    });
    await expect(authenticate(out, own)).resolves.toMatchObject({
      agency: Agency.ENFORCEMENT,
      expiresAt: Date.parse('2026-03-02T10:00:00Z'),
    });
    await dated.stop();
  });

  it('prints nothing, not even about requests that it has no answer for', async () => {
    const paths = ['/auth?client_id=nobody', '/auth', '/nothing', '/'];
    const answers = await Promise.all(paths.map((path) => fetch(provider.url + path)));
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 404, 404]);
    expect(printed).toEqual([]);
  });
});
