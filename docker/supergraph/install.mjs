// Installs the packages of this folder from its lock file, unless that was done before.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.url));
const mark = `${folder}node_modules/.installed-lock`;
const lock = readFileSync(`${folder}package-lock.json`, 'utf8');

if (textOf(mark) !== lock) {
  process.stderr.write('Installing the engine into docker/supergraph/node_modules …\n');
  // Nothing of it needs its install scripts.
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  writeFileSync(mark, lock);
}

function textOf(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
