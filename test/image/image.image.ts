import { execFileSync } from 'node:child_process';
import { chmodSync, lstatSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '../../src/development/free-port';
import { loadDemoData } from '../../src/development/demo-data';
import { SigningKeys, type SigningKey } from '../../src/persistence';
import { startCallers, type Callers } from './callers';
import { containerSettings, readDockerfile } from './dockerfile';
import { buildLayout } from './layout';
import { startOperated, type Operated } from './operated';
import { runProgram, startInstance, type Instance, type Program } from './program';

const ROOT = path.resolve(__dirname, '../..');
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** `npm run test:image`: what the Dockerfile builds, built and run without Docker. Steps rest on those before them. */
describe('the image', () => {
  let folder: string;
  let root: string;
  let app: string;
  let dockerfile: string;
  let callers: Callers;
  let operated: Operated;
  let instances: Instance[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'kvarbo-image-'));
    chmodSync(folder, 0o755);
    dockerfile = await readFile(path.join(ROOT, 'docker', 'Dockerfile'), 'utf8');
    callers = await startCallers();
  });
  afterAll(async () => {
    await Promise.all(instances.map((instance) => instance.stop()));
    await operated.cluster.stop();
    await callers.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const settings = () => containerSettings(readDockerfile(dockerfile));
  const container = (more: Readonly<Record<string, string>>): Program => ({
    cwd: app,
    environment: { ...settings().environment, ...more },
    account: settings(),
  });
  const command = (name: string, ...args: string[]) =>
    runProgram(
      ['node', '--enable-source-maps', `dist/src/cli/${name}-command.js`, ...args],
      container(operated.commandEnvironment),
    );

  it('is built by the instructions of the Dockerfile', async () => {
    root = await buildLayout(readDockerfile(dockerfile), { context: ROOT, folder, say });
    app = path.join(root, settings().workdir);
    expect((await readdir(app)).sort()).toEqual([
      'LICENSE',
      'dist',
      'healthy.cjs',
      'node_modules',
      'package.json',
    ]);
  });

  it('holds no development package and nothing of the development part', async () => {
    const { packages } = JSON.parse(
      await readFile(path.join(ROOT, 'package-lock.json'), 'utf8'),
    ) as { packages: Record<string, { dev?: boolean }> };
    const installed = JSON.parse(
      await readFile(path.join(app, 'node_modules', '.package-lock.json'), 'utf8'),
    ) as { packages: Record<string, unknown> };
    const names = Object.keys(installed.packages);
    expect(names.length).toBeGreaterThan(100);
    expect(names.filter((name) => packages[name]?.dev === true)).toEqual([]);
    expect(names.filter((name) => !Object.hasOwn(packages, name))).toEqual([]);
    const files = await readdir(path.join(app, 'dist'), { recursive: true });
    expect(files.filter((name) => /development|[.]spec[.]|^(test|bench)/.test(name))).toEqual([]);
  });

  it('holds no file that cannot be loaded without the development part', async () => {
    const files = await readdir(path.join(app, 'dist'), { recursive: true });
    const texts = files
      .filter((name) => name.endsWith('.js'))
      .map(async (name) => ({
        name,
        text: await readFile(path.join(app, 'dist', name), 'utf8'),
      }));
    const loading = (await Promise.all(texts)).filter(({ text }) =>
      /require\("[./]+\/development\//.test(text),
    );
    expect(texts.length).toBeGreaterThan(100);
    expect(loading.map(({ name }) => name)).toEqual([]);
  });

  it('migrates under the owner’s login, and has nothing to do a second time', async () => {
    operated = await startOperated(callers.issuer);
    const first = await command('migrate');
    expect(first).toMatchObject({ code: 0, output: expect.stringContaining('Roles') as string });
    expect(await command('migrate')).toEqual({ code: 0, output: 'Nothing to migrate.\n' });
  });

  it('starts twice, from a folder that nobody can write to, and each says that it is healthy', async () => {
    execFileSync('chmod', ['-R', 'a-w,a+rX', root]);
    const program = container(operated.environment);
    for (const port of [await freePort(), await freePort()]) {
      instances.push(await startInstance(settings().command, port, program));
    }
    for (const { port } of instances) {
      const asked = container({ PORT: String(port) });
      expect(await runProgram(settings().healthCheck, asked)).toEqual({ code: 0, output: '' });
    }
    const nobody = container({ PORT: String(await freePort()) });
    expect((await runProgram(settings().healthCheck, nobody)).code).toBe(1);
  });

  it('carries a case from the landlord’s message to the eviction record over both instances', async () => {
    const [first, second] = instances.map(({ url }) => url);
    let sent = 0;
    await loadDemoData(
      (clientId, query, variables) =>
        callers.data(instances[(sent += 1) % 2]?.url ?? '', clientId, query, variables),
      new Date(),
    );
    const read = 'cases { totalCount edges { node { stage enforcement { caseNumber } } } }';
    const landlord = await callers.data(first ?? '', 'landlord-bostaden', `{ ${read} }`);
    expect(landlord).toMatchObject({ cases: { totalCount: 2 } });
    expect(JSON.stringify(landlord)).toContain('U-1001-26');
    expect(
      await callers.data(
        second ?? '',
        'board-farsta',
        '{ cases { totalCount edges { node { socialServices { status } } } } }',
      ),
    ).toMatchObject({
      cases: { totalCount: 1, edges: [{ node: { socialServices: { status: 'ASSIGNED' } } }] },
    });
    expect(
      await callers.data(
        first ?? '',
        'kronofogden',
        '{ enforcementRecord(caseNumber: "U-1001-26") { status } }',
      ),
    ).toEqual({ enforcementRecord: { status: 'DATE_SET' } });
  });

  it('drains at a signal, ends with 0, and leaves a log that is whole', async () => {
    const ends = await Promise.all(instances.map((instance) => instance.stop()));
    instances = [];
    expect(ends.map(({ code }) => code)).toEqual([0, 0]);
    const keys = path.join(folder, 'keys.json');
    const signing = new SigningKeys(
      JSON.parse(operated.environment.KVARBO_SIGNING_KEYS ?? '') as SigningKey[],
    );
    await writeFile(keys, JSON.stringify(signing.publicKeys()), { mode: 0o644 });
    const verified = await command('verify-log', '--keys', keys);
    expect(verified).toMatchObject({
      code: 0,
      output: expect.stringContaining('The disclosure log is whole.') as string,
    });
  });

  it('has written nothing', async () => {
    const files = await readdir(root, { recursive: true });
    const written = files.filter((name) => (lstatSync(path.join(root, name)).mode & 0o222) !== 0);
    expect(written.filter((name) => !lstatSync(path.join(root, name)).isSymbolicLink())).toEqual(
      [],
    );
  });
});
