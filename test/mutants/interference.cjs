/**
 * `npm run check:interference [-- part of a name]`: that the property of non-interference notices every fault of `faults.cjs`, and finds
 * nothing without one.
 */
const { spawnSync } = require('node:child_process');
const path = require('node:path');
const faults = require('./faults.cjs');

const ROOT = path.join(__dirname, '../..');
const JEST = path.join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js');
const INHERITED = process.env; // eslint-disable-line no-restricted-properties -- SEED and RUNS of the property, and PATH
const SPEC = 'test/disclosure/non-interference';

/** What the comparison of a reader's answers failed on; empty where it did not. */
function differences({ name, reader, seed = 7 }) {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      JEST,
      '--config',
      'jest.faulty.cjs',
      SPEC,
      '-t',
      `answered to ${reader}`,
      '--json',
      // What a fault breaks may keep connections open.
      '--forceExit',
      '--silent',
    ],
    {
      cwd: ROOT,
      encoding: 'utf8',
      env: { SEED: String(seed), RUNS: '400', ...INHERITED, FAULT: name },
      maxBuffer: 1 << 28,
    },
  );
  const [suite] = stdout.startsWith('{') ? JSON.parse(stdout).testResults : [];
  const tried = (suite?.assertionResults ?? []).filter(({ status }) => status !== 'pending');
  if (tried.length === 0) throw new Error(`Nothing was compared: ${stderr}`);
  return tried.flatMap(({ failureMessages }) => failureMessages);
}

const only = process.argv[2] ?? '';
const sound = [...new Set(faults.map(({ reader }) => reader))].map((reader) => ({
  name: '',
  reader,
}));
const survivors = [];
for (const one of [...sound, ...faults].filter(({ name }) => name.includes(only))) {
  const began = Date.now();
  const found = differences(one);
  // A run that breaks down for another reason has noticed nothing.
  const isNoticed = found.some((message) => message.includes('toEqual(expected)'));
  const isRight = one.name === '' ? found.length === 0 : isNoticed;
  const seconds = Math.round((Date.now() - began) / 1_000);
  const title = `${one.name || 'no fault'} (${one.reader}, ${seconds} s)`;
  process.stdout.write(`${isNoticed ? 'noticed' : 'not noticed'}: ${title}\n`);
  if (isRight) continue;
  survivors.push(title);
  process.stdout.write(found.map((message) => `${message.slice(0, 2_000)}\n`).join(''));
}
process.stdout.write(`${faults.length} faults, ${survivors.length} not as they should be\n`);
if (survivors.length > 0) process.exitCode = 1;
