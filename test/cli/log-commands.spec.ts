import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runExportLog } from '../../src/cli/export-log';
import { runMaintainLog } from '../../src/cli/maintain-log';
import { runVerifyLog } from '../../src/cli/verify-log';
import type { LogSettings } from '../../src/config';
import { loadLogSettings } from '../../src/config';
import { newSigningKey, SigningKeys } from '../../src/persistence';
import { fixedClock } from '../../src/shared';
import { SignedLog } from '../disclosure-log/a-signed-log';

let log: SignedLog;
let folder: string;
beforeAll(async () => {
  log = await SignedLog.open();
  folder = await mkdtemp(path.join(tmpdir(), 'kvarbo-log-commands-'));
  const keys = JSON.stringify(log.signing.publicKeys());
  await writeFile(path.join(folder, 'keys.json'), keys);
  const others = new SigningKeys([newSigningKey('log-1')]).publicKeys();
  await writeFile(path.join(folder, 'others.json'), JSON.stringify(others));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await log.close();
});
afterEach(() => log.restore());

type Run = typeof runVerifyLog;

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function run(
  command: Run,
  argv: readonly string[],
  settings?: Partial<LogSettings>,
): Promise<Ended> {
  const written = { out: '', err: '' };
  const code = await command(argv, {
    settings: () => ({
      ...loadLogSettings({}),
      databaseUrl: log.database.ownerUrl,
      signingKeys: [log.key],
      ...settings,
    }),
    stdout: { write: (text) => (written.out += text) },
    stderr: { write: (text) => (written.err += text) },
  });
  return { code, ...written };
}

const inFolder = (name: string): string => path.join(folder, name);
const maintain: Run = (argv, options) =>
  runMaintainLog(argv, { ...options, clock: fixedClock('2026-11-15T12:00:00Z') });

describe('verify-log', () => {
  it('says that a log is whole, counts it and ends with 0', async () => {
    const { code, out, err } = await run(runVerifyLog, ['--keys', inFolder('keys.json')]);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^The disclosure log is whole\.\n/);
    expect(out).toMatch(/^sheets +21$/m);
    expect(out).toMatch(/^entries +23 on these sheets, one for each case$/m);
    expect(out).toMatch(/^checkpoints +5, the newest is number 5$/m);
  });

  it('needs no more than a login that may become the auditor', async () => {
    const password = 'auditor';
    await log.superuser.query(`CREATE ROLE kvarbo_test_auditor LOGIN PASSWORD '${password}'`);
    const { rows } = await log.superuser.query<{ name: string }>(
      'SELECT current_database() AS name',
    );
    const database = rows[0]?.name ?? '';
    await log.superuser.query(`GRANT CONNECT ON DATABASE ${database} TO kvarbo_test_auditor`);
    const url = new URL(log.database.ownerUrl);
    url.username = 'kvarbo_test_auditor';
    url.password = password;
    try {
      const before = await run(runVerifyLog, [], { databaseUrl: url.href });
      expect([before.code, before.out]).toEqual([1, '']);
      await log.superuser.query(
        'GRANT kvarbo_log_auditor TO kvarbo_test_auditor WITH INHERIT FALSE, SET TRUE',
      );
      expect((await run(runVerifyLog, [], { databaseUrl: url.href })).code).toBe(0);
    } finally {
      await log.superuser.query(`DROP OWNED BY kvarbo_test_auditor; DROP ROLE kvarbo_test_auditor`);
    }
  });

  it('names what is wrong and ends with 1', async () => {
    await log.tamper('DELETE FROM log.entry WHERE instance = :a AND sequence = 5');
    const { code, out } = await run(runVerifyLog, []);
    expect(code).toBe(1);
    expect(out).toMatch(/^The disclosure log is not whole: 1 fault\.\n/);
    expect(out).toContain(`MISSING: chain ${log.chains.a}: sheet 5 is gone.\n`);
  });

  it('says so when the service vouches for itself', async () => {
    const { code, err } = await run(runVerifyLog, []);
    expect([code, err]).toEqual([
      0,
      'Checked with the keys of the service itself, since no --keys were given.\n',
    ]);
  });

  it('believes the given keys and not the service', async () => {
    const { code, out } = await run(runVerifyLog, ['--keys', inFolder('others.json')]);
    expect(code).toBe(1);
    expect(out).toContain('FORGED: checkpoint 1: its signature is not by the key that it names.');
  });

  it('saves the newest checkpoint and finds it missing later', async () => {
    const saved = inFolder('saved');
    expect((await run(runVerifyLog, ['--save-checkpoint', saved])).code).toBe(0);
    expect(await readFile(saved, 'utf8')).toBe(`${(await log.checkpoint(5)).jws}\n`);
    expect((await run(runVerifyLog, ['--checkpoint', saved])).code).toBe(0);
    await log.tamper(
      'DELETE FROM log.checkpoint WHERE number = 5',
      'DELETE FROM log.entry WHERE instance = :b',
      'DELETE FROM log.chain WHERE instance = :b',
    );
    expect((await run(runVerifyLog, [])).code).toBe(0);
    const { code, out } = await run(runVerifyLog, [
      '--checkpoint',
      saved,
      '--save-checkpoint',
      saved,
    ]);
    expect(code).toBe(1);
    expect(out).toContain('SAVED: saved checkpoint 5: the newest one here is 4');
    // What is not whole is nothing to compare with later.
    expect((await readFile(saved, 'utf8')).split('\n')).toHaveLength(2);
  });

  it('checks an export without any database or secret', async () => {
    const file = inFolder('log.jsonl');
    const exported = await run(runExportLog, [file]);
    expect([exported.code, exported.out]).toEqual([0, `38 records were written to ${file}.\n`]);
    const nothing = { databaseUrl: null, signingKeys: null, isProduction: true };
    const { code, out } = await run(runVerifyLog, [file, '--keys', inFolder('keys.json')], nothing);
    expect([code, out.split('\n')[0]]).toEqual([0, 'The disclosure log is whole.']);
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('"SOCIAL_SERVICES"', '"LANDLORD"'));
    expect((await run(runVerifyLog, [file, '--keys', inFolder('keys.json')], nothing)).code).toBe(
      1,
    );
    expect((await run(runExportLog, [file])).code).toBe(1);
  });

  it.each<[string, readonly string[], Partial<LogSettings>, string]>([
    ['the keys for an export', ['log.jsonl'], {}, 'The public keys are missing: --keys JWKS_FILE.'],
    [
      'a database',
      [],
      { databaseUrl: null, isProduction: true },
      'No database: set KVARBO_MIGRATION_DATABASE_URL.',
    ],
    [
      'a database or a development start',
      [],
      { databaseUrl: null, dataDir: '/nowhere' },
      'No database: set KVARBO_MIGRATION_DATABASE_URL, or let npm start run beside this command.',
    ],
    [
      'a database that answers',
      [],
      { databaseUrl: 'postgres://a:secret@127.0.0.1:1/b' },
      'The database does not answer: ECONNREFUSED.',
    ],
    ['known options', ['--key', 'x'], {}, 'npm run verify-log -- [EXPORT_FILE]'],
    ['one file', ['a', 'b'], {}, 'npm run verify-log -- [EXPORT_FILE]'],
  ])('asks in one line for %s', async (_, argv, settings, line) => {
    const { code, out, err } = await run(runVerifyLog, argv, settings);

    expect([code, out]).toEqual([1, '']);
    expect(err.split('\n').filter((one) => one.startsWith(line))).toHaveLength(1);
  });

  it('refuses a saved checkpoint that no given key signed', async () => {
    await writeFile(inFolder('forged'), 'a.b.c\n');
    const { code, err } = await run(runVerifyLog, ['--checkpoint', inFolder('forged')]);
    expect([code, err.trimEnd().split('\n').at(-1)]).toEqual([
      1,
      'The saved checkpoint is none that a given key signed.',
    ]);
  });

  it('finds the development start that runs beside it', async () => {
    const dataDir = inFolder('data');
    const cluster = path.join(dataDir, 'postgres', 'cluster');
    await mkdir(cluster, { recursive: true });
    const { port } = new URL(log.database.ownerUrl);
    const lines = [process.pid, cluster, 1, port, '', '127.0.0.1', '1 1', 'ready'];
    await writeFile(path.join(cluster, 'postmaster.pid'), lines.join('\n'));
    const key = Buffer.alloc(32, 1).toString('base64');
    const keys = {
      ownerPassword: 'another',
      signingKeys: [log.key],
      sealingKeys: [{ id: 'dev-1', key }],
      indexKey: key,
    };
    await writeFile(path.join(dataDir, 'keys.json'), JSON.stringify(keys));
    const { code, err } = await run(runVerifyLog, [], { databaseUrl: null, dataDir });
    // It is the right server, to which only the test's own password would open.
    expect(code).toBe(1);
    expect(err).toContain('password authentication failed for user "kvarbo_migrator"');
  });
});

describe('maintain-log', () => {
  it('tells what a dry run would do', async () => {
    const { code, out } = await run(maintain, ['--dry-run'], { retentionMonths: 24 });
    expect(code).toBe(0);
    expect(out).toContain('Dry run: nothing was changed.');
    expect(out).toMatch(/^kept from +2024-11-01$/m);
    expect(out).toMatch(/^sheets gone +0$/m);
  });

  it('leaves a log with a fault as it is and ends with 1', async () => {
    await log.tamper('DELETE FROM log.entry WHERE instance = :a AND sequence = 5');
    const { code, out } = await run(maintain, []);
    expect(code).toBe(1);
    expect(out).toContain('Nothing was dropped: a log with a fault is left as it is.');
  });

  it('needs the keys that sign', async () => {
    const { code, err } = await run(maintain, [], { signingKeys: null });
    expect([code, err]).toEqual([1, 'KVARBO_SIGNING_KEYS: is required\n']);
    expect((await run(maintain, ['--now'])).err).toContain('npm run maintain-log --');
  });
});

describe('the settings of the log commands', () => {
  it('report all faults at once', () => {
    expect(() =>
      loadLogSettings({ KVARBO_SIGNING_KEYS: '[]', KVARBO_LOG_RETENTION_MONTHS: '3' }),
    ).toThrow(/months, 24 to 1200\nKVARBO_SIGNING_KEYS: must be a JSON list/);
  });
});
