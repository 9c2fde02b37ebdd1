/** Runs the suite under other versions of Node, as npm has them: `npm run test:nodes [-- jest arguments]`. */
const { execFileSync, spawnSync } = require('node:child_process');
const { mkdirSync, readFileSync, rmSync } = require('node:fs');
const path = require('node:path');

const MAJORS = ['24', '26'];
const ROOT = path.join(__dirname, '..');
const FOLDER = path.join(ROOT, '.kvarbo', 'nodes');
const JEST = path.join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js');

/**
 * The package with the program that `node` on npm installs for this machine. It is asked for by its own name, because `node`
 * fetches it in an install script, which newer npm does not run unless told.
 */
function packageName() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const prefix = platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
  return `${prefix}-${platform}-${process.arch}`;
}

/** The program of the newest Node of a major version; below `.kvarbo/`, so that nothing is installed for anybody else. */
function install(major) {
  const name = packageName();
  const prefix = path.join(FOLDER, major);
  mkdirSync(prefix, { recursive: true });
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  execFileSync(
    'npm',
    ['install', '--prefix', prefix, '--no-save', '--ignore-scripts', ...quiet, `${name}@${major}`],
    { cwd: prefix, stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32' },
  );
  const home = path.join(prefix, 'node_modules', name);
  const { bin } = JSON.parse(readFileSync(path.join(home, 'package.json'), 'utf8'));
  return path.join(home, bin.node);
}

/** What jest counted under one Node; a run that ended before it counted has failed. */
function runSuite(node, major) {
  const results = path.join(FOLDER, `${major}.json`);
  rmSync(results, { force: true });
  const own = ['--ci', '--json', `--outputFile=${results}`];
  const { status } = spawnSync(node, [JEST, ...own, ...process.argv.slice(2)], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return { ...countsIn(results), isGood: status === 0 };
}

function countsIn(results) {
  try {
    const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(
      readFileSync(results, 'utf8'),
    );
    return { passed: numPassedTests, failed: Math.max(numFailedTests, numFailedTestSuites) };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

const lines = MAJORS.map((major) => {
  const node = install(major);
  const version = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
  const { passed, failed, isGood } = runSuite(node, major);
  if (!isGood || passed === 0) process.exitCode = 1;
  return `node ${version}: ${passed} passed${failed > 0 ? `, ${failed} failed` : ''}\n`;
});
process.stdout.write(lines.join(''));
