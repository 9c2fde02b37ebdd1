import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { ConfigError, loadFrontConfig } from '../src/config';

const SECRET = Buffer.alloc(32, 1).toString('base64');
const issuer = {
  issuer: 'https://login.example.se',
  audience: 'https://kvarbo.example.se',
  jwksUri: 'https://login.example.se/jwks',
  algorithms: ['RS256'],
  agencies: ['LANDLORD'],
  organisations: '*',
  boards: [],
  representatives: {},
};
const least = {
  KVARBO_ISSUERS: JSON.stringify([issuer]),
  KVARBO_SUBGRAPHS: JSON.stringify({
    cases: { url: 'http://127.0.0.1:4011/graphql', secret: SECRET, ours: true },
    foreign: { url: 'https://agency.example.se/graphql' },
  }),
};

function faultsOf(environment: Readonly<Record<string, string>>): readonly string[] {
  try {
    loadFrontConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}

describe('the settings of an engine', () => {
  it('have a default for everything but issuers and subgraphs', () => {
    expect(loadFrontConfig(least)).toEqual({
      environment: 'development',
      host: '127.0.0.1',
      port: 4000,
      logLevel: 'info',
      introspection: false,
      issuers: [issuer],
      supergraph: 'schema/supergraph.graphql',
      subgraphs: new Map([
        ['cases', { url: 'http://127.0.0.1:4011/graphql', secret: SECRET, ours: true }],
        ['foreign', { url: 'https://agency.example.se/graphql', secret: null, ours: false }],
      ]),
      subgraphTimeoutSeconds: 30,
      drainDelaySeconds: 5,
      engineUrl: null,
    });
  });

  it('are all told when they are missing', () => {
    expect(faultsOf({})).toEqual(['KVARBO_ISSUERS: is required', 'KVARBO_SUBGRAPHS: is required']);
  });

  it.each([
    ['a list of subgraphs', 'KVARBO_SUBGRAPHS', '[]'],
    ['no subgraph', 'KVARBO_SUBGRAPHS', '{}'],
    ['no address', 'KVARBO_SUBGRAPHS', '{"a":{}}'],
    ['another scheme', 'KVARBO_SUBGRAPHS', '{"a":{"url":"ftp://a/"}}'],
    ['a way that others read', 'KVARBO_SUBGRAPHS', '{"a":{"url":"http://cases.example/"}}'],
    ['a password in an address', 'KVARBO_SUBGRAPHS', '{"a":{"url":"https://a:b@c.example/"}}'],
    ['a short secret', 'KVARBO_SUBGRAPHS', '{"a":{"url":"https://a/","secret":"c2hvcnQ="}}'],
    ['a misspelt key', 'KVARBO_SUBGRAPHS', '{"a":{"url":"https://a/","secrets":""}}'],
    ['one of ours without a secret', 'KVARBO_SUBGRAPHS', '{"a":{"url":"https://a/","ours":true}}'],
    ['a mark that is no truth', 'KVARBO_SUBGRAPHS', '{"a":{"url":"https://a/","ours":"yes"}}'],
    ['no JSON', 'KVARBO_SUBGRAPHS', 'cases'],
    ['an untrustworthy issuer', 'KVARBO_ISSUERS', '[]'],
    ['an engine that is no address', 'KVARBO_ENGINE_URL', 'router:4000'],
    ['an engine on a way that others read', 'KVARBO_ENGINE_URL', 'http://router.example:4000/'],
    ['no time', 'KVARBO_SUBGRAPH_TIMEOUT_SECONDS', '0'],
    ['a setting of the service', 'KVARBO_ALIAS_KEY', SECRET],
  ])('are refused: %s', (_what, name, value) => {
    expect(faultsOf({ ...least, [name]: value }).map((fault) => fault.split(':')[0])).toEqual([
      name,
    ]);
  });

  it('do not show the schema in production', () => {
    const environment = { ...least, NODE_ENV: 'production', KVARBO_INTROSPECTION: 'on' };
    expect(faultsOf(environment)).toEqual([
      'KVARBO_INTROSPECTION: must be off when NODE_ENV is production',
    ]);
  });

  it('all stand in example.env, with their defaults', () => {
    const read: string[] = [];
    try {
      loadFrontConfig(
        new Proxy({}, { get: (_, name) => void read.push(String(name)), ownKeys: () => [] }),
      );
    } catch {
      // Nothing is set, which is told of elsewhere.
    }
    const file = path.join(__dirname, '../docker/supergraph/example.env');
    const example = parseEnv(readFileSync(file, 'utf8')) as Record<string, string>;
    expect(Object.keys(example).sort()).toEqual([...new Set(read)].sort());
    expect(loadFrontConfig({ ...example, ...least })).toEqual(loadFrontConfig(least));
  });
});
