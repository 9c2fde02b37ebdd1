import { readFileSync } from 'node:fs';
import { Client } from 'pg';
import {
  deriveSecondWall,
  DisclosurePolicy,
  renderSecondWallMigration,
  SECOND_WALL_MIGRATION,
} from '../../src/disclosure';
import { WALL_TABLES } from '../../src/topology';
import { createTestDatabase } from '../support/database';
import type { TestDatabase } from '../support/database';
import { driftOf } from '../support/disclosure/live-wall';

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

describe('a migrated database', () => {
  it('has the second wall that the policy derives, and nothing else for readers', async () => {
    const { compared, surplus, missing } = await driftOf(superuser);
    expect({ surplus, missing }).toEqual({ surplus: [], missing: [] });
    expect(compared).toBeGreaterThan(300);
  });

  it('was built by the migration that npm run generate writes', () => {
    const statements = deriveSecondWall(new DisclosurePolicy(), WALL_TABLES);
    expect(readFileSync(SECOND_WALL_MIGRATION, 'utf8')).toBe(renderSecondWallMigration(statements));
  });
});

describe('what somebody has changed by hand', () => {
  const READS_OWN = `landlord = (SELECT current_setting('kvarbo.organisation', true))`;

  it.each<[string, string, { surplus?: string[]; missing?: string[] }]>([
    [
      'one more column',
      'GRANT SELECT (sealed_disturbances) ON landlord.notice TO kvarbo_oversight',
      { surplus: ['column landlord.notice.sealed_disturbances: SELECT to kvarbo_oversight'] },
    ],
    [
      'a whole table',
      'GRANT SELECT ON cases.person TO kvarbo_landlord',
      { surplus: ['table cases.person: SELECT to kvarbo_landlord'] },
    ],
    [
      'a privilege of everybody',
      'GRANT SELECT ON landlord.notice TO PUBLIC',
      { surplus: ['table landlord.notice: SELECT to PUBLIC'] },
    ],
    [
      'a right to write',
      'GRANT UPDATE (status) ON landlord.notice TO kvarbo_landlord',
      { surplus: ['column landlord.notice.status: UPDATE to kvarbo_landlord'] },
    ],
    [
      'a column that was taken away',
      'REVOKE SELECT (claims) ON landlord.notice FROM kvarbo_social_services',
      { missing: ['column landlord.notice.claims: SELECT to kvarbo_social_services'] },
    ],
    [
      'one policy that is gone',
      'DROP POLICY kvarbo_landlord_reads ON landlord.notice',
      {
        missing: [
          expect.stringContaining('policy landlord.notice: kvarbo_landlord_reads') as string,
        ],
      },
    ],
    [
      'one policy that is wider',
      `ALTER POLICY kvarbo_landlord_reads ON landlord.notice USING (${READS_OWN} OR board_id = 'farsta')`,
      {
        surplus: [
          expect.stringContaining('policy landlord.notice: kvarbo_landlord_reads') as string,
        ],
        missing: [
          expect.stringContaining('policy landlord.notice: kvarbo_landlord_reads') as string,
        ],
      },
    ],
    [
      'one policy more',
      `CREATE POLICY friendly ON social.household FOR SELECT TO kvarbo_enforcement USING (true)`,
      { surplus: ['policy social.household: friendly r to kvarbo_enforcement using true check -'] },
    ],
    [
      'a policy of everybody',
      `CREATE POLICY friendly ON social.household USING (true)`,
      { surplus: ['policy social.household: friendly * to PUBLIC using true check -'] },
    ],
    [
      'the use of a schema',
      'GRANT USAGE ON SCHEMA disclosure TO kvarbo_landlord',
      { surplus: ['schema disclosure: USAGE to kvarbo_landlord'] },
    ],
    [
      'a role within a role',
      'GRANT kvarbo_social_services TO kvarbo_landlord',
      { surplus: ['member kvarbo_landlord of kvarbo_social_services'] },
    ],
  ])('%s is found', async (_, tampering, { surplus = [], missing = [] }) => {
    await superuser.query(tampering);
    const drift = await driftOf(superuser);
    expect({ surplus: drift.surplus, missing: drift.missing }).toEqual({ surplus, missing });
  });

  it('is not found where only the text of an expression differs', async () => {
    await superuser.query(
      `ALTER POLICY kvarbo_landlord_reads ON landlord.notice
        USING ((landlord) = ((SELECT pg_catalog.current_setting('kvarbo.organisation'::text, true))))`,
    );
    const { surplus, missing } = await driftOf(superuser);
    expect({ surplus, missing }).toEqual({ surplus: [], missing: [] });
  });
});
