import { Client } from 'pg';
import { SUBGRAPH_LOGINS } from '../../../src/development/subgraph-logins';
import { Aliases } from '../../../src/persistence';
import { addDays, civilDay, SUBGRAPH_NAMES } from '../../../src/shared';
import { schemaForReading } from '../../../src/topology';
import { buildRichWorld, organisationOf } from '../../support/disclosure/rich-world';
import type { RichWorld } from '../../support/disclosure/rich-world';
import { richTenantNumber } from '../../support/disclosure/rich-inputs';
import { startTestGateway } from '../../support/gateway';
import type { TestGateway } from '../../support/gateway';
import { stitched } from '../../support/stitched';
import { startSubgraphs } from '../../support/subgraphs';
import type { TestSubgraphs } from '../../support/subgraphs';

const ROLES = `
  SELECT r.rolname AS role, m.inherit_option AS inherits, m.admin_option AS admin FROM pg_auth_members m
  JOIN pg_roles r ON r.oid = m.roleid JOIN pg_roles l ON l.oid = m.member WHERE l.rolname = $1 ORDER BY 1`;
const ATTRIBUTES = `
  SELECT rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication OR rolinherit AS more
  FROM pg_roles WHERE rolname = $1`;

const TODAY = civilDay(new Date());

const FOR_ALL = [
  'kvarbo_cases_writer',
  'kvarbo_decider',
  'kvarbo_enforcement',
  'kvarbo_enforcement_writer',
  'kvarbo_landlord',
  'kvarbo_landlord_writer',
  'kvarbo_log_keeper',
  'kvarbo_limiter',
  'kvarbo_log_writer',
  'kvarbo_oversight',
  'kvarbo_social_services',
  'kvarbo_social_writer',
];
const OF_THE_HUB = ['kvarbo_access_review', 'kvarbo_disclosure_writer', 'kvarbo_subject_access'];

let whole: TestGateway;
let subgraphs: TestSubgraphs;
let superuser: Client;
beforeAll(async () => {
  whole = await startTestGateway();
  subgraphs = await startSubgraphs(whole);
  superuser = new Client({ connectionString: whole.database.superuserUrl });
  await superuser.connect();
}, 120_000);
afterAll(async () => {
  await superuser.end();
  await subgraphs.stop();
  await whole.stop();
});

describe.each(SUBGRAPH_NAMES)('the login of %s', (name) => {
  it('may become what it needs and nothing else, one at a time', async () => {
    const { rows } = await superuser.query<{ role: string; inherits: boolean; admin: boolean }>(
      ROLES,
      [SUBGRAPH_LOGINS[name]],
    );
    expect(rows.filter(({ inherits, admin }) => inherits || admin)).toEqual([]);
    expect(rows.map(({ role }) => role)).toEqual(
      [...FOR_ALL, ...(name === 'cases' ? OF_THE_HUB : [])].sort(),
    );
    const attributes = await superuser.query(ATTRIBUTES, [SUBGRAPH_LOGINS[name]]);
    expect(attributes.rows).toEqual([{ more: false }]);
  });

  it('reads nothing by itself', async () => {
    const client = new Client({ connectionString: whole.database.subgraphUrls[name] });
    await client.connect();
    for (const table of ['cases.share', 'landlord.notice', 'social.record', 'log.entry']) {
      await expect(client.query(`SELECT FROM ${table}`)).rejects.toMatchObject({ code: '42501' });
    }
    await client.end();
  });
});

describe('the four subgraphs under their own logins', () => {
  let world: RichWorld;
  beforeAll(async () => {
    world = await buildRichWorld(stitched(whole, subgraphs));
    await world.meetConditions();
  }, 120_000);

  it('take in everything that the single process does', async () => {
    const sent = new Set(world.mutations.map(({ operation }) => operation));
    const all = Object.keys(schemaForReading().getMutationType()?.getFields() ?? {});
    expect([...sent].sort()).toEqual(all.sort());
    const { body } = await whole.send(
      'board-farsta',
      '{ cases(scope: ALL) { totalCount edges { node { notices { kind } socialServices { status } } } } }',
    );
    expect((body.data?.cases as { totalCount: number }).totalCount).toBeGreaterThan(5);
  });

  it('take in a landlord’s word that moves a clock of Kronofogden’s', async () => {
    const id = new Aliases(Buffer.from(whole.settings.aliasKey, 'base64')).alias(
      'case',
      organisationOf('landlord-bostaden'),
      world.caseIds.dated,
    );
    const read = 'query ($id: ID!) { case(id: $id) { version } }';
    const { case: found } = await whole.data<{ case: { version: number } }>(
      'landlord-bostaden',
      read,
      { id },
    );
    const input = {
      idempotencyKey: 'deferral-of-a-set-time',
      caseId: id,
      expectedVersion: found.version,
      until: addDays(TODAY, 14),
    };
    const { body } = await subgraphs.ask(
      'landlord-notices',
      'landlord-bostaden',
      'mutation ($input: GrantDeferralInput!) { grantDeferral(input: $input) { case { deferral { until } } } }',
      { input },
    );
    expect(body).toMatchObject({
      data: { grantDeferral: { case: { deferral: { until: input.until } } } },
    });
    expect(body.errors).toBeUndefined();
  });

  it.each([
    ['oversight-farsta', '{ disclosureLog(filter: {}) { edges { node { id } } } }'],
    ['oversight-farsta', `{ accessReview(from: "${TODAY}", to: "${TODAY}") { persons } }`],
    ['kronofogden', '{ standingDecisions { id } }'],
    [
      'oversight-farsta',
      `{ subjectAccessReport(personalIdentityNumber: "${richTenantNumber(1)}") { records { kind } } }`,
    ],
  ])('let %s ask what is the hub’s alone: %s', async (client, query) => {
    const { body } = await subgraphs.ask('cases', client, query);
    expect(body.errors).toBeUndefined();
  });
});
