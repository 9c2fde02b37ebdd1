import { constants, createHmac, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import type { JsonWebKey, KeyObject } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IssuerConfig } from '../../src/identity';
import { Agency, systemClock, type Clock } from '../../src/shared';

export const TEST_AUDIENCE = 'https://kvarbo.test/graphql';

/** A signing key with the public half as it is published; `published` may be bent for a test. */
export interface TestKey {
  readonly kid: string;
  readonly algorithm: string;
  readonly privateKey: KeyObject;
  readonly published: JsonWebKey;
}

export function aTestKey(
  algorithm = 'RS256',
  bent: Record<string, unknown> = {},
  bits = 2048,
): TestKey {
  const kid = randomUUID();
  const { publicKey, privateKey } = algorithm.startsWith('ES')
    ? generateKeyPairSync('ec', { namedCurve: `P-${algorithm.slice(2)}`.replace('512', '521') })
    : generateKeyPairSync('rsa', { modulusLength: bits });
  const published = { ...publicKey.export({ format: 'jwk' }), kid, alg: algorithm, use: 'sig' };
  return { kid, algorithm, privateKey, published: withoutUndefined({ ...published, ...bent }) };
}

export type Claims = Record<string, unknown>;

/** Encodes and signs anything, however wrong; a header or claim that is undefined is left out. */
export function signToken(header: Claims, claims: Claims, key: TestKey): string {
  const input = `${encode(header)}.${encode(claims)}`;
  return `${input}.${signatureOf(input, key).toString('base64url')}`;
}

/** The same with a shared secret, for the attack that passes a public key off as one. */
export function signTokenWithSecret(header: Claims, claims: Claims, secret: string): string {
  const input = `${encode(header)}.${encode(claims)}`;
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function signatureOf(input: string, { algorithm, privateKey }: TestKey): Buffer {
  const hash = `sha${algorithm.slice(2)}`;
  const padding = algorithm.startsWith('PS')
    ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
    : {};
  return sign(hash, Buffer.from(input), {
    key: privateKey,
    dsaEncoding: 'ieee-p1363',
    ...padding,
  });
}

function withoutUndefined(value: Record<string, unknown>): JsonWebKey {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined));
}

/** How the issuer answers a request for its keys; `error`, `huge` and `redirect` lead to good keys all the same. */
export type KeyAnswer = 'keys' | 'drop' | 'hang' | 'error' | 'huge' | 'garbage' | 'redirect';

/** An issuer on 127.0.0.1 that signs good tokens and bad ones, rotates its keys and goes down. */
export interface TestIssuer {
  readonly issuer: string;
  readonly jwksUri: string;
  /** The key that signs now. */
  readonly key: TestKey;
  /** What is published; assign to publish something else. */
  published: unknown;
  /** Assign to change how requests for the keys are answered. */
  answer: KeyAnswer;
  /** How often the keys were asked for. */
  readonly fetches: number;
  /** A configuration that trusts this issuer with everything; name what shall be narrower. */
  config(narrower?: Partial<IssuerConfig>): IssuerConfig;
  /** A token that is valid now and speaks for a landlord, but for what the arguments say otherwise. */
  token(claims?: Claims, header?: Claims, key?: TestKey): string;
  /** The claims of such a token. */
  claims(claims?: Claims): Claims;
  /** Replaces the signing key and publishes only the new one. */
  rotate(algorithm?: string): TestKey;
  stop(): Promise<void>;
}

export async function startTestIssuer(
  options: { clock?: Clock; audience?: string; algorithm?: string } = {},
): Promise<TestIssuer> {
  const { clock = systemClock, audience = TEST_AUDIENCE, algorithm = 'RS256' } = options;
  let key = aTestKey(algorithm);
  let fetches = 0;
  const server = createServer((request, response) => {
    if (request.url === '/elsewhere') {
      answers.keys(response, self.published);
      return;
    }
    fetches += 1;
    answers[self.answer](response, self.published);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const self: TestIssuer = {
    issuer,
    jwksUri: `${issuer}/jwks`,
    published: { keys: [key.published] },
    answer: 'keys',
    get key() {
      return key;
    },
    get fetches() {
      return fetches;
    },
    config: (narrower = {}) => ({
      issuer,
      audience,
      jwksUri: `${issuer}/jwks`,
      algorithms: [algorithm as 'RS256'],
      agencies: Object.values(Agency),
      organisations: '*',
      boards: '*',
      representatives: '*',
      ...narrower,
    }),
    claims: (claims = {}) => {
      const now = Math.floor(clock.now().getTime() / 1000);
      return {
        iss: issuer,
        aud: audience,
        iat: now,
        exp: now + 3600,
        sub: 'test-client',
        client_id: 'test-client',
        agency: Agency.LANDLORD,
        organisation: '559900-0014',
        scope: 'cases:read notices:write purpose:landlord_duty',
        ...claims,
      };
    },
    token: (claims = {}, header = {}, signer = key) =>
      signToken(
        { typ: 'at+jwt', alg: signer.algorithm, kid: signer.kid, ...header },
        self.claims(claims),
        signer,
      ),
    rotate: (next = algorithm) => {
      key = aTestKey(next);
      self.published = { keys: [key.published] };
      return key;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
  return self;
}

const answers: Record<KeyAnswer, (response: ServerResponse, published: unknown) => void> = {
  keys: (response, published) => response.end(JSON.stringify(published)),
  drop: (response) => response.destroy(),
  hang: () => undefined,
  error: (response, published) => response.writeHead(500).end(JSON.stringify(published)),
  huge: (response, published) => response.end(JSON.stringify(published).padEnd(300 * 1024)),
  garbage: (response) => response.end('<html>maintenance</html>'),
  redirect: (response) => response.writeHead(302, { location: '/elsewhere' }).end(),
};
