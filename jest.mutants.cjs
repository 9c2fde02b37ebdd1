const base = require('./jest.config.cjs');

/** `npm run check:mutants`: that the proofs of disclosure notice every fault of policy and row security. */
module.exports = { ...base, testMatch: ['**/*.mutants.ts'] };
