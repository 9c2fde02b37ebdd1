const base = require('./jest.config.cjs');

/** `npm run test:instances`: several instances over one database, of which one is killed every few seconds, for minutes. */
module.exports = { ...base, testMatch: ['**/*.instances.ts'], maxWorkers: 1 };
