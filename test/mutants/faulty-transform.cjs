const { createTransformer } = require('@swc/jest');
const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const path = require('node:path');
const faults = require('./faults.cjs');

const ROOT = path.join(__dirname, '../..');
const swc = JSON.parse(readFileSync(path.join(ROOT, '.swcrc'), 'utf8'));
const plain = createTransformer({
  ...swc,
  swcrc: false,
  module: { ...swc.module, ignoreDynamic: false },
});
const wanted = process.env.FAULT; // eslint-disable-line no-restricted-properties -- jest hands nothing else on to a transformer of its workers
const { changes } = faults.find(({ name }) => name === wanted) ?? { changes: [] };

/** The source with the fault of this run in it, if it is a file that has it. */
function faulty(source, file) {
  return changes
    .filter((change) => path.join(ROOT, change.file) === file)
    .reduce((text, { from, to }) => {
      const parts = text.split(from);
      if (parts.length !== 2) throw new Error(`${file} does not say once: ${from}`);
      return parts.join(to);
    }, source);
}

/** Transforms as in every other run, with the texts of one fault changed. */
module.exports = {
  process: (source, file, options) => plain.process(faulty(source, file), file, options),
  getCacheKey: (source, file, options) =>
    createHash('sha256')
      .update(plain.getCacheKey(faulty(source, file), file, options))
      .digest('hex'),
};
