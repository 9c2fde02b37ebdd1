import type { SubgraphName } from '../../src/shared';
import { startEngineProcess } from './engine-process';
import type { EngineOptions, EngineProcess } from './engine-process';
import { startSubgraphs } from './subgraphs';
import type { TestSubgraphs } from './subgraphs';
import type { TestGateway } from './gateway';

/** The same graph as a gateway's, answered by an engine and four subgraphs over the same database and with the same keys. */
export interface Federation {
  readonly url: string;
  readonly subgraphs: TestSubgraphs;
  readonly engine: EngineProcess;
  stop(): Promise<void>;
}

interface Joining {
  /** Subgraphs in place of ours. */
  readonly joining?: EngineOptions['subgraphs'];
  /** Where the engine is to ask one of ours, by its own address; that one unless given. */
  readonly through?: (name: SubgraphName, url: string) => Promise<string>;
}

/** Starts subgraphs and engine beside a gateway, which is to be stopped after them. */
export async function startFederation(
  beside: TestGateway,
  { joining = {}, through, ...differing }: Partial<EngineOptions> & Joining = {},
): Promise<Federation> {
  const subgraphs = await startSubgraphs(beside);
  const addresses = await Promise.all(
    [...subgraphs.all].map(async ([name, { url }]) => {
      const address = through ? await through(name, url) : url;
      return [name, { url: address, secret: subgraphs.secret, ours: true }] as const;
    }),
  );
  const engine = await startEngineProcess({
    issuers: beside.settings.issuers,
    subgraphs: { ...Object.fromEntries(addresses), ...joining },
    ...differing,
  });
  return {
    url: engine.url,
    subgraphs,
    engine,
    stop: async () => {
      await engine.stop();
      await subgraphs.stop();
    },
  };
}
