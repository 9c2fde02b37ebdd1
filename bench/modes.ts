import type { Lifecycle } from '../src/server';
import { runGrowth } from './growth/run-growth';
import { runInstances } from './run-instances';
import { runTopology } from './topology/run-topology';
import { runYear } from './year/run-year';

/** A measurement of its own, with arguments of its own. */
type Mode = (args: readonly string[], lifecycle: Lifecycle) => Promise<void>;

/** By the flag that asks for them. */
const MODES: Readonly<Record<string, Mode>> = {
  '--growth': runGrowth,
  '--instances': runInstances,
  '--topology': runTopology,
  '--year': runYear,
};

/** The measurement that the command line asks for instead of the usual one, with the arguments left for it; null if it asks for none. */
export function modeIn(args: readonly string[]): ((lifecycle: Lifecycle) => Promise<void>) | null {
  const found = Object.entries(MODES).find(([flag]) => args.includes(flag));
  if (!found) return null;
  const [flag, run] = found;
  return (lifecycle) =>
    run(
      args.filter((argument) => argument !== flag),
      lifecycle,
    );
}
