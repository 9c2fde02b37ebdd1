const base = require('./jest.config.cjs');

/** `npm run test:pgbouncer`: instances behind the PgBouncer that is on the PATH, in its mode `transaction`. */
module.exports = { ...base, testMatch: ['**/*.pgbouncer.ts'], maxWorkers: 1 };
