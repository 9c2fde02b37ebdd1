import type { Config } from '../config';
import type { StartOptions } from '../topology';
import { startGateway } from '../topology';
import { introduce } from './introduce';
import { startDevelopment } from './start-development';
import { stopWithParent } from './stop-with-parent';

/**
 * Starts everything on a machine that has nothing but Node, loads demo data into an empty store and prints what to try.
 *
 * @throws Error in one line for people, such as a port in use
 */
export async function startOnBareMachine(config: Config, options: StartOptions): Promise<void> {
  const say = (line: string): void => {
    process.stdout.write(`${line}\n`);
  };
  stopWithParent();
  const { settings, identityUrl } = await startDevelopment(config, options.lifecycle, say);
  const { url } = await startGateway(config, settings, options);
  // The demo data is written through all parts of the graph, of which one is here.
  if (config.subgraph === null) await introduce(url, identityUrl, say);
  else say(`The subgraph ${config.subgraph} answers at ${url}; npm start loads the demo data.`);
}
