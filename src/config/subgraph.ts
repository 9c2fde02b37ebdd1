import { SUBGRAPH_NAMES, type SubgraphName } from '../shared';
import { ConfigError, type Environment, type Settings } from './settings';

/** Which part of the graph a process answers, and to which engine. */
export interface SubgraphConfig {
  /** The one part of the graph that this process answers. `--subgraph` or `KVARBO_SUBGRAPH`, default null: all of it. */
  readonly subgraph: SubgraphName | null;
  /** What shows a subgraph that its engine asks: 32 random bytes in base64. `KVARBO_ENGINE_SECRET`, default null: no engine. */
  readonly engineSecret: string | null;
}

const NAMES = `one of ${SUBGRAPH_NAMES.join(', ')}`;

/** Reads of which subgraph the process is, if of one. */
export function readSubgraph(settings: Settings): SubgraphConfig {
  const isOne = settings.isSet('KVARBO_SUBGRAPH');
  const subgraph = isOne ? settings.choice('KVARBO_SUBGRAPH', SUBGRAPH_NAMES, 'cases') : null;
  const engineSecret = settings.key('KVARBO_ENGINE_SECRET') ?? null;
  if (engineSecret !== null && !isOne) {
    settings.fault('KVARBO_ENGINE_SECRET', 'is used only by a subgraph, with KVARBO_SUBGRAPH');
  }
  return { subgraph, engineSecret };
}

/**
 * The environment together with the options of the command line: none, or `--subgraph NAME` in place of `KVARBO_SUBGRAPH`.
 *
 * @throws ConfigError in one line, naming the subgraphs
 */
export function withOptions(environment: Environment, argv: readonly string[]): Environment {
  const [option, name, ...rest] = argv;
  if (option === undefined) return environment;
  if (option !== '--subgraph' || name === undefined || rest.length > 0) {
    throw new ConfigError([`The only option is --subgraph NAME, ${NAMES}.`]);
  }
  if (!SUBGRAPH_NAMES.some((known) => known === name)) {
    throw new ConfigError([`--subgraph: must be ${NAMES}`]);
  }
  return { ...environment, KVARBO_SUBGRAPH: name };
}
