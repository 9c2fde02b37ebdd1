/** Prints how many combinations of operation and caller both topologies answered alike: the end of `npm run test:topology`. */

/** The least of them that must have been compared. */
const EXPECTED = 120;

/** How the titles of known differences begin; the same words as in `test/topology/federated`. */
const KNOWN = 'known to differ, ';

module.exports = class TopologyReport {
  onRunComplete(_contexts, { testResults }) {
    const compared = testResults
      .filter(({ testFilePath }) => /(queries|mutations)\.federated\.ts$/.test(testFilePath))
      .flatMap(({ testResults: tests }) => tests);
    const known = compared.filter(({ title }) => title.startsWith(KNOWN));
    const count = (tests, status) => tests.filter((test) => test.status === status).length;
    const failed = count(compared, 'failed');
    const knownDifferent = count(known, 'passed');
    const equal = count(compared, 'passed') - knownDifferent;
    process.stdout.write(
      `\nCombinations of operation and caller: ${equal} equal, ${knownDifferent} known different, ${failed} failed\n`,
    );
    for (const { title } of known) process.stdout.write(`  ${title}\n`);
    this.isIncomplete = equal + knownDifferent < EXPECTED;
  }

  getLastError() {
    return this.isIncomplete
      ? new Error(`Fewer than ${EXPECTED} combinations were compared.`)
      : undefined;
  }
};
