import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { SUBGRAPH_NAMES } from '../../src/shared';

const FOLDER = path.join(__dirname, '../../docker/supergraph');
/** What the front sends an engine to hand on; the same names as in `start-front.ts`. */
const HANDED_ON = ['authorization', 'kvarbo-purpose', 'traceparent', 'tracestate', 'x-request-id'];

interface Rules {
  readonly request: readonly {
    readonly propagate?: { readonly named: string };
    readonly insert?: { readonly name: string; readonly value: string };
    readonly op?: string;
    readonly named?: string;
    readonly name?: string;
    readonly value?: string;
  }[];
}
interface Config {
  readonly headers: { readonly all: Rules; readonly subgraphs: Readonly<Record<string, Rules>> };
  readonly [key: string]: unknown;
}

const read = (file: string): Config =>
  parse(readFileSync(path.join(FOLDER, file), 'utf8')) as Config;

const lower = (names: readonly (string | undefined)[]): string[] =>
  names.map((name) => String(name).toLowerCase()).sort();

describe('the configuration of Apollo Router', () => {
  const config = read('apollo-router/router.yaml');

  it('has the keys that we know of, and no other', () => {
    expect(Object.keys(config).sort()).toEqual([
      'authorization',
      'headers',
      'health_check',
      'homepage',
      'include_subgraph_errors',
      'override_subgraph_url',
      'sandbox',
      'supergraph',
      'traffic_shaping',
    ]);
  });

  it('listens on this machine alone, and shows nobody the schema', () => {
    expect(config).toMatchObject({
      supergraph: { listen: '127.0.0.1:4050', path: '/graphql', introspection: false },
      health_check: { listen: '127.0.0.1:8088' },
      sandbox: { enabled: false },
      homepage: { enabled: false },
    });
  });

  it('hands on what the front sends, and a secret of its own to each subgraph', () => {
    const { all, subgraphs } = config.headers;
    expect(lower(all.request.map(({ propagate }) => propagate?.named))).toEqual(HANDED_ON);
    for (const name of SUBGRAPH_NAMES) {
      const secret = `\${env.${name.toUpperCase().replaceAll('-', '_')}_ENGINE_SECRET}`;
      const insert = { name: 'kvarbo-engine-secret', value: secret };
      expect(subgraphs[name]?.request).toEqual([{ insert }]);
    }
  });

  it('knows every subgraph, sends nothing twice and joins no requests', () => {
    expect(Object.keys(config.override_subgraph_url as object).sort()).toEqual(
      [...SUBGRAPH_NAMES].sort(),
    );
    expect(config.traffic_shaping).toEqual({ all: { timeout: '30s', deduplicate_query: false } });
    expect(config.include_subgraph_errors).toEqual({ all: true });
  });
});

describe('the configuration of Cosmo', () => {
  const config = read('cosmo/config.yaml');

  it('has the keys that we know of, and no other', () => {
    expect(Object.keys(config).sort()).toEqual([
      'engine',
      'graphql_path',
      'headers',
      'introspection_enabled',
      'listen_addr',
      'playground',
      'subgraph_error_propagation',
      'traffic_shaping',
      'version',
    ]);
  });

  it('listens on this machine alone, and shows nobody the schema', () => {
    expect(config).toMatchObject({
      listen_addr: '127.0.0.1:4050',
      graphql_path: '/graphql',
      introspection_enabled: false,
      playground: { enabled: false },
    });
  });

  it('hands on what the front sends, and a secret of its own to each subgraph', () => {
    const { all, subgraphs } = config.headers;
    expect(all.request.every(({ op }) => op === 'propagate')).toBe(true);
    expect(lower(all.request.map(({ named }) => named))).toEqual(HANDED_ON);
    for (const subgraph of SUBGRAPH_NAMES) {
      const value = `\${${subgraph.toUpperCase().replaceAll('-', '_')}_ENGINE_SECRET}`;
      const rule = { op: 'set', name: 'Kvarbo-Engine-Secret', value };
      expect(subgraphs[subgraph]?.request).toEqual([rule]);
    }
  });

  it('sends nothing twice and joins no requests', () => {
    expect(config).toMatchObject({
      traffic_shaping: { all: { retry: { enabled: false } } },
      engine: { enable_single_flight: false },
    });
  });

  it('is composed of the SDL that we publish', () => {
    const { subgraphs } = parse(readFileSync(path.join(FOLDER, 'cosmo/compose.yaml'), 'utf8')) as {
      subgraphs: readonly { name: string; schema: { file: string } }[];
    };
    expect(subgraphs.map(({ name }) => name)).toEqual([...SUBGRAPH_NAMES]);
    for (const { schema } of subgraphs) {
      expect(existsSync(path.join(FOLDER, 'cosmo', schema.file))).toBe(true);
    }
  });
});
