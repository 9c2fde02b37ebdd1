import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { freePort } from '../../src/development/free-port';
import { startIdentityProvider } from '../../src/development/identity-provider';
import type { IdentityProvider } from '../../src/development/identity-provider';
import { createTestDatabase } from '../support/database';
import type { TestDatabase } from '../support/database';
import { post, testSettings } from '../support/gateway';
import { compileService, startGatewayProcess } from '../support/gateway-process';

const ROOT = path.resolve(__dirname, '../..');

describe('a start with settings from outside', () => {
  let folder: string;
  let database: TestDatabase;
  let identity: IdentityProvider;
  beforeAll(async () => {
    await mkdir(path.join(ROOT, '.kvarbo'), { recursive: true });
    folder = await mkdtemp(path.join(ROOT, '.kvarbo', 'external-'));
    await compileService(ROOT, folder);
    // What is not there cannot be loaded.
    await rm(path.join(folder, 'src', 'development'), { recursive: true });
    database = await createTestDatabase();
    identity = await startIdentityProvider({ port: 0, audience: 'urn:kvarbo:test' });
  }, 60_000);
  afterAll(async () => {
    await identity.stop();
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  });

  it('serves without the development part and says where it listens', async () => {
    const settings = testSettings(database, identity.url);
    const port = await freePort();
    const logFile = path.join(folder, 'log');
    const gateway = await startGatewayProcess({ program: folder, settings, port, logFile });
    try {
      expect((await post(gateway.url, null, { query: '{ __typename }' })).status).toBe(401);
      expect(await readFile(logFile, 'utf8')).toContain(`"port":${port},"msg":"listening"`);
    } finally {
      await gateway.stop();
    }
  });

  it('refuses a login for which row security would not stand', async () => {
    const settings = {
      ...testSettings(database, identity.url),
      databaseUrl: database.superuserUrl,
    };
    await expect(
      startGatewayProcess({ program: folder, settings, port: await freePort() }),
    ).rejects.toThrow('The gateway ended before it was ready.');
  });
});
