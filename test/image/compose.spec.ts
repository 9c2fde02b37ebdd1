import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { parse } from 'yaml';
import { readConfig } from '../../src/config';

const ROOT = path.resolve(__dirname, '../..');
const read = (name: string): string => readFileSync(path.join(ROOT, name), 'utf8');

interface Service {
  readonly image: string;
  readonly user?: string;
  readonly read_only?: boolean;
  readonly privileged?: boolean;
  readonly cap_drop?: readonly string[];
  readonly cap_add?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly healthcheck?: { readonly disable?: boolean };
  readonly build?: object;
  readonly ports?: readonly string[];
  readonly networks: readonly string[];
  readonly volumes?: readonly string[];
}

const text = read('docker/compose.yaml');
const compose = parse(text, { merge: true }) as {
  readonly services: Readonly<Record<string, Service>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean }>>;
};
const services = Object.entries(compose.services);
const instances = ['kvarbo-1', 'kvarbo-2'] as const;

/** Run to their end by somebody who waits for it. */
const ENDING = ['migrate', 'command'];

/** What an issuer looks like; nobody asks it. */
const ISSUERS = [
  {
    issuer: 'https://id.example.se',
    audience: 'https://kvarbo.example.se/graphql',
    jwksUri: 'https://id.example.se/jwks',
    algorithms: ['RS256'],
    agencies: ['LANDLORD'],
    organisations: '*',
    boards: [],
  },
];

function madeEnvironment(): Record<string, string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'kvarbo-env-'));
  try {
    const issuers = path.join(folder, 'issuers.json');
    writeFileSync(issuers, JSON.stringify(ISSUERS));
    const script = path.join(ROOT, 'docker', 'make-env.mjs');
    return parseEnv(
      execFileSync(process.execPath, [script, issuers], { encoding: 'utf8' }),
    ) as Record<string, string>;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What Compose puts in place of `${NAME:?}` and `${NAME:-default}`. */
function filledIn(value: string, environment: Readonly<Record<string, string>>): string {
  return value.replace(/\$\{(\w+)(?::([?-])([^}]*))?\}/g, (_, name: string, kind, otherwise) => {
    const given = environment[name];
    if (given !== undefined) return given;
    if (kind !== '-') throw new Error(`${name} is not set.`);
    return otherwise as string;
  });
}

describe('docker/compose.yaml', () => {
  it.each(services)('runs %s without root, without capabilities and read-only', (_, service) => {
    const [uid, gid] = (service.user ?? '').split(':').map(Number);
    expect(uid).toBeGreaterThan(0);
    expect(gid).toBeGreaterThan(0);
    expect(service.read_only).toBe(true);
    expect(service.cap_drop).toEqual(['ALL']);
    expect(service.security_opt).toEqual(['no-new-privileges:true']);
    expect(service.cap_add ?? []).toEqual([]);
    expect(service.privileged ?? false).toBe(false);
  });

  it.each(services)('pins the image of %s', (_, { image, build }) => {
    if (build) expect(image).toMatch(/^kvarbo:/);
    else expect(image).toMatch(/^[a-z]+:\d+\.\d+/);
  });

  it.each(services.filter(([name]) => !ENDING.includes(name)))(
    'asks %s for its health',
    (_, { healthcheck, build }) => {
      // What is built has the check of its image.
      expect(build !== undefined || healthcheck !== undefined).toBe(true);
      expect(healthcheck?.disable ?? false).toBe(false);
    },
  );

  it('lets nothing but the proxy be reached, and the database by nobody but us', () => {
    expect(services.filter(([, { ports }]) => ports).map(([name]) => name)).toEqual(['proxy']);
    expect(compose.networks.database).toEqual({ internal: true });
    expect(compose.services.postgres?.networks).toEqual(['database']);
    expect(compose.services.proxy?.networks).toEqual(['callers']);
  });

  it('gives the owner’s login to no instance', () => {
    for (const name of instances) {
      const given = Object.entries(compose.services[name]?.environment ?? {});
      expect(given.filter(([, value]) => value.includes('MIGRAT'))).toEqual([]);
    }
  });

  it('asks for each variable that example.env explains, and no other', () => {
    const asked = new Set([...text.matchAll(/\$\{(\w+)/g)].map(([, name]) => name));
    const explained = Object.keys(parseEnv(read('docker/example.env')));
    expect([...asked].sort()).toEqual(explained.sort());
  });

  it('holds no secret, and neither does example.env', () => {
    const secrets = Object.entries(parseEnv(read('docker/example.env'))).filter(([name]) =>
      /PASSWORD|KEYS?$|ISSUERS/.test(name),
    );
    expect(secrets.filter(([, value]) => value !== '')).toEqual([]);
    expect(text).not.toMatch(/[A-Za-z0-9+/]{43}=|[0-9a-f]{32}/);
  });

  it('starts instances that accept what make-env.mjs makes', () => {
    const made = madeEnvironment();
    const [first, second] = instances.map((name) => {
      const given = Object.entries(compose.services[name]?.environment ?? {});
      return Object.fromEntries(given.map(([key, value]) => [key, filledIn(value, made)]));
    });
    expect(first).toEqual(second);
    const config = readConfig({ NODE_ENV: 'production', ...first });
    expect(config.external?.issuers).toEqual(ISSUERS);
    expect(config.external?.databaseUrl).toContain('@postgres:5432/kvarbo');
  });

  it('shares requests among all instances', () => {
    const proxy = read('docker/proxy/nginx.conf');
    expect([...proxy.matchAll(/^\s+server ([\w-]+):4000/gm)].map(([, name]) => name)).toEqual(
      services.map(([name]) => name).filter((name) => name.startsWith('kvarbo-')),
    );
  });
});
