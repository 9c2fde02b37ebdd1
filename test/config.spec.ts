import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError, readConfig, STORE_DEFAULTS, type Config } from '../src/config';
import { withOptions } from '../src/config/subgraph';
import { newSigningKey } from '../src/persistence';

const key = (byte: number): string => Buffer.alloc(32, byte).toString('base64');

const issuer = {
  issuer: 'https://login.example.se',
  audience: 'https://kvarbo.example.se',
  jwksUri: 'https://login.example.se/keys',
  algorithms: ['RS256'],
  agencies: ['ENFORCEMENT'],
  organisations: ['202100-5448'],
  boards: [],
};

const signingKey = newSigningKey('2026-1');

const external = {
  DATABASE_URL: 'postgresql://kvarbo_service:hemligt@db.example.se:5432/kvarbo',
  KVARBO_ISSUERS: JSON.stringify([issuer]),
  KVARBO_SEALING_KEYS: JSON.stringify([{ id: '2026-1', key: key(1) }]),
  KVARBO_INDEX_KEY: key(2),
  KVARBO_ALIAS_KEY: key(3),
  KVARBO_SIGNING_KEYS: JSON.stringify([signingKey]),
};

/** In production, with a database whose certificate is verified. */
const production = {
  ...external,
  NODE_ENV: 'production',
  DATABASE_URL: `${external.DATABASE_URL}?sslmode=verify-full`,
};

const signingWith = (...keys: unknown[]): Record<string, string> => ({
  ...external,
  KVARBO_SIGNING_KEYS: JSON.stringify(keys),
});

const faultsOf = (environment: Record<string, string>): readonly string[] => {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.faults;
  }
};

describe('readConfig', () => {
  it('needs nothing for the development start', () => {
    expect(readConfig({})).toEqual<Config>({
      environment: 'development',
      host: '127.0.0.1',
      port: 4000,
      identityPort: 4001,
      databasePort: 4002,
      dataDir: '.kvarbo',
      logLevel: 'info',
      logRetentionMonths: 60,
      purgeLedger: '.kvarbo/purged.jsonl',
      purgeIntervalHours: 0,
      drainDelaySeconds: 0,
      introspection: true,
      subgraph: null,
      engineSecret: null,
      external: null,
    });
  });

  it('takes an empty value for none', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: '', KVARBO_ISSUERS: '' })).toEqual(readConfig({}));
  });

  it('takes database, issuers and keys from outside', () => {
    const { external: read, introspection, drainDelaySeconds } = readConfig(external);
    expect([introspection, drainDelaySeconds]).toEqual([false, 5]);
    expect(read).toEqual({
      databaseUrl: external.DATABASE_URL,
      migrationDatabaseUrl: null,
      store: STORE_DEFAULTS,
      issuers: [issuer],
      sealingKeys: [{ id: '2026-1', key: key(1) }],
      indexKey: key(2),
      aliasKey: key(3),
      signingKeys: [signingKey],
    });
  });

  it.each([
    ['verified TLS', `${external.DATABASE_URL}?sslmode=verify-full`, ''],
    ['an address on this machine', 'postgresql://a:b@127.0.0.1:5432/c', ''],
    ['a socket of this machine', 'postgresql://a:b@%2Frun%2Fpostgresql/c', ''],
    ['a network of its own, where that is said', external.DATABASE_URL, 'off'],
  ])('takes a database in production by %s', (_what, url, tls) => {
    const given = { ...production, DATABASE_URL: url, KVARBO_DATABASE_TLS: tls };
    expect(readConfig(given).external?.databaseUrl).toBe(url);
  });

  it('reads how the store is used', () => {
    const replica = 'postgresql://kvarbo_service:x@standby.example.se/kvarbo?sslmode=verify-full';
    const given = {
      ...external,
      KVARBO_READ_CONNECTIONS: '5',
      KVARBO_WRITE_CONNECTIONS: '3',
      KVARBO_POOLER: 'transaction',
      KVARBO_REQUESTS_PER_SECOND: '100',
      KVARBO_REPLICA_DATABASE_URL: replica,
      KVARBO_REPLICA_MAX_LAG_SECONDS: '2',
    };
    expect(readConfig(given).external?.store).toEqual({
      readConnections: 5,
      writeConnections: 3,
      pooler: 'transaction',
      requestsPerSecond: 100,
      replicaUrl: replica,
      replicaMaxLagSeconds: 2,
    });
  });

  it('takes a subgraph and its engine from the environment or the command line', () => {
    const environment = { KVARBO_SUBGRAPH: 'enforcement', KVARBO_ENGINE_SECRET: key(5) };
    expect(readConfig(environment)).toMatchObject({
      subgraph: 'enforcement',
      engineSecret: key(5),
    });
    const options = ['--subgraph', 'cases'];
    expect(readConfig(withOptions(environment, options))).toMatchObject({ subgraph: 'cases' });
    expect(withOptions(environment, [])).toBe(environment);
  });

  it.each([
    [
      'an unknown subgraph',
      ['--subgraph', 'notices'],
      '--subgraph: must be one of cases, landlord-notices,',
    ],
    [
      'a subgraph without a name',
      ['--subgraph'],
      'The only option is --subgraph NAME, one of cases,',
    ],
    ['another option', ['--verbose'], 'The only option is --subgraph NAME'],
    ['more than one option', ['--subgraph', 'cases', 'enforcement'], 'The only option is'],
  ])('refuses on the command line %s', (_, argv, line) => {
    expect(() => withOptions({}, argv)).toThrow(line);
  });

  it('freezes what it returns, all the way down', () => {
    const config = readConfig(external);
    expect(Object.isFrozen(config)).toBe(true);
    expect(Object.isFrozen(config.external?.issuers[0]?.algorithms)).toBe(true);
  });

  it('allows port 0 for every port', () => {
    const ports = { PORT: '0', KVARBO_IDENTITY_PORT: '0', KVARBO_DATABASE_PORT: '0' };
    expect(readConfig(ports)).toMatchObject({ port: 0, identityPort: 0, databasePort: 0 });
  });

  it('reports all faults at once, one line each', () => {
    const faults = faultsOf({ NODE_ENV: 'prod', PORT: '70000', KVARBO_LOG_LEVEL: 'loud' });
    expect(faults).toEqual([
      'NODE_ENV: must be one of production, development, test',
      'PORT: must be a port, 0 to 65535',
      'KVARBO_LOG_LEVEL: must be one of silent, fatal, error, warn, info, debug, trace',
    ]);
    expect(() => readConfig({ PORT: 'x', KVARBO_HOST: 'a b' })).toThrow(
      'KVARBO_HOST: must be an address\nPORT: must be a port, 0 to 65535',
    );
  });

  it.each<[string, Record<string, string>, string]>([
    ['a port below zero', { PORT: '-1' }, 'PORT: must be a port'],
    ['a port in hexadecimal digits', { PORT: '0x10' }, 'PORT: must be a port'],
    ['two equal ports', { PORT: '4001' }, 'must be different ports'],
    ['a misspelt setting', { KVARBO_ISSUER: '[]' }, 'KVARBO_ISSUER: is not a setting'],
    ['a key without a database', { KVARBO_INDEX_KEY: key(1) }, 'is used only together with'],
    ['production without anything', { NODE_ENV: 'production' }, 'DATABASE_URL: is required'],
    [
      'introspection in production',
      { ...external, NODE_ENV: 'production', KVARBO_INTROSPECTION: 'on' },
      'KVARBO_INTROSPECTION: must be off',
    ],
    [
      'a database of another kind',
      { ...external, DATABASE_URL: 'mysql://a@b/c' },
      'DATABASE_URL: must be',
    ],
    [
      'a database without a login',
      { ...external, DATABASE_URL: 'postgres://b/c' },
      'DATABASE_URL: must be',
    ],
    [
      'a database elsewhere without verified TLS',
      { ...external, NODE_ENV: 'production' },
      'DATABASE_URL: must have ?sslmode=verify-full',
    ],
    [
      'TLS that does not verify the name',
      { ...production, DATABASE_URL: `${external.DATABASE_URL}?sslmode=verify-ca` },
      'DATABASE_URL: must have ?sslmode=verify-full',
    ],
    [
      'TLS that a parameter takes back',
      {
        ...production,
        DATABASE_URL: `${external.DATABASE_URL}?sslmode=verify-full&sslmode=no-verify`,
      },
      'DATABASE_URL: must have ?sslmode=verify-full',
    ],
    [
      'another host behind an address on this machine',
      { ...production, DATABASE_URL: 'postgresql://a:b@127.0.0.1/c?host=db.example.se' },
      'DATABASE_URL: must have ?sslmode=verify-full',
    ],
    [
      'TLS to a bare address, of which the driver would verify another name',
      { ...production, DATABASE_URL: 'postgresql://a:b@10.0.0.7/c?sslmode=verify-full' },
      'DATABASE_URL: must name its host',
    ],
    [
      'a replica without verified TLS',
      { ...production, KVARBO_REPLICA_DATABASE_URL: external.DATABASE_URL },
      'KVARBO_REPLICA_DATABASE_URL: must have ?sslmode=verify-full',
    ],
    [
      'an authority whose file is missing',
      {
        ...external,
        DATABASE_URL: `${external.DATABASE_URL}?sslmode=verify-full&sslrootcert=/nowhere/ca.pem`,
      },
      'DATABASE_URL: the file of sslrootcert is not there',
    ],
    ['no JSON', { ...external, KVARBO_ISSUERS: '[' }, 'KVARBO_ISSUERS: must be JSON'],
    ['no issuer', { ...external, KVARBO_ISSUERS: '[]' }, 'KVARBO_ISSUERS: issuers'],
    [
      'an issuer without an audience',
      { ...external, KVARBO_ISSUERS: JSON.stringify([{ ...issuer, audience: '' }]) },
      'KVARBO_ISSUERS: issuers.0.audience',
    ],
    [
      'no sealing key',
      { ...external, KVARBO_SEALING_KEYS: '[]' },
      'KVARBO_SEALING_KEYS: must be a JSON list',
    ],
    [
      'a sealing key of 31 bytes',
      {
        ...external,
        KVARBO_SEALING_KEYS: `[{"id":"a","key":"${Buffer.alloc(31).toString('base64')}"}]`,
      },
      'KVARBO_SEALING_KEYS: must be a JSON list',
    ],
    [
      'two sealing keys of one id',
      {
        ...external,
        KVARBO_SEALING_KEYS: JSON.stringify([
          { id: 'a', key: key(1) },
          { id: 'a', key: key(4) },
        ]),
      },
      'KVARBO_SEALING_KEYS: an id is used twice',
    ],
    ['a subgraph that is none', { KVARBO_SUBGRAPH: 'notices' }, 'KVARBO_SUBGRAPH: must be one of'],
    [
      'an engine of no subgraph',
      { KVARBO_ENGINE_SECRET: key(5) },
      'KVARBO_ENGINE_SECRET: is used only by a subgraph',
    ],
    [
      'a short engine secret',
      { KVARBO_SUBGRAPH: 'cases', KVARBO_ENGINE_SECRET: 'short' },
      'KVARBO_ENGINE_SECRET: must be 32 bytes',
    ],
    [
      'an engine secret that is a key as well',
      { ...external, KVARBO_SUBGRAPH: 'cases', KVARBO_ENGINE_SECRET: key(2) },
      'no two keys may be equal',
    ],
    ['one key for two uses', { ...external, KVARBO_ALIAS_KEY: key(2) }, 'no two keys may be equal'],
    [
      'a key in loose base64',
      { ...external, KVARBO_INDEX_KEY: `${key(2)}\n` },
      'KVARBO_INDEX_KEY: must be',
    ],
    [
      'a key in hexadecimal digits',
      { ...external, KVARBO_INDEX_KEY: 'ab'.repeat(32) },
      'KVARBO_INDEX_KEY: must be',
    ],
    ['a log kept too short', { KVARBO_LOG_RETENTION_MONTHS: '23' }, 'must be a number of months'],
    ['a log kept forever', { KVARBO_LOG_RETENTION_MONTHS: '1201' }, 'must be a number of months'],
    ['half a month', { KVARBO_LOG_RETENTION_MONTHS: '24.5' }, 'must be a number of months'],
    ['no signing key', signingWith(), 'KVARBO_SIGNING_KEYS: must be a JSON list'],
    [
      'a public key that is to sign',
      signingWith({ ...signingKey, d: undefined }),
      'KVARBO_SIGNING_KEYS: must be a JSON list',
    ],
    [
      'a signing key without a kid',
      signingWith({ ...signingKey, kid: undefined }),
      'KVARBO_SIGNING_KEYS: must be a JSON list',
    ],
    [
      'a signing key of another curve',
      signingWith({ ...signingKey, crv: 'P-384' }),
      'KVARBO_SIGNING_KEYS: must be a JSON list',
    ],
    [
      'a signing key with more than a key',
      signingWith({ ...signingKey, use: 'sig' }),
      'KVARBO_SIGNING_KEYS: must be a JSON list',
    ],
    [
      'a signing key of two halves',
      signingWith({ ...signingKey, d: newSigningKey().d }),
      'KVARBO_SIGNING_KEYS: a key is not on the curve, or its halves differ',
    ],
    [
      'two signing keys of one kid',
      signingWith(signingKey, newSigningKey('2026-1')),
      'KVARBO_SIGNING_KEYS: a kid is used twice',
    ],
    [
      'a signing key under two kids',
      signingWith(signingKey, { ...signingKey, kid: '2026-2' }),
      'KVARBO_SIGNING_KEYS: a key is there twice',
    ],
    [
      'a signing key without a database',
      { KVARBO_SIGNING_KEYS: JSON.stringify([signingKey]) },
      'KVARBO_SIGNING_KEYS: is used only together with',
    ],
  ])('refuses %s', (_, environment, fault) => {
    expect(faultsOf(environment).join('\n')).toContain(fault);
  });

  it.each(Object.keys(external))('refuses an external start without %s', (name) => {
    expect(faultsOf({ ...external, [name]: '' })).toContain(`${name}: is required`);
  });

  it('repeats no value in a fault', () => {
    const environment = Object.fromEntries(readKeys().map((name) => [name, 'hemligt värde']));
    const faults = faultsOf(environment);
    expect(faults.length).toBeGreaterThan(8);
    expect(faults.join()).not.toContain('hemligt');
  });
});

/** The settings that readConfig looks at, found by watching it. */
function readKeys(): string[] {
  const seen = new Set<string>();
  readConfig(
    new Proxy<Record<string, string>>(
      {},
      {
        get: (_, name) => {
          seen.add(String(name));
          return undefined;
        },
      },
    ),
  );
  return [...seen].sort();
}

describe('.env.example', () => {
  const lines = readFileSync(join(__dirname, '../.env.example'), 'utf8').split('\n');
  const settings = lines.flatMap((line) => /^([A-Z_]+)=(.*)$/.exec(line)?.slice(1, 3) ?? []);
  const names = settings.filter((_, index) => index % 2 === 0);

  it('lists every setting that is read, and no other', () => {
    expect([...names].sort()).toEqual(readKeys());
  });

  it('has a comment in front of every setting', () => {
    for (const name of names) {
      const index = lines.findIndex((line) => line.startsWith(`${name}=`));
      expect(lines[index - 1]).toMatch(/^# \S/);
    }
  });

  it('starts like an empty environment', () => {
    const environment = Object.fromEntries(
      names.map((name, index) => [name, settings[index * 2 + 1]]),
    );
    expect(readConfig(environment)).toEqual(readConfig({}));
  });
});
