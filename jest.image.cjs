const base = require('./jest.config.cjs');

/** `npm run test:image`: builds and runs what the Dockerfile says, without Docker, on a PostgreSQL of its own. */
module.exports = {
  ...base,
  globalSetup: null,
  globalTeardown: null,
  testMatch: ['**/*.image.ts'],
  testTimeout: 120_000,
};
