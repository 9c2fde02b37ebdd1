/** Prints what the specs of the disclosure have counted: the report at the end of `npm run check:disclosure`. */
const { existsSync, readdirSync, readFileSync, rmSync } = require('node:fs');
const path = require('node:path');

/** The same folder as in `test/support/disclosure/counts.ts`. */
const FOLDER = path.join(__dirname, '..', '.kvarbo', 'disclosure-counts');

/** Without these the report would look whole where a spec was left out. */
const EXPECTED = [
  'matrix cells tried',
  'matrix cells right',
  'matrix cells untested',
  'matrix cells tried on data',
  'operation cells tried',
  'paths tried',
  'non-interference runs',
  'oracle comparisons',
  'second wall probes',
];

module.exports = class DisclosureReport {
  onRunStart() {
    rmSync(FOLDER, { recursive: true, force: true });
  }

  onRunComplete(_contexts, { numFailedTests, numFailedTestSuites }) {
    const counts = new Map();
    for (const file of existsSync(FOLDER) ? readdirSync(FOLDER).sort() : []) {
      const content = JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8'));
      for (const [name, count] of Object.entries(content)) counts.set(name, count);
    }
    const width = Math.max(...[...counts.keys(), ...EXPECTED].map((name) => name.length));
    const line = (name, text) => `${name.padEnd(width + 2)}${String(text).padStart(8)}\n`;
    process.stdout.write('\nDisclosure\n');
    for (const [name, count] of counts) process.stdout.write(line(name, count));
    const missing = EXPECTED.filter((name) => !counts.has(name));
    for (const name of missing) process.stdout.write(line(name, 'not counted'));
    this.isIncomplete = missing.length > 0 || counts.get('matrix cells untested') !== 0;
    const isGood = numFailedTests + numFailedTestSuites === 0;
    process.stdout.write(
      isGood && !this.isIncomplete ? 'All of it is right.\n' : 'Not all of it is right.\n',
    );
  }

  getLastError() {
    return this.isIncomplete ? new Error('The disclosure was not tried as a whole.') : undefined;
  }
};
