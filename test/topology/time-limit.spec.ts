import { Client } from 'pg';
import { startTestGateway } from '../support/gateway';
import type { TestGateway } from '../support/gateway';

const LOGIN = 'kvarbo_service';

let plain: TestGateway;
let superuser: Client;
beforeAll(async () => {
  plain = await startTestGateway();
  superuser = new Client({ connectionString: plain.database.superuserUrl });
  await superuser.connect();
}, 60_000);
afterAll(async () => {
  await superuser.end();
  await plain.stop();
});

/** The start of another instance as its log tells it. */
async function warnings(pooler: 'none' | 'transaction'): Promise<readonly string[]> {
  const gateway = await startTestGateway({ beside: plain, store: { pooler } });
  await gateway.stop();
  return gateway.log.filter((line) => line.includes('statement_timeout'));
}

describe('A start', () => {
  it('says nothing of time limits where the login has them, as migrations give them', async () => {
    expect(await warnings('transaction')).toEqual([]);
  });

  it('warns once where nothing ends a long statement, and names no address', async () => {
    const database = new URL(plain.database.serviceUrl).pathname.slice(1);
    await superuser.query(`ALTER ROLE ${LOGIN} IN DATABASE ${database} SET statement_timeout = 0`);
    const told = await warnings('transaction');
    expect(told).toHaveLength(1);
    expect(JSON.parse(told[0] ?? '')).toMatchObject({ level: 'warn' });
    expect(told[0]).not.toMatch(/postgres(ql)?:|127\.0\.0\.1|kvarbo_service/);
    // Without a pooler an instance asks for a limit itself.
    expect(await warnings('none')).toEqual([]);
  });
});
