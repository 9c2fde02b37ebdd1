const base = require('./jest.config.cjs');

/** The suite over the product with one deliberate fault in it, see test/mutants/interference.cjs. */
module.exports = {
  ...base,
  transform: { [Object.keys(base.transform)[0]]: '<rootDir>/test/mutants/faulty-transform.cjs' },
};
