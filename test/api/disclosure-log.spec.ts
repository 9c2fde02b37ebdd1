import { Client } from 'pg';
import { readerKey } from '../../src/cases';
import { BlindIndexer } from '../../src/persistence';
import { civilDay } from '../../src/shared';
import { startTestGateway } from '../support/gateway';
import type { TestGateway } from '../support/gateway';
import { testPersonalNumber } from '../support/identity-numbers';
import { NOTICE, record, TENANT } from './story';

interface StoredEntry {
  readonly request: string;
  readonly agency: string;
  readonly organisation: string;
  readonly principal: string;
  readonly purpose: string;
  readonly case_id: string | null;
  readonly controllers: readonly string[];
  readonly subjects: readonly string[];
  readonly opened_by: readonly string[];
  readonly content: {
    readonly operation: { readonly name: string | null; readonly roots: readonly string[] };
    readonly disclosed: readonly string[];
    readonly denied: readonly string[];
    readonly legalBasis: readonly string[];
    readonly policyVersion: string;
  };
}

let gateway: TestGateway;
let superuser: Client;
let indexer: BlindIndexer;
let caseId: string;

const SUBMIT =
  'mutation Submit($input: SubmitNoticeInput!) { submitNotice(input: $input) { notice { id case { id version } } } }';
const PUSH =
  'mutation Push($input: PushEvictionRecordsInput!) { pushEvictionRecords(input: $input) { results { outcome case { id } } } }';

const keyOf = (organisation: string): string => readerKey(indexer, organisation);
const BOSTADEN = '559900-0014';
const KRONOFOGDEN = '202100-5448';

/** The entries of one operation, by the name that it was sent under. */
async function entriesOf(name: string): Promise<readonly StoredEntry[]> {
  const { rows } = await superuser.query<Omit<StoredEntry, 'content'> & { content: string }>(
    `SELECT e.request, e.agency, e.organisation, e.principal, e.purpose, c.case_id, e.controllers,
        ARRAY(SELECT encode(p.subject, 'hex') FROM unnest(e.subjects, e.subject_cases) AS p(subject, number)
          WHERE p.number = c.number) AS subjects, e.opened_by, s.content
      FROM log.entry e CROSS JOIN unnest(e.cases) WITH ORDINALITY AS c(case_id, number) JOIN log.shape s ON s.id = e.shape
      WHERE s.content::json->'operation'->>'name' = $1 ORDER BY e.instance, e.sequence, c.number`,
    [name],
  );
  return rows.map((row) => ({
    ...row,
    content: JSON.parse(row.content) as StoredEntry['content'],
  }));
}

beforeAll(async () => {
  gateway = await startTestGateway();
  superuser = new Client({ connectionString: gateway.database.superuserUrl });
  await superuser.connect();
  indexer = new BlindIndexer(Buffer.from(gateway.settings.indexKey, 'base64'));
  await gateway.data('landlord-bostaden', SUBMIT, { input: NOTICE });
  await gateway.data('kronofogden', PUSH, {
    input: { idempotencyKey: 'log-push', records: [record(1, {})] },
  });
  const stored = await superuser.query<{ id: string }>('SELECT id FROM cases."case"');
  caseId = stored.rows[0]?.id ?? '';
}, 60_000);

afterAll(async () => {
  await superuser.end();
  await gateway.stop();
});

describe('an entry', () => {
  it('says who read what of which case about whom, on which basis, under which policy', async () => {
    const query = `query Overview { cases { edges { node { id stage tenants { name } enforcement { caseNumber childrenCount }
      socialServices { status } } } } }`;
    await gateway.data('landlord-bostaden', query);
    const [entry, ...others] = await entriesOf('Overview');
    expect(others).toEqual([]);
    expect(entry).toMatchObject({
      agency: 'LANDLORD',
      organisation: keyOf(BOSTADEN),
      principal: keyOf(BOSTADEN),
      purpose: 'LANDLORD_DUTY',
      case_id: caseId,
      controllers: [keyOf(BOSTADEN), keyOf(KRONOFOGDEN)].sort(),
      subjects: [indexer.blindIndex('person-number', TENANT.number).toString('hex')],
      opened_by: [],
    });
    expect(entry?.content).toMatchObject({
      operation: { name: 'Overview', roots: ['Query.cases'] },
      disclosed: [
        'Case.enforcement',
        'Case.id',
        'Case.socialServices',
        'Case.stage',
        'Case.tenants',
        'EnforcementRecord.caseNumber',
        'Tenant.name@Case.tenants',
      ],
      denied: ['EnforcementRecord.childrenCount', 'SocialServicesRecord.status'],
      legalBasis: expect.arrayContaining(['OSL-26-1', 'JB-12-44-RECOVERY']) as string[],
      policyVersion: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
    });
  });

  it('is made for a mutation’s answer too', async () => {
    const [entry] = await entriesOf('Submit');
    expect(entry).toMatchObject({ agency: 'LANDLORD', case_id: caseId });
    expect(entry?.content.operation.roots).toEqual(['Mutation.submitNotice']);
    const [pushed] = await entriesOf('Push');
    expect(pushed).toMatchObject({ agency: 'ENFORCEMENT', case_id: caseId });
  });

  it('is one per request and case, whatever number of ways leads to the case', async () => {
    const query = `query Twice { first: cases { edges { node { id } } } second: cases(scope: ALL) { edges { node { stage
      notices { id case { board { name } } } } } } }`;
    await gateway.data('board-farsta', query);
    const entries = await entriesOf('Twice');
    expect(entries).toHaveLength(1);
    expect(entries[0]?.content.disclosed).toEqual(
      expect.arrayContaining(['Case.id', 'Case.stage', 'Notice.id', 'SocialBoard.name']),
    );
  });

  it('quotes the consents and decisions that opened something, and the board that did', async () => {
    const { case: before } = await gateway.data<{
      case: { id: string; version: number; tenants: { id: string }[] };
    }>('board-farsta', 'query ($id: ID!) { case(id: $id) { id version tenants { id } } }', {
      id: await aliasFor('board-farsta'),
    });
    const today = civilDay(new Date());
    const consent = {
      idempotencyKey: 'log-consent',
      caseId: before.id,
      expectedVersion: before.version,
      tenantId: before.tenants[0]?.id,
      fieldGroup: 'CASEWORKER_CONTACT',
      recipient: 'LANDLORD',
      purpose: 'LANDLORD_DUTY',
      validFrom: today,
      validTo: today,
      evidence: 'Undertecknat på papper.',
    };
    await gateway.data(
      'board-farsta',
      'mutation ($input: RecordConsentInput!) { recordConsent(input: $input) { case { id } } }',
      { input: consent },
    );
    const query =
      'query Opened { cases { edges { node { socialServices { caseworker { name } } } } } }';
    await gateway.data('landlord-bostaden', query);
    const stored = await superuser.query<{ id: string }>('SELECT id FROM social.consent');
    expect(await entriesOf('Opened')).toMatchObject([
      {
        opened_by: stored.rows.map(({ id }) => id),
        controllers: expect.arrayContaining(['farsta']) as string[],
      },
    ]);
  });

  it('says all that one request has disclosed, though what opened it closed within the request', async () => {
    await gateway.data(
      'kronofogden',
      'mutation ($input: RegisterStandingDecisionInput!) { registerStandingDecision(input: $input) { id } }',
      {
        input: {
          idempotencyKey: 'log-decision',
          switch: 'DEFENDANT_CONTACT_TO_BOARD',
          decidedBy: 'Rättschefen',
          decidedOn: civilDay(new Date()),
          reference: 'Dnr 1',
          validTo: civilDay(new Date()),
        },
      },
    );
    const { case: before } = await gateway.data<{
      case: { id: string; version: number; tenants: { id: string }[] };
    }>('board-farsta', 'query ($id: ID!) { case(id: $id) { id version tenants { id } } }', {
      id: await aliasFor('board-farsta'),
    });
    const marked = (isProtected: boolean, version: number) => ({
      idempotencyKey: `log-mark-${String(isProtected)}`,
      caseId: before.id,
      expectedVersion: version,
      tenantId: before.tenants[0]?.id,
      protected: isProtected,
      reason: 'Efter samtal.',
    });
    const query = `mutation Both($a: MarkProtectedIdentityInput!, $b: MarkProtectedIdentityInput!) {
      a: markProtectedIdentity(input: $a) { case { enforcement { defendants { phone } } } }
      b: markProtectedIdentity(input: $b) { case { enforcement { defendants { phone } } } } }`;
    const { body } = await gateway.send('board-farsta', query, {
      a: marked(false, before.version),
      b: marked(true, before.version + 1),
    });
    const answer = body.data as Record<
      string,
      { case: { enforcement: { defendants: { phone: string | null }[] } } }
    >;
    expect(answer.a?.case.enforcement.defendants[0]?.phone).toMatch(/^\+46/);
    expect(answer.b?.case.enforcement.defendants[0]?.phone).toBeNull();
    const [entry, ...others] = await entriesOf('Both');
    expect(others).toEqual([]);
    expect(entry?.content.disclosed).toContain('Tenant.phone@EnforcementRecord.defendants');
    expect(entry?.opened_by).toHaveLength(1);
  });

  it('names a person by the number that the reader was given, whatever others know', async () => {
    const numberless = {
      ...NOTICE,
      idempotencyKey: 'log-numberless',
      tenants: [{ ...NOTICE.tenants[0], name: 'Nova Nummerlös', personalIdentityNumber: null }],
      tenantServed: [{ ...NOTICE.tenantServed[0], tenantName: 'Nova Nummerlös' }],
      dwelling: { ...NOTICE.dwelling, street: 'Exempelvägen 99' },
    };
    const submitted = await gateway.data<{ submitNotice: { notice: { receiptNumber: string } } }>(
      'landlord-bostaden',
      'mutation ($input: SubmitNoticeInput!) { submitNotice(input: $input) { notice { receiptNumber } } }',
      { input: numberless },
    );
    const { receiptNumber } = submitted.submitNotice.notice;
    const asked = async (name: string): Promise<unknown> => {
      await gateway.data(
        'board-farsta',
        `query ${name}($search: CaseSearch) { cases(search: $search) { edges { node { id tenants { name } } } } }`,
        { search: { receiptNumber } },
      );
      const entries = await entriesOf(name);
      return entries.filter(({ case_id: one }) => one !== null).map(({ subjects }) => subjects);
    };
    const before = await asked('Before');
    const number = testPersonalNumber('1990-05-05');
    const summary = record(1, {
      caseNumber: 'U-77-26',
      noticeReceiptNumber: receiptNumber,
      status: 'SUMMARY_PENDING',
      appliedOn: null,
      documentsReceivedOn: null,
      title: null,
      defendants: [
        {
          name: 'Nova Nummerlös',
          postalAddress: 'Annan väg 5, 123 46 Farsta',
          personalIdentityNumber: number,
        },
      ],
    });
    const pushed = await gateway.data<{ pushEvictionRecords: { results: { outcome: string }[] } }>(
      'kronofogden',
      PUSH,
      { input: { idempotencyKey: 'log-summary', records: [summary] } },
    );
    expect(pushed.pushEvictionRecords.results).toMatchObject([{ outcome: 'CREATED' }]);
    expect(await asked('After')).toEqual(before);
    expect(JSON.stringify(before)).not.toContain(
      indexer.blindIndex('person-number', number).toString('hex'),
    );
  });

  it('is made for a person who was looked up and not found', async () => {
    const number = '198112189876';
    await gateway.data(
      'board-uppsala',
      'query Looked($search: CaseSearch) { cases(search: $search) { totalCount } }',
      { search: { personalIdentityNumber: number } },
    );
    expect(await entriesOf('Looked')).toMatchObject([
      {
        agency: 'SOCIAL_SERVICES',
        principal: '0380',
        case_id: null,
        subjects: [indexer.blindIndex('person-number', number).toString('hex')],
        controllers: [],
        content: { disclosed: ['CaseConnection.totalCount'] },
      },
    ]);
  });

  it('is not made where nothing of a person is told', async () => {
    const query =
      'query Nothing { viewer { agency } socialBoards { id } case(id: "no-such") { id } }';
    await gateway.data('landlord-bostaden', query);
    await gateway.data(
      'landlord-hyrbo',
      'query Empty { cases { totalCount edges { node { id } } } }',
    );
    expect([...(await entriesOf('Nothing')), ...(await entriesOf('Empty'))]).toEqual([]);
  });

  it('holds no value of any field', async () => {
    const tables = await superuser.query<{ text: string }>(
      `SELECT coalesce(string_agg(t.row, E'\\n'), '') AS text FROM (
         SELECT e::text AS row FROM log.entry e UNION ALL SELECT s::text FROM log.shape s
         UNION ALL SELECT a::text FROM log.actor a UNION ALL SELECT c::text FROM log.chain c
         UNION ALL SELECT k::text FROM log.checkpoint k) t`,
    );
    const text = tables.rows[0]?.text ?? '';
    expect(text).toContain('Tenant.name@Case.tenants');
    for (const value of [
      TENANT.name,
      TENANT.number,
      TENANT.number.slice(2),
      'Exempelvägen',
      'Exempelbostaden',
      BOSTADEN,
      KRONOFOGDEN,
      'U-4711-26',
      'landlord-bostaden',
    ]) {
      expect(text).not.toContain(value);
    }
  });
});

async function aliasFor(client: string): Promise<string> {
  const { cases } = await gateway.data<{ cases: { edges: { node: { id: string } }[] } }>(
    client,
    '{ cases(scope: ALL) { edges { node { id } } } }',
  );
  return cases.edges[0]?.node.id ?? '';
}

describe('while the log cannot be written', () => {
  const LIST = '{ cases { edges { node { id tenants { name } } } } }';

  async function readiness(): Promise<{ status: number; checks: Record<string, boolean> }> {
    const response = await fetch(gateway.url.replace('/graphql', '/health/ready'));
    const { checks } = (await response.json()) as { checks: Record<string, boolean> };
    return { status: response.status, checks };
  }

  /** Asks until readiness is as wanted: it is judged anew each second. */
  async function readinessOf(wanted: boolean): Promise<void> {
    for (let tries = 0; (await readiness()).checks.log !== wanted; tries += 1) {
      if (tries > 40) throw new Error(`Readiness of the log did not become ${wanted}.`);
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }

  const BREAKS: readonly (readonly [string, string, string])[] = [
    [
      'its table is gone',
      'ALTER TABLE log.entry RENAME TO entry_gone',
      'ALTER TABLE log.entry_gone RENAME TO entry',
    ],
    [
      'its disk is full',
      `CREATE FUNCTION log.no_space() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no space' USING ERRCODE = '53100'; END $$;
       CREATE TRIGGER no_space BEFORE INSERT ON log.entry FOR EACH ROW EXECUTE FUNCTION log.no_space()`,
      'DROP TRIGGER no_space ON log.entry; DROP FUNCTION log.no_space()',
    ],
    ['it hangs', 'BEGIN; LOCK TABLE log.entry', 'COMMIT'],
  ];

  it.each(BREAKS)(
    'because %s, no data leaves, and it recovers by itself',
    async (_why, broken, mended) => {
      await superuser.query(broken);
      try {
        const { body } = await gateway.send('landlord-bostaden', LIST);
        expect(body.data ?? null).toBeNull();
        expect(body.errors?.map(({ extensions }) => extensions.code)).toEqual(['LOG_UNAVAILABLE']);
        expect(JSON.stringify(body)).not.toContain(TENANT.name);
        await readinessOf(false);
        expect((await readiness()).status).toBe(503);
        const free = await gateway.send('landlord-bostaden', '{ viewer { agency } }');
        expect(free.body.data).toEqual({ viewer: { agency: 'LANDLORD' } });
      } finally {
        await superuser.query(mended);
      }
      await readinessOf(true);
      const { body } = await gateway.send('landlord-bostaden', LIST);
      expect(JSON.stringify(body.data)).toContain(TENANT.name);
    },
    30_000,
  );

  it('a change is made once, and its outcome told when it can be written', async () => {
    const input = { ...NOTICE, idempotencyKey: 'while-broken', landlordReference: 'Hyra 2026-11' };
    await superuser.query('ALTER TABLE log.entry RENAME TO entry_gone');
    const refused = await gateway.send('landlord-bostaden', SUBMIT, { input });
    await superuser.query('ALTER TABLE log.entry_gone RENAME TO entry');
    expect(refused.body.errors?.[0]?.extensions.code).toBe('LOG_UNAVAILABLE');
    await gateway.data('landlord-bostaden', SUBMIT, { input });
    const stored = await superuser.query('SELECT FROM landlord.notice');
    expect(stored.rowCount).toBe(3);
  });
});
