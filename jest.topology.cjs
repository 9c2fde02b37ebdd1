const base = require('./jest.config.cjs');

/** `npm run test:topology`: that a federated graph answers like one process; needs the packages of `docker/supergraph`. */
module.exports = {
  ...base,
  testMatch: ['**/*.federated.ts'],
  reporters: ['default', '<rootDir>/test/topology-report.cjs'],
};
