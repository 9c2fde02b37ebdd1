import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../../src/development/free-port';
import { migrations } from '../../migrations';
import { startCallers, type Callers } from '../image/callers';
import { startOperated, type Operated } from '../image/operated';
import { runProgram, startInstance, type Instance } from '../image/program';
import { compileService } from '../support/gateway-process';
import { buildEarlier, type EarlierRelease } from './earlier-release';
import { startLoad, type Load, type NoticeInput } from './load';

const ROOT = path.resolve(__dirname, '../..');
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** The commit to upgrade from: `FROM=v0.1.0 npm run test:upgrade`; without it the newest tag of a release. */
function upgradedFrom(): string {
  const given = process.env.FROM; // eslint-disable-line no-restricted-properties -- tests have no configuration of their own
  if (given !== undefined) return given;
  return execFileSync('git', ['describe', '--tags', '--match', 'v*', '--abbrev=0'], {
    cwd: ROOT,
    encoding: 'utf8',
  }).trim();
}

/** Steps rest on those before them. */
describe('an upgrade while the service runs', () => {
  const START = [
    'node',
    '--max-semi-space-size=32',
    '--heap-growing-percent=50',
    '--enable-source-maps',
  ];
  let folder: string;
  let inClone: string;
  let earlier: EarlierRelease;
  let callers: Callers;
  let operated: Operated;
  let load: Load;
  const running: Instance[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'kvarbo-upgrade-'));
    await mkdir(path.join(ROOT, '.kvarbo'), { recursive: true });
    // Below the clone, so that it finds the installed packages.
    inClone = await mkdtemp(path.join(ROOT, '.kvarbo', 'upgrade-'));
    await compileService(ROOT, path.join(inClone, 'dist'));
    earlier = await buildEarlier(ROOT, upgradedFrom(), path.join(folder, 'earlier'));
    callers = await startCallers();
    operated = await startOperated(callers.issuer);
  }, 300_000);
  afterAll(async () => {
    await load.stop();
    await Promise.all(running.map((instance) => instance.stop()));
    await operated.cluster.stop();
    await callers.stop();
    await earlier.remove();
    await Promise.all([folder, inClone].map((one) => rm(one, { recursive: true, force: true })));
  });

  const command = async (program: string, name: string): Promise<string> => {
    const script = ['node', '--enable-source-maps', `dist/src/cli/${name}-command.js`];
    const { code, output } = await runProgram(script, {
      cwd: program,
      environment: operated.commandEnvironment,
    });
    if (code !== 0) throw new Error(output);
    return output;
  };
  const start = async (program: string): Promise<void> => {
    const main = [...START, 'dist/src/main.js'];
    running.push(
      await startInstance(main, await freePort(), {
        cwd: program,
        environment: operated.environment,
      }),
    );
  };
  const ready = () =>
    Promise.all(
      running.map(
        async ({ port }) => (await fetch(`http://127.0.0.1:${port}/health/ready`)).status,
      ),
    );
  const figures = (when: string) => {
    const taken = load.take();
    say(`${when}: ${taken.answers} answers, the slowest after ${taken.slowestMs} ms`);
    return taken;
  };

  it('starts from two instances of the earlier release that are in use', async () => {
    say(`upgraded from ${earlier.commit}`);
    await command(earlier.folder, 'migrate');
    await start(earlier.folder);
    await start(earlier.folder);
    const notices: NoticeInput[] = [];
    // The earlier release knows best what it takes.
    const { loadDemoData } = (await import(
      path.join(earlier.folder, 'dist/src/development/demo-data.js')
    )) as typeof import('../../src/development/demo-data');
    await loadDemoData(async (clientId, query, variables) => {
      if (query.includes('submitNotice')) {
        notices.push((variables as { input: NoticeInput }).input);
      }
      return callers.data(running[0]?.url ?? '', clientId, query, variables);
    }, new Date());
    const [notice] = notices;
    if (!notice) throw new Error('The demo data submit no notice.');
    load = startLoad(callers, () => running.map(({ url }) => url), notice);
    await pause(3_000);
    expect(figures('before')).toMatchObject({ faults: [] });
  });

  it('migrates under load, and the earlier release goes on answering and writing', async () => {
    const output = await command(inClone, 'migrate');
    const ran = output === 'Nothing to migrate.\n' ? [] : output.trim().split('\n');
    say(`migrations: ${ran.length === 0 ? 'none' : ran.join(', ')}`);
    expect(figures('while migrating')).toMatchObject({ faults: [] });
    await pause(3_000);
    const { answers, faults } = figures('old code on the new schema');
    expect(faults).toEqual([]);
    expect(answers).toBeGreaterThan(10);
    expect(await ready()).toEqual([200, 200]);
    expect(ran.length).toBeLessThan(migrations.length);
  });

  it('replaces one instance after the other without losing a request', async () => {
    for (const old of [...running]) {
      await start(inClone);
      running.splice(running.indexOf(old), 1);
      expect((await old.stop()).code).toBe(0);
      await pause(1_000);
      expect(figures('one instance replaced')).toMatchObject({ faults: [] });
    }
    expect(await ready()).toEqual([200, 200]);
    await pause(2_000);
    const { answers, faults } = figures('new code');
    expect(faults).toEqual([]);
    expect(answers).toBeGreaterThan(10);
  });

  it('leaves a log of both releases that is whole', async () => {
    await load.stop();
    await Promise.all(running.splice(0).map((instance) => instance.stop()));
    expect(await command(inClone, 'verify-log')).toContain('The disclosure log is whole.');
  });
});
