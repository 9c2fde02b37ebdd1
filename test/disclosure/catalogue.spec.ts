import { Client } from 'pg';
import { createTestDatabase } from '../support/database';
import type { TestDatabase } from '../support/database';
import {
  CATALOGUE_RULES,
  UNCONDITIONAL,
  unconditionalPolicies,
} from '../support/disclosure/catalogue-rules';

let database: TestDatabase;
let superuser: Client;

beforeAll(async () => {
  database = await createTestDatabase();
  superuser = new Client({ connectionString: database.superuserUrl });
  await superuser.connect();
});

afterAll(async () => {
  await superuser.end();
  await database.drop();
});

beforeEach(() => superuser.query('BEGIN'));
afterEach(() => superuser.query('ROLLBACK'));

describe.each(CATALOGUE_RULES)('the catalogue: $rule', ({ findings, planted }) => {
  it('holds in a migrated database', async () => {
    expect(await findings(superuser)).toEqual([]);
  });

  // Roles belong to the whole cluster: what is planted in them is never committed.
  it.each(planted)('is found broken after %s', async (statement, finding) => {
    await superuser.query(statement);
    expect(await findings(superuser)).toEqual([finding]);
  });
});

it('has a policy for every reason that is given', async () => {
  expect(await unconditionalPolicies(superuser)).toEqual(Object.keys(UNCONDITIONAL).sort());
});
