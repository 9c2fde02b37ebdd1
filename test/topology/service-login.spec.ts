import { Client, Pool } from 'pg';
import { assertServiceLogin } from '../../src/topology/service-login';
import { createTestDatabase } from '../support/database';
import type { TestDatabase } from '../support/database';

let database: TestDatabase;
let superuser: Client;
let pool: Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  superuser = new Client({ connectionString: database.superuserUrl });
  await superuser.connect();
  pool = new Pool({ connectionString: database.serviceUrl, max: 1 });
});
afterAll(async () => {
  await pool.end();
  await superuser.end();
  await database.drop();
});

describe('The login of the service', () => {
  it('is taken as the migrations make it', async () => {
    await expect(assertServiceLogin(pool)).resolves.toBeUndefined();
  });

  it.each([
    'cases.share',
    'collaboration.meeting_input',
    'retention.tombstone',
    'limits.allowance',
    'log.entry',
  ])('is refused with a right of its own on %s', async (table) => {
    await superuser.query(`GRANT SELECT ON ${table} TO kvarbo_service`);
    await expect(assertServiceLogin(pool)).rejects.toThrow('has rights of its own on tables');
    await superuser.query(`REVOKE SELECT ON ${table} FROM kvarbo_service`);
  });

  it('is refused when it is the superuser', async () => {
    const above = new Pool({ connectionString: database.superuserUrl, max: 1 });
    await expect(assertServiceLogin(above)).rejects.toThrow('bypasses row security');
    await above.end();
  });
});
