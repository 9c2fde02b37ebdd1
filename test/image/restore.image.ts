import { execFile } from 'node:child_process';
import { chown, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { loadDemoData } from '../../src/development/demo-data';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../../src/development/embedded-postgres';
import { freePort } from '../../src/development/free-port';
import { runMigrations } from '../../src/persistence';
import { compileService } from '../support/gateway-process';
import { startCallers, type Callers } from './callers';
import { startOperated, type Operated } from './operated';
import { runProgram, startInstance, type Instance } from './program';

const ROOT = path.resolve(__dirname, '../..');
const CASES = '{ cases(scope: ALL) { totalCount edges { node { id stage tenants { name } } } } }';

/** Copies the files of a running cluster as PostgreSQL wants it: base back-up by its low-level interface, with what WAL it needs. */
async function backUp(superuserUrl: string, cluster: string, into: string): Promise<void> {
  const copied = path.join(into, path.basename(cluster));
  const copy = (from: string, to: string) => promisify(execFile)('cp', ['-a', from, to]);
  const client = new Client({ connectionString: superuserUrl });
  await client.connect();
  await client.query(`SELECT pg_backup_start('drill', true)`);
  await copy(cluster, into);
  const { rows } = await client.query<{ labelfile: string }>(
    'SELECT labelfile FROM pg_backup_stop(false)',
  );
  await copy(path.join(cluster, 'pg_wal'), copied);
  await client.end();
  await rm(path.join(copied, 'postmaster.pid'));
  const label = path.join(copied, 'backup_label');
  await writeFile(label, rows[0]?.labelfile ?? '');
  const { uid, gid } = await stat(path.join(copied, 'PG_VERSION'));
  await chown(label, uid, gid);
}

/** The drill of docs/operations.md: back up, go on, restore, verify. Steps rest on those before them. */
describe('a base back-up', () => {
  let folder: string;
  let program: string;
  let callers: Callers;
  let operated: Operated;
  let restored: EmbeddedPostgres | null = null;
  const running: Instance[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'kvarbo-restore-'));
    await mkdir(path.join(ROOT, '.kvarbo'), { recursive: true });
    // Below the clone, so that it finds the installed packages.
    program = await mkdtemp(path.join(ROOT, '.kvarbo', 'restore-'));
    await compileService(ROOT, path.join(program, 'dist'));
    callers = await startCallers();
    operated = await startOperated(callers.issuer);
    await runMigrations(operated.cluster.ownerUrl);
    const { url } = await start({});
    await loadDemoData(
      (clientId, query, variables) => callers.data(url, clientId, query, variables),
      new Date(),
    );
  });
  afterAll(async () => {
    await Promise.all(running.map((instance) => instance.stop()));
    await restored?.stop();
    await operated.cluster.stop();
    await callers.stop();
    await Promise.all([folder, program].map((one) => rm(one, { recursive: true, force: true })));
  });

  const start = async (more: Readonly<Record<string, string>>): Promise<Instance> => {
    const instance = await startInstance(['node', 'dist/src/main.js'], await freePort(), {
      cwd: program,
      environment: { ...operated.environment, ...more },
    });
    running.push(instance);
    return instance;
  };
  const verify = (url: string, ...args: string[]) =>
    runProgram(['node', 'dist/src/cli/verify-log-command.js', ...args], {
      cwd: program,
      environment: { ...operated.commandEnvironment, KVARBO_MIGRATION_DATABASE_URL: url },
    });
  const restoredUrl = (url: string): string => {
    const moved = new URL(url);
    moved.port = String(restored?.port ?? 0);
    return moved.href;
  };
  const before = () => path.join(folder, 'before.txt');
  const later = () => path.join(folder, 'later.txt');

  it('is taken from a cluster in use, beside a checkpoint that is saved outside', async () => {
    // Checkpoints are signed once a second at most.
    await pause(1_500);
    const saved = await verify(operated.cluster.ownerUrl, '--save-checkpoint', before());
    expect(saved.code).toBe(0);
    await mkdir(path.join(folder, 'copy'));
    const { superuserUrl, folder: files } = operated.cluster;
    await backUp(superuserUrl, path.join(files, 'cluster'), path.join(folder, 'copy'));
    await callers.data(running[0]?.url ?? '', 'landlord-bostaden', CASES);
    await pause(1_500);
    const after = await verify(operated.cluster.ownerUrl, '--save-checkpoint', later());
    expect(after.code).toBe(0);
    expect(await readFile(later(), 'utf8')).not.toBe(await readFile(before(), 'utf8'));
  });

  it('is restored, with a log that is whole up to the checkpoint before it', async () => {
    const copy = path.join(folder, 'copy');
    const password = path.join(operated.cluster.folder, 'superuser-password');
    await promisify(execFile)('cp', ['-a', password, copy]);
    restored = await startEmbeddedPostgres({
      dataDir: copy,
      port: 0,
      durable: false,
      log: () => undefined,
    });
    expect(
      await verify(restoredUrl(operated.cluster.ownerUrl), '--checkpoint', before()),
    ).toMatchObject({
      code: 0,
      output: expect.stringContaining('The disclosure log is whole.') as string,
    });
  });

  it('is told from the log as it was by a younger checkpoint', async () => {
    expect(
      await verify(restoredUrl(operated.cluster.ownerUrl), '--checkpoint', later()),
    ).toMatchObject({
      code: 1,
      output: expect.stringMatching(/SAVED: .* an older state of it was put back/) as string,
    });
  });

  it('serves what the cluster serves that it was taken from', async () => {
    const wanted = await callers.data(running[0]?.url ?? '', 'landlord-bostaden', CASES);
    const instance = await start({ DATABASE_URL: restoredUrl(operated.cluster.serviceUrl) });
    expect(await callers.data(instance.url, 'landlord-bostaden', CASES)).toEqual(wanted);
  });
});
