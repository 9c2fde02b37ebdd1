import { Allowance, createReadingPool, Replica } from '../../src/persistence';
import { startFaultyServer } from '../support/faulty-server';
import type { FaultyServer } from '../support/faulty-server';

let server: FaultyServer;
beforeAll(async () => {
  server = await startFaultyServer('cuts');
});
afterAll(() => server.stop());

// An error that nobody listens to ends the process; here it fails the test.
describe('a connection that is cut while it is waited for', () => {
  it('ends nothing but the question for an allowance', async () => {
    const pool = createReadingPool({ url: server.url, size: 1, onIdleError: () => undefined });
    const allowance = new Allowance({ pool, perSecond: 5, onFault: () => undefined });
    expect(await allowance.take('organisation')).toBe(0);
    await pool.end();
  });

  it('ends nothing but the reading from a standby', async () => {
    const options = { url: server.url, size: 1, onIdleError: () => undefined };
    const primary = createReadingPool(options);
    const replica = new Replica({ ...options, primary, maxLagMs: 1_000 });
    Object.defineProperty(replica, 'isFresh', { value: true });
    expect(await replica.rows('kvarbo_cases_writer', 'SELECT 1', [])).toBeNull();
    await replica.stop();
    await primary.end();
  });
});
