import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chown, stat } from 'node:fs/promises';
import path from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres.error';
import type { PostgresBinaries } from './postgres-binaries';

/** PostgreSQL gets no more of our environment than it needs: ours may hold secrets, and settings meant for others. */
const environment =
  process.platform === 'win32'
    ? {}
    : {
        env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' },
      };

interface Ids {
  readonly uid: number;
  readonly gid: number;
}

/** What a program printed, and how it ended (-1 when it could not be run). */
export interface Ended {
  readonly code: number;
  readonly output: string;
}

/**
 * The account of the operating system under which PostgreSQL runs: one's own, or for root, as which
 * PostgreSQL refuses to run, that of the user `postgres`.
 */
export class PostgresAccount {
  readonly #ids: Ids | null;
  readonly #reachesAll: boolean;

  constructor(ids: Ids | null, reachesAll = false) {
    this.#ids = ids;
    this.#reachesAll = reachesAll;
  }

  /** Gives a file or folder to the account. */
  async own(file: string): Promise<void> {
    if (this.#ids !== null) await chown(file, this.#ids.uid, this.#ids.gid);
  }

  /** Starts a program in a session of its own, so that Ctrl-C in our terminal does not reach it. */
  start(program: string, args: readonly string[], output: 'pipe' | number): ChildProcess {
    const [file, fullArgs] = this.#reachesAll
      ? ['setpriv', [...reachingAll(this.#ids), program, ...args]]
      : [program, [...args]];
    return spawn(file, fullArgs, {
      ...environment,
      ...(this.#reachesAll || this.#ids === null ? {} : { uid: this.#ids.uid, gid: this.#ids.gid }),
      detached: true,
      windowsHide: true,
      stdio: ['ignore', output, output],
    });
  }

  /** Runs a program to its end. */
  run(program: string, ...args: string[]): Promise<Ended> {
    return new Promise((resolve) => {
      const child = this.start(program, args, 'pipe');
      let output = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream?.setEncoding('utf8').on('data', (text: string) => (output += text));
      }
      child.on('error', () => {
        resolve({ code: -1, output });
      });
      child.on('close', (code) => {
        resolve({ code: code ?? -1, output });
      });
    });
  }

  /** Whether the account may enter the folder and run the program. */
  async reaches(folder: string, program: string): Promise<boolean> {
    if (this.#ids === null) return true;
    const script = 'cd "$1" && exec "$2" --version';
    return (await this.run('/bin/sh', '-c', script, 'sh', folder, program)).code === 0;
  }

  /** The same account with the right to pass through any folder and read any file. */
  reachingAll(): PostgresAccount {
    return new PostgresAccount(this.#ids, true);
  }
}

/**
 * The account that can work in a folder.
 *
 * @throws EmbeddedPostgresError when we are root and no other account can
 */
export async function accountFor(
  folder: string,
  binaries: PostgresBinaries,
): Promise<PostgresAccount> {
  if (process.getuid?.() !== 0) return new PostgresAccount(null);
  // A cluster that was made by another user stays that user's.
  const owner = await stat(path.join(folder, 'cluster')).catch(() => null);
  const plain = new PostgresAccount(owner ?? (await postgresUser()));
  await plain.own(folder);
  if (await plain.reaches(folder, binaries.postgres)) return plain;
  // A clone below root's own home is closed to everybody else.
  const reaching = plain.reachingAll();
  if (await reaching.reaches(folder, binaries.postgres)) return reaching;
  throw new EmbeddedPostgresError(
    `As root, PostgreSQL runs as the user postgres, who cannot reach ${folder} or the installed packages; move the clone to a folder that every user can enter.`,
  );
}

/** Reading and passing through is enough: what PostgreSQL writes belongs to its own account. */
function reachingAll(ids: Ids | null): string[] {
  return [
    ...(ids === null ? [] : [`--reuid=${ids.uid}`, `--regid=${ids.gid}`, '--clear-groups']),
    '--inh-caps=+dac_read_search',
    '--ambient-caps=+dac_read_search',
    // Without it access(2), by which PostgreSQL looks for its own programs, ignores the capability.
    '--securebits=+no_setuid_fixup',
    '--',
  ];
}

async function postgresUser(): Promise<Ids> {
  const root = new PostgresAccount(null);
  let ids = await idsOf(root);
  if (ids === null) {
    await root.run('useradd', '--system', '--user-group', '--shell', '/bin/false', 'postgres');
    ids = await idsOf(root);
  }
  if (ids !== null) return ids;
  throw new EmbeddedPostgresError(
    'PostgreSQL does not run as root and the user postgres could not be created; create it, or start as another user.',
  );
}

async function idsOf(root: PostgresAccount): Promise<Ids | null> {
  const [uid, gid] = await Promise.all([
    root.run('id', '-u', 'postgres'),
    root.run('id', '-g', 'postgres'),
  ]);
  return uid.code === 0 && gid.code === 0
    ? { uid: Number(uid.output), gid: Number(gid.output) }
    : null;
}
