import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

/** An installed peer, in a folder of its own below `.kvarbo/`, so that nothing is installed for anybody else. */
export interface Peer {
  readonly folder: string;
  /** The Node that its package brings, or ours. */
  readonly node: string;
}

const ROOT = path.join(__dirname, '..', '..');

/**
 * Installs the package of a peer from its lock file, unless that was done before.
 *
 * @throws Error when npm cannot
 */
export async function installPeer(name: 'postgraphile' | 'textbook'): Promise<Peer> {
  const source = path.join(ROOT, 'bench', name);
  const folder = path.join(ROOT, '.kvarbo', 'bench', name);
  await mkdir(folder, { recursive: true });
  await cp(source, folder, { recursive: true });
  const lock = await readFile(path.join(source, 'package-lock.json'), 'utf8');
  const mark = path.join(folder, 'node_modules', '.installed-by-bench');
  if ((await readFile(mark, 'utf8').catch(() => '')) !== lock) {
    process.stderr.write(`Installing ${name} into ${path.relative(ROOT, folder)} …\n`);
    const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
    // Nothing of a peer needs its install scripts.
    const npm = promisify(execFile)('npm', ['ci', '--ignore-scripts', ...quiet], {
      cwd: folder,
      shell: process.platform === 'win32',
    });
    await npm.catch((error: unknown) => {
      const [code = ''] = String((error as { stderr?: unknown }).stderr).split('\n');
      throw new Error(`npm could not install it (${code}).`);
    });
    await writeFile(mark, lock);
  }
  return { folder, node: await nodeOf(folder) };
}

/**
 * The program of `node` on npm for this machine. It is a package of its own, because `node` fetches it in an install script, which
 * newer npm does not run unless told.
 */
async function nodeOf(folder: string): Promise<string> {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const prefix = platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
  const home = path.join(folder, 'node_modules', `${prefix}-${platform}-${process.arch}`);
  const text = await readFile(path.join(home, 'package.json'), 'utf8').catch(() => null);
  if (text === null) return process.execPath;
  const { bin } = JSON.parse(text) as { bin: { node: string } };
  return path.join(home, bin.node);
}
