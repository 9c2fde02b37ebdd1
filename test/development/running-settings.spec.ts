import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { developmentKeys } from '../../src/development/development-keys';
import { runningSettings } from '../../src/development/running-settings';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'kvarbo-running-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

const running = async (status: string): Promise<void> => {
  const cluster = path.join(dataDir, 'postgres', 'cluster');
  await mkdir(cluster, { recursive: true });
  const lines = [String(process.pid), cluster, '1', '4711', '', '127.0.0.1', '1 1', status];
  await writeFile(path.join(cluster, 'postmaster.pid'), lines.join('\n'));
};

describe('runningSettings', () => {
  it('finds store and keys of a development start that runs', async () => {
    const { servicePassword, ownerPassword, ...others } = await developmentKeys(dataDir);
    const { sealingKeys, indexKey, aliasKey, signingKeys } = others;
    await running('ready');
    expect(await runningSettings({ dataDir })).toEqual({
      sealingKeys,
      indexKey,
      aliasKey,
      signingKeys,
      databaseUrl: `postgres://kvarbo_service:${servicePassword}@127.0.0.1:4711/kvarbo`,
      migrationDatabaseUrl: `postgres://kvarbo_migrator:${ownerPassword}@127.0.0.1:4711/kvarbo`,
    });
    expect(ownerPassword).not.toBe(servicePassword);
  });

  it.each([
    ['nothing was ever started', () => Promise.resolve()],
    ['it has stopped', () => developmentKeys(dataDir)],
    [
      'it is still starting',
      async () => {
        await developmentKeys(dataDir);
        await running('starting');
      },
    ],
    ['its keys are gone', () => running('ready')],
  ])('says in one line what to do where %s', async (_what, prepare) => {
    await prepare();
    await expect(runningSettings({ dataDir })).rejects.toThrow(/^No database: .+\.$/);
  });
});
