import type { Lifecycle } from '../../src/server';
import { startInstallation } from '../servers';
import { growthOptions } from './options';
import { startSize } from './sizes';
import type { Sized } from './sizes';
import { mouldsOf } from './templates';

/** `npm run bench -- --growth`. */
export async function runGrowth(args: readonly string[], lifecycle: Lifecycle): Promise<void> {
  const { sizes } = growthOptions(args);
  const seeded = await startInstallation(lifecycle);
  const moulds = await mouldsOf(seeded);
  const stores: Sized[] = [];
  for (const size of sizes) {
    const sized = await startSize(seeded, moulds, size, lifecycle);
    process.stderr.write(
      `${size} cases: ${sized.loadSeconds.toFixed(0)} s, ${sized.megabytes.toFixed(0)} MB\n`,
    );
    stores.push(sized);
  }
}
