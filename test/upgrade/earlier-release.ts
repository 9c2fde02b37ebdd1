import { execFile } from 'node:child_process';
import { cp, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const LARGE = { maxBuffer: 64 * 1024 * 1024 };

/** A commit that was built in a folder of its own. */
export interface EarlierRelease {
  /** The commit, in full. */
  readonly commit: string;
  /** Folder to run it in; `dist` lies there. */
  readonly folder: string;
  /** Takes the worktree away. */
  remove(): Promise<void>;
}

/**
 * Builds a commit of this clone in a worktree, with the packages of its own lock file.
 *
 * @throws Error when this clone does not know the commit, as a shallow one may not
 */
export async function buildEarlier(
  root: string,
  reference: string,
  folder: string,
): Promise<EarlierRelease> {
  const commit = (
    await run('git', ['rev-parse', '--verify', `${reference}^{commit}`], { cwd: root })
  ).stdout.trim();
  await run('git', ['worktree', 'add', '--detach', folder, commit], { cwd: root });
  const remove = async (): Promise<void> => {
    await run('git', ['worktree', 'remove', '--force', folder], { cwd: root });
  };
  try {
    await install(root, folder);
    await run('npm', ['run', '--silent', 'build'], { cwd: folder, ...LARGE });
  } catch (error) {
    await remove();
    throw error;
  }
  return { commit, folder, remove };
}

async function install(root: string, folder: string): Promise<void> {
  const lock = (of: string) => readFile(path.join(of, 'package-lock.json'), 'utf8');
  if ((await lock(root)) === (await lock(folder))) {
    const modules = path.join(folder, 'node_modules');
    await cp(path.join(root, 'node_modules'), modules, { recursive: true, verbatimSymlinks: true });
  } else {
    const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'];
    await run('npm', ['ci', ...quiet], { cwd: folder, ...LARGE });
  }
}
