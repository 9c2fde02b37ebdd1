import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmbeddedPostgres, stopLeftover } from '../../src/development/embedded-postgres';
import type { EmbeddedPostgres } from '../../src/development/embedded-postgres';

const PREFIX = 'kvarbo-test-';

let running: { postgres: EmbeddedPostgres; folder: string } | null = null;

/** Starts the PostgreSQL of this test run in a temporary folder, and clears what killed runs left behind. */
export async function startCluster(): Promise<EmbeddedPostgres> {
  await sweep();
  const folder = await mkdtemp(path.join(tmpdir(), `${PREFIX}${process.pid}-`));
  const postgres = await startEmbeddedPostgres({
    dataDir: folder,
    port: 0,
    durable: false,
    log: () => undefined,
  }).catch(async (error: unknown) => {
    await rm(folder, { recursive: true, force: true });
    throw error;
  });
  running = { postgres, folder };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, onSignal);
  return postgres;
}

/** Stops it and removes its folder. */
export async function stopCluster(): Promise<void> {
  if (running === null) return;
  const { postgres, folder } = running;
  running = null;
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}

/** jest ends on a signal without its global teardown. */
function onSignal(): void {
  void stopCluster().finally(() => process.exit(130));
}

async function sweep(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    const folder = path.join(tmpdir(), name);
    // What cannot be cleared, such as another user's, is no reason not to test.
    await stopLeftover(folder)
      .then(() => rm(folder, { recursive: true, force: true }))
      .catch(() => undefined);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
