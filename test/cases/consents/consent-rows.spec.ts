import { randomUUID } from 'node:crypto';
import { Pool } from 'pg';
import type { Reader } from '../../../src/persistence';
import { createReadingPool, openReading, statementName } from '../../../src/persistence';
import { createTestDatabase } from '../../support/database';
import type { TestDatabase } from '../../support/database';

const LANDLORD: Reader = {
  role: 'kvarbo_landlord',
  organisation: 'landlord-key',
  today: '2026-11-22',
  purpose: 'LANDLORD_DUTY',
};
const KRONOFOGDEN: Reader = {
  role: 'kvarbo_enforcement',
  organisation: 'authority-key',
  today: '2026-11-22',
  purpose: 'EXECUTION',
};
const FARSTA: Reader = {
  role: 'kvarbo_social_services',
  organisation: 'farsta',
  today: '2026-11-22',
  purpose: 'CASE_HANDLING',
};
const IN_FORCE = { from: '2026-11-22', to: '2026-11-22', revokedAt: null as string | null };

describe('rows that the store hands out by consent', () => {
  const caseId = randomUUID();
  let database: TestDatabase;
  let superuser: Pool;
  let pool: Pool;
  beforeAll(async () => {
    database = await createTestDatabase();
    superuser = new Pool({ connectionString: database.superuserUrl, max: 1 });
    pool = createReadingPool({
      url: database.serviceUrl,
      size: 1,
      onIdleError: () => undefined,
    });
    await superuser.query('INSERT INTO cases."case" (id, opened_at) VALUES ($1, now())', [caseId]);
    for (const [agency, organisation] of [
      ['LANDLORD', 'landlord-key'],
      ['ENFORCEMENT', 'authority-key'],
      ['SOCIAL_SERVICES', 'farsta'],
    ])
      await superuser.query(
        `INSERT INTO cases.share (case_id, agency, organisation, version, received_at, known)
         VALUES ($1, $2, $3, 1, now(), true)`,
        [caseId, agency, organisation],
      );
    await superuser.query(
      `INSERT INTO social.social_case (id, case_id, board_id, recorded_at, superseded_at, opened_at, sealed_caseworker)
       SELECT gen_random_uuid(), $1, 'farsta', now(), ended, now(), '\\x00' FROM unnest(ARRAY[NULL, now()]) AS ended`,
      [caseId],
    );
  });
  afterAll(async () => {
    await pool.end();
    await superuser.end();
    await database.drop();
  });
  beforeEach(() => superuser.query('TRUNCATE social.consent, enforcement.consent'));

  const consent = (schema: 'social' | 'enforcement', to: Reader, period = IN_FORCE) => {
    const [owner, name, group] =
      schema === 'social'
        ? ['board_id', 'farsta', 'CASEWORKER_CONTACT']
        : ['authority', 'authority-key', 'STORAGE'];
    return superuser.query(
      `INSERT INTO ${schema}.consent (id, case_id, ${owner}, person_id, field_group, recipient, purpose, valid_from,
         valid_to, recorded_at, revoked_at, sealed_evidence)
       VALUES (gen_random_uuid(), $1, $2, gen_random_uuid(), $3, $4, $5, $6, $7, now(), $8, '\\x00')`,
      [
        caseId,
        name,
        group,
        to === LANDLORD ? 'LANDLORD' : to === FARSTA ? 'SOCIAL_SERVICES' : 'ENFORCEMENT',
        to.purpose,
        period.from,
        period.to,
        period.revokedAt,
      ],
    );
  };
  const count = async (reader: Reader, sql: string): Promise<number> => {
    const session = openReading(pool, reader);
    try {
      return (await session.rows(statementName('probe', sql), sql)).length;
    } finally {
      await session.close();
    }
  };
  const CONSENTS = 'SELECT id FROM social.consent';
  const CASEWORKERS = 'SELECT sealed_caseworker FROM social.social_case';
  const seen = async (reader: Reader) => [
    await count(reader, CONSENTS),
    await count(reader, CASEWORKERS),
  ];

  it.each([
    ['a landlord', LANDLORD, KRONOFOGDEN],
    ['Kronofogden', KRONOFOGDEN, LANDLORD],
  ])(
    'names the present caseworker to %s by a consent in force that names it',
    async (_who, reader, other) => {
      expect(await seen(reader)).toEqual([0, 0]);
      await consent('social', other);
      expect(await seen(reader)).toEqual([0, 0]);
      await consent('social', reader);
      expect(await seen(reader)).toEqual([1, 1]);
      expect(await seen(FARSTA)).toEqual([2, 2]);
    },
  );

  it.each([
    ['on the day before', { ...LANDLORD, today: '2026-11-21' }],
    ['on the day after', { ...LANDLORD, today: '2026-11-23' }],
    [
      'without a day',
      { role: LANDLORD.role, organisation: 'landlord-key', purpose: 'LANDLORD_DUTY' },
    ],
    ['for another purpose', { ...LANDLORD, purpose: 'AUDIT' }],
    [
      'without a purpose',
      { role: LANDLORD.role, organisation: 'landlord-key', today: '2026-11-22' },
    ],
    ['another landlord', { ...LANDLORD, organisation: 'other-key' }],
    ['another board', { ...FARSTA, organisation: 'skarpnack' }],
  ] as const)('hands nothing out %s', async (_when, reader) => {
    await consent('social', LANDLORD);
    expect(await seen(reader)).toEqual([0, 0]);
  });

  it('hands nothing out once the consent is taken back', async () => {
    await consent('social', LANDLORD, { ...IN_FORCE, revokedAt: '2026-11-22T08:00:00Z' });
    expect(await seen(LANDLORD)).toEqual([0, 0]);
  });

  it('shows a board Kronofogden’s consents only with the record that it may know of', async () => {
    const all = 'SELECT id FROM enforcement.consent';
    await consent('enforcement', FARSTA);
    expect(await count(KRONOFOGDEN, all)).toBe(1);
    expect(await count(FARSTA, all)).toBe(0);
  });

  it.each([
    ['the evidence to a recipient', LANDLORD, 'SELECT sealed_evidence FROM social.consent'],
    [
      'the evidence to a recipient of Kronofogden’s',
      FARSTA,
      'SELECT sealed_evidence FROM enforcement.consent',
    ],
    ['Kronofogden’s consents to a landlord', LANDLORD, 'SELECT id FROM enforcement.consent'],
    [
      'the file reference to a landlord',
      LANDLORD,
      'SELECT sealed_journal_reference FROM social.social_case',
    ],
    ['the day of opening to Kronofogden', KRONOFOGDEN, 'SELECT opened_at FROM social.social_case'],
    ['the shared facts to anybody', FARSTA, 'SELECT consent_id FROM cases.consent_fact'],
  ])('refuses %s', async (_what, reader, sql) => {
    await consent('social', LANDLORD);
    await expect(count(reader, sql)).rejects.toMatchObject({ fault: { sqlState: '42501' } });
  });
});
