import { randomBytes } from 'node:crypto';
import { LogConnection } from '../../src/disclosure-log/log-connection';
import { createTestDatabase } from '../support/database';
import type { TestDatabase } from '../support/database';
import { openLink } from '../support/link';
import type { Link } from '../support/link';

/** Type, length and state: what PostgreSQL says last, and not before the commit of a statement by itself. */
const READY = Buffer.from('5a0000000549', 'hex');
const STORE = `INSERT INTO log.shape (id, content) VALUES ($1, 'test')`;

let database: TestDatabase;
let link: Link;
let isCut = false;
beforeAll(async () => {
  database = await createTestDatabase();
  link = await openLink(Number(new URL(database.serviceUrl).port), (client, upstream) => {
    client.pipe(upstream);
    upstream.on('data', (said: Buffer) => {
      if (!isCut || !said.includes('INSERT 0 1')) client.write(said);
      else client.end(said.subarray(0, said.lastIndexOf(READY)));
    });
  });
});
afterAll(async () => {
  await link.close();
  await database.drop();
});

it.each([false, true])(
  'does not take a statement for durable that was answered and whose commit was not (behind a pooler: %s)',
  async (isShared) => {
    isCut = false;
    const url = new URL(database.serviceUrl);
    url.port = String(link.port);
    const connection = new LogConnection({ url: url.href, timeoutMs: 2_000, isShared });
    const { signal } = new AbortController();
    const store = (): Promise<void> =>
      connection.run({ name: 'store', text: STORE, values: [randomBytes(32)] }, signal);
    await store();
    isCut = true;
    const startedAt = performance.now();
    await expect(store()).rejects.toThrow('Connection terminated');
    expect(performance.now() - startedAt).toBeLessThan(1_500);
    await connection.end();
  },
);
