import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { ConfigError } from '../config';
import type { Config } from '../config';
import type { Lifecycle } from '../server';
import { SUBGRAPH_NAMES } from '../shared';
import { startChildService } from './child-service';
import { freePort } from './free-port';
import { introduce } from './introduce';
import { startDevelopment } from './start-development';
import type { DevelopmentStart } from './start-development';
import { stopWithParent } from './stop-with-parent';

/** The clone, seen from the compiled file. */
const ROOT = path.resolve(__dirname, '../../..');

/**
 * Starts the graph as four subgraphs and an engine, each a process of its own, on a machine that has nothing but Node; loads demo data
 * through the engine and prints what to try.
 *
 * @throws Error in one line for people, such as a port in use
 */
export async function startFederated(config: Config, lifecycle: Lifecycle): Promise<void> {
  const say = (line: string): void => {
    process.stdout.write(`${line}\n`);
  };
  if (config.external !== null || config.subgraph !== null) {
    throw new ConfigError([
      'npm run start:federated makes its own database, issuers and subgraphs.',
    ]);
  }
  stopWithParent();
  const development = await startDevelopment(config, lifecycle, say);
  const secret = randomBytes(32).toString('base64');
  const stops: (() => Promise<void>)[] = [];
  lifecycle.onStop('subgraphs', async () => {
    await Promise.all(stops.map((stop) => stop()));
  });
  const subgraphs: Record<string, { url: string; secret: string; ours: true }> = {};
  for (const name of SUBGRAPH_NAMES) {
    const port = await freePort();
    const environment = {
      ...settingsOf(development),
      KVARBO_LOG_LEVEL: config.logLevel,
      KVARBO_DRAIN_DELAY_SECONDS: '0',
      DATABASE_URL: development.subgraphUrls[name],
      KVARBO_ENGINE_SECRET: secret,
    };
    const args = [path.join(ROOT, 'dist/src/main.js'), '--subgraph', name];
    await startChildService({ name, args, environment, port }, (stop) => stops.push(stop));
    subgraphs[name] = { url: `http://127.0.0.1:${port}/graphql`, secret, ours: true };
  }
  const port = config.port === 0 ? await freePort() : config.port;
  const engine = {
    name: 'engine',
    // Nothing of an answer may ever be taken for the prototype of an object.
    args: ['--disable-proto=delete', path.join(ROOT, 'docker/supergraph/engine.mjs')],
    port,
    environment: {
      KVARBO_ISSUERS: JSON.stringify(development.settings.issuers),
      KVARBO_LOG_LEVEL: config.logLevel,
      KVARBO_DRAIN_DELAY_SECONDS: '0',
      KVARBO_INTROSPECTION: config.introspection ? 'on' : 'off',
      KVARBO_SUPERGRAPH: path.join(ROOT, 'schema/supergraph.graphql'),
      KVARBO_SUBGRAPHS: JSON.stringify(subgraphs),
    },
  };
  await startChildService(engine, (stop) => {
    lifecycle.onStop('engine', stop);
  });
  await introduce(`http://127.0.0.1:${port}/graphql`, development.identityUrl, say);
}

function settingsOf({ settings }: DevelopmentStart): Readonly<Record<string, string>> {
  return {
    KVARBO_ISSUERS: JSON.stringify(settings.issuers),
    KVARBO_SEALING_KEYS: JSON.stringify(settings.sealingKeys),
    KVARBO_INDEX_KEY: settings.indexKey,
    KVARBO_ALIAS_KEY: settings.aliasKey,
    KVARBO_SIGNING_KEYS: JSON.stringify(settings.signingKeys),
  };
}
