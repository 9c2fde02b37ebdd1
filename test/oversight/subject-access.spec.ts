import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { Agency, newReceiptNumber, Purpose } from '../../src/shared';
import { numberlessSubject } from '../../src/cases';
import { post, startTestGateway } from '../support/gateway';
import type { Answer, TestGateway } from '../support/gateway';
import { testOrganisationNumber } from '../support/identity-numbers';
import { startTestIssuer, TEST_AUDIENCE } from '../support/tokens';
import type { TestIssuer } from '../support/tokens';
import { LogRows } from './log-rows';
import { isOwnNotice, isOwnRecord, readStoredRows } from './stored-rows';
import type { Row, StoredRows } from './stored-rows';
import type { Controller, SubjectWorld } from './subject-world';
import {
  ALVA,
  BO,
  buildSubjectWorld,
  CONTROLLERS,
  DORA,
  NEVER_TOLD,
  NOBODY,
  OWN_TEXTS,
} from './subject-world';

const REPORT = `query ($number: PersonalIdentityNumber!, $receipts: [String!]) {
  subjectAccessReport(personalIdentityNumber: $number, receiptNumbers: $receipts) {
    controller generatedAt records { domain kind recordedAt fields { name value } }
    disclosures { at agency organisation client user operation caseId disclosed } } }`;

interface HeldRecord {
  readonly domain: string;
  readonly kind: string;
  readonly recordedAt: string;
  readonly fields: readonly { readonly name: string; readonly value: string | null }[];
}
interface Report {
  readonly controller: string;
  readonly records: readonly HeldRecord[];
  readonly disclosures: readonly {
    readonly at: string;
    readonly organisation: string;
    readonly user: string | null;
    readonly operation: string;
  }[];
}

const NUMBER = ALVA.personalIdentityNumber ?? '';
const TESTER = { timeout: 120_000 };

let base: TestGateway;
/** Over the same store, with an issuer that may name auditors of landlords. */
let gateway: TestGateway;
let issuer: TestIssuer;
let world: SubjectWorld;
let superuser: Client;
let stored: StoredRows;
let log: LogRows;

beforeAll(async () => {
  base = await startTestGateway();
  world = await buildSubjectWorld(base);
  issuer = await startTestIssuer();
  const issuers = [...base.settings.issuers, issuer.config()];
  gateway = await startTestGateway({
    beside: { ...base, settings: { ...base.settings, issuers } },
  });
  superuser = new Client({ connectionString: base.database.superuserUrl });
  await superuser.connect();
  stored = await readStoredRows(superuser, base);
  log = await LogRows.open(base);
}, TESTER.timeout);

afterAll(async () => {
  await log.close();
  await superuser.end();
  await gateway.stop();
  await issuer.stop();
  await base.stop();
});

function ask(
  controller: string,
  number: string,
  receipts: readonly string[] = [],
): Promise<Answer> {
  const token = issuer.token({
    aud: TEST_AUDIENCE,
    agency: Agency.OVERSIGHT,
    organisation: controller,
    scope: 'audit:read purpose:audit',
  });
  return post(gateway.url, token, { query: REPORT, variables: { number, receipts } });
}

/** Every report is itself logged; a test starts with nothing in the log. */
beforeEach(() => log.query('DELETE FROM log.entry'));

async function report(
  controller: string,
  number: string = NUMBER,
  receipts: readonly string[] = [],
): Promise<Report> {
  const { body } = await ask(controller, number, receipts);
  if (body.errors || !body.data) throw new Error(JSON.stringify(body));
  return body.data.subjectAccessReport as Report;
}

const valueOf = ({ fields }: HeldRecord, name: string): string | null | undefined =>
  fields.find((field) => field.name === name)?.value;
const kindsOf = ({ records }: Report): readonly string[] => records.map(({ kind }) => kind);

describe('GDPR-12-15: the report against a raw scan of every table', () => {
  /** For a controller, the rows of a table that are its own and about the person: how often a kind must stand in the report. */
  interface Scan {
    readonly kind: string;
    readonly rows: (
      row: Row,
      of: { name: string; persons: Set<string>; cases: Set<string> },
    ) => boolean;
    /** Rows of one case are told as one. */
    readonly perCase?: true;
  }
  const shares = (ids: unknown, persons: Set<string>) =>
    (ids as string[]).some((id) => persons.has(id));
  const ofBoard: Scan['rows'] = (row, { name, cases }) =>
    row.board_id === name && cases.has(row.case_id as string);
  const index = () => stored.terms.personNumber(NUMBER);
  const isTerm = (row: Row) =>
    row.number_index == null || index().equals(row.number_index as Buffer);
  const isKey = (row: Row) => row.kind !== 'PERSON_NUMBER' || index().equals(row.value as Buffer);
  /** Versions of the controller's records that name the person, by number or as one of its names. */
  const isVersion: Scan['rows'] = (row, { name }) =>
    isAuthorityOf(row, name) && stored.version(row).includes(ALVA.name);
  const isAuthorityOf = (row: Row, name: string) =>
    stored
      .of('enforcement.record')
      .some((one) => one.case_number === row.case_number && one.authority === name);
  const isSourceOf = (row: Row, name: string) =>
    stored.of('landlord.notice').some((one) => one.id === row.source && isOwnNotice(one, name)) ||
    stored
      .of('enforcement.record')
      .some((one) => one.case_number === row.source && isOwnRecord(one, name));

  /** Persons as those are told of them whose notices or records the controller may tell of. */
  const isOfCircle = ({ id, circle }: Row, name: string) =>
    // Of what a board has handed on its own circle is left.
    circle === name ||
    stored
      .of('landlord.notice')
      .some(
        (one) =>
          one.board_id === circle &&
          (one.tenant_ids as unknown[]).includes(id) &&
          isOwnNotice(one, name),
      ) ||
    stored
      .of('enforcement.record')
      .some(
        (one) =>
          one.authority === circle &&
          (one.defendant_ids as unknown[]).includes(id) &&
          isOwnRecord(one, name),
      );

  const SCANS: Readonly<Record<string, readonly Scan[]>> = {
    'cases.share': [
      {
        kind: 'share',
        rows: (row, { name, cases }) =>
          row.organisation === name && cases.has(row.case_id as string),
      },
    ],
    'cases.search_key': [
      {
        kind: 'searchTerms',
        perCase: true,
        rows: (row, { name, cases }) =>
          row.organisation === name && cases.has(row.case_id as string) && isKey(row),
      },
    ],
    'cases.term': [
      {
        kind: 'searchTerms',
        perCase: true,
        rows: (row, { name, cases }) =>
          cases.has(row.case_id as string) && isTerm(row) && isSourceOf(row, name),
      },
    ],
    'cases.person': [
      {
        kind: 'person',
        rows: (row, { name, persons }) => persons.has(row.id as string) && isOfCircle(row, name),
      },
    ],
    'cases.notice_fact': [
      {
        kind: 'noticeFact',
        rows: (row, { name, persons }) => isOwnNotice(row, name) && shares(row.person_ids, persons),
      },
    ],
    'cases.settlement_fact': [
      {
        kind: 'settlementFact',
        rows: (row, { name, cases }) => row.landlord === name && cases.has(row.case_id as string),
      },
    ],
    'cases.enforcement_fact': [
      {
        kind: 'enforcementFact',
        rows: (row, { name, persons }) => row.authority === name && shares(row.person_ids, persons),
      },
    ],
    'cases.social_fact': [{ kind: 'socialFact', rows: ofBoard }],
    'cases.consent_fact': [
      {
        kind: 'consentFact',
        rows: (row, { name, persons }) =>
          row.owner === name && persons.has(row.person_id as string),
      },
    ],
    'cases.protection_fact': [
      {
        kind: 'protectionFact',
        rows: (row, of) => ofBoard(row, of) && of.persons.has(row.person_id as string),
      },
    ],
    'cases.undertaking_fact': [{ kind: 'undertakingFact', rows: ofBoard }],
    'cases.handover_fact': [{ kind: 'handoverFact', rows: ofBoard }],
    'landlord.notice': [
      {
        kind: 'notice',
        rows: (row, { name, persons }) => isOwnNotice(row, name) && shares(row.tenant_ids, persons),
      },
    ],
    'landlord.settlement': [
      {
        kind: 'settlement',
        rows: (row, { name, cases }) =>
          (row.landlord === name || (row.board_ids as string[]).includes(name)) &&
          cases.has(row.case_id as string),
      },
    ],
    'landlord.deferral': [
      {
        kind: 'deferral',
        rows: (row, { name, cases }) =>
          (row.landlord === name || (row.board_ids as string[]).includes(name)) &&
          cases.has(row.case_id as string),
      },
    ],
    'social.social_case': [{ kind: 'socialCase', rows: ofBoard }],
    'social.household': [{ kind: 'household', rows: ofBoard }],
    'social.contact_attempt': [{ kind: 'contactAttempt', rows: ofBoard }],
    'social.assessment': [{ kind: 'assessment', rows: ofBoard }],
    'social.outcome': [{ kind: 'outcome', rows: ofBoard }],
    'social.financial_aid': [{ kind: 'financialAid', rows: ofBoard }],
    'social.payment_plan': [{ kind: 'paymentPlan', rows: ofBoard }],
    'social.eviction_confirmation': [{ kind: 'evictionConfirmation', rows: ofBoard }],
    'social.attendance': [{ kind: 'attendance', rows: ofBoard }],
    'social.rent_undertaking': [{ kind: 'rentUndertaking', rows: ofBoard }],
    'social.consent': [
      {
        kind: 'consent',
        rows: (row, of) => ofBoard(row, of) && of.persons.has(row.person_id as string),
      },
    ],
    'social.handover': [{ kind: 'handover', rows: ofBoard }],
    'social.protection': [
      {
        kind: 'protectionStatement',
        rows: (row, of) => ofBoard(row, of) && of.persons.has(row.person_id as string),
      },
    ],
    'collaboration.meeting_input': [
      {
        kind: 'meetingInput',
        rows: (row, { name, cases }) =>
          (row.author === name || (row.written_by === 'LANDLORD' && row.board_id === name)) &&
          cases.has(row.case_id as string),
      },
    ],
    'enforcement.record': [
      {
        kind: 'evictionRecord',
        rows: (row, { name, persons }) =>
          row.authority === name && shares(row.defendant_ids, persons),
      },
      {
        kind: 'evictionNotification',
        rows: (row, { name, persons }) =>
          row.authority !== name && isOwnRecord(row, name) && shares(row.defendant_ids, persons),
      },
    ],
    'enforcement.record_version': [{ kind: 'evictionRecordVersion', rows: isVersion }],
    'enforcement.consent': [
      {
        kind: 'consent',
        rows: (row, { name, persons }) =>
          row.authority === name && persons.has(row.person_id as string),
      },
    ],
  };
  /** Tables without a record of their own in the report, and why. */
  const NOT_TOLD: Readonly<Record<string, string>> = {
    'cases.case': 'a key, and when the first of all parties came: nothing of the person',
    'cases.next_deadline': 'the order of lists, counted from rows that are told',
    'cases.idempotency': 'blind indexes of whole requests, and keys of rows that are told',
    'disclosure.standing_decision': 'an authority’s general decision',
    'enforcement.record_past': 'follows from the versions, which are told',
    'enforcement.version_person': 'how the versions, which are told, are found',
    'landlord.tenancy_term': 'by what earlier notices, which are told, are found: blind indexes',
    'limits.allowance': 'how much an organisation may still send: counts',
    'log.actor': 'who called: staff, told with each entry',
    'log.chain': 'where chains begin',
    'log.checkpoint': 'signatures over chains',
    'log.entry': 'told as disclosures',
    'log.shape': 'which fields an operation read, told with each entry',
    'retention.hold': 'an order about a case, without anything of a person',
    'retention.hold_lift': 'the end of such an order',
    'retention.person': 'told once its case is purged; test/retention has it',
    'retention.proof': 'told once its case is purged; test/retention has it',
    'retention.run_event': 'counts',
    'retention.tombstone': 'keys of what is no longer stored',
    'statistics.cell': 'rounded counts of a board and quarter',
    'statistics.quarter': 'which quarters were counted',
  };

  it('knows every table of every schema of ours', () => {
    expect(stored.tables).toEqual([...Object.keys(SCANS), ...Object.keys(NOT_TOLD)].sort());
  });

  it('has rows to find of every kind', () => {
    for (const [table, scans] of Object.entries(SCANS)) {
      for (const { kind, rows } of scans) {
        const found = CONTROLLERS.flatMap((controller) => {
          const of = { name: stored.storeName(controller), ...stored.known(controller, NUMBER) };
          return stored.of(table).filter((row) => rows(row, of));
        });
        expect([table, kind, found.length > 0]).toEqual([table, kind, true]);
      }
    }
  });

  it.each(CONTROLLERS)(
    'tells every row of %s about the person, and no other',
    async (controller) => {
      const of = { name: stored.storeName(controller), ...stored.known(controller, NUMBER) };
      const expected = new Map<string, number>();
      const perCase = new Map<string, Set<unknown>>();
      for (const [table, scans] of Object.entries(SCANS)) {
        for (const scan of scans) {
          const found = stored.of(table).filter((row) => scan.rows(row, of));
          if (scan.perCase) {
            const cases = perCase.get(scan.kind) ?? new Set();
            perCase.set(scan.kind, cases);
            for (const row of found) cases.add(row.case_id);
          } else expected.set(scan.kind, (expected.get(scan.kind) ?? 0) + found.length);
        }
      }
      for (const [kind, cases] of perCase) expected.set(kind, cases.size);
      const told = new Map([...expected.keys()].map((kind) => [kind, 0]));
      for (const kind of kindsOf(await report(controller)))
        told.set(kind, (told.get(kind) ?? 0) + 1);
      expect(Object.fromEntries(told)).toEqual(Object.fromEntries(expected));
      expect([...expected.values()].reduce((sum, count) => sum + count)).toBeGreaterThan(5);
    },
  );

  it.each([
    ['landlord.notice', '559900-0014', 'notice', 'received_at'],
    ['social.social_case', 'farsta', 'socialCase', 'recorded_at'],
    ['enforcement.record_version', '202100-5448', 'evictionRecordVersion', 'recorded_at'],
  ] as const)('dates rows of %s by when they came', async (table, controller, kind, column) => {
    const of = { name: stored.storeName(controller), ...stored.known(controller, NUMBER) };
    const [scan] = SCANS[table] ?? [];
    const instants = stored
      .of(table)
      .filter((row) => scan?.rows(row, of))
      .map((row) => (row[column] as Date).toISOString());
    const told = (await report(controller)).records
      .filter((record) => record.kind === kind)
      .map(({ recordedAt }) => recordedAt);
    expect(told).toEqual(instants.sort());
  });
});

describe('what is told of a row', () => {
  it('holds every value of a notice that is the person’s own', async () => {
    const { records } = await report('559900-0014');
    const [notice] = records.filter(({ kind }) => kind === 'notice');
    expect(
      notice && Object.fromEntries(notice.fields.map(({ name, value }) => [name, value])),
    ).toMatchObject({
      kind: 'ARREARS',
      status: 'SUPERSEDED',
      landlordReference: 'REF-BOSTADEN-1',
      'landlord.name': 'Påhittade Bostäder AB',
      'tenant.name': ALVA.name,
      'tenant.personalIdentityNumber': NUMBER,
      'tenant.postalAddress': ALVA.postalAddress,
      'tenant.phone': ALVA.phone,
      'tenant.email': ALVA.email,
      otherTenants: 'left out: GDPR-12-15',
      'dwelling.street': 'Provgatan 7',
      'dwelling.municipality': '0180',
      'claims.0.amount': '9850.00',
      'claims.0.interest': '65.50',
      recoveryTotal: '9915.50',
      'paymentInstruction.bankgiro': '5050-1055',
      'paymentInstruction.other': 'I kassan på kontoret.',
      'termination.ground': 'Obetald hyra för två månader.',
      'tenantServed.0.method': 'PROCESS_SERVER',
    });
    expect(notice?.fields.filter(({ name }) => name.startsWith('tenantServed.1'))).toEqual([]);
  });

  it('opens what boards and Kronofogden keep sealed', async () => {
    const farsta = await report('farsta');
    const text = JSON.stringify(farsta);
    for (const own of OWN_TEXTS.farsta) expect(text).toContain(own);
    const kronofogden = await report('202100-5448');
    for (const own of OWN_TEXTS['202100-5448']) expect(JSON.stringify(kronofogden)).toContain(own);
    const version = kronofogden.records.find(
      (record) => valueOf(record, 'caseNumber') === 'U-3003-26',
    );
    expect(version).toMatchObject({ kind: 'evictionRecordVersion' });
    expect(version && valueOf(version, 'defendant.phone')).toBe(ALVA.phone);
    expect(version && valueOf(version, 'title.claim')).toBe('19765.50');
  });

  it.each([
    ['559900-0014', 'notice', 'disturbances', 'OSL-26-5'],
    ['559900-0014', 'notice', 'terminationCopy', 'OSL-26-5'],
    ['farsta', 'notice', 'landlordReference', 'GDPR-5'],
    ['farsta', 'household', 'children', 'OSL-12-3'],
    ['farsta', 'household', 'elderly', 'GDPR-12-15'],
    ['farsta', 'socialCase', 'caseworker.contact', 'GDPR-5'],
    ['farsta', 'evictionNotification', 'stay.reasons', 'OSL-34-1'],
    ['202100-5448', 'evictionRecord', 'childrenAffected', 'OSL-12-3'],
    ['202100-5448', 'evictionRecord', 'childrenCount', 'OSL-12-3'],
    ['202100-5448', 'evictionRecord', 'stay.reasons', 'OSL-12-3'],
    ['202100-5448', 'evictionRecord', 'otherDefendants', 'GDPR-12-15'],
  ])(
    'says in a report of %s that of a %s %s is left out by %s',
    async (controller, kind, name, rule) => {
      const { records } = await report(controller);
      const values = records
        .filter((record) => record.kind === kind)
        .flatMap((record) => valueOf(record, name) ?? []);
      expect(new Set(values)).toEqual(new Set([`left out: ${rule}`]));
    },
  );

  it.each(CONTROLLERS)(
    'tells in the report of %s nothing of co-tenants, children, reporters or staff',
    async (controller) => {
      const text = JSON.stringify(
        await report(controller, NUMBER, [world.numberless, world.ambiguous, world.ofHyrbo]),
      );
      for (const never of NEVER_TOLD) expect(text).not.toContain(never);
      const numbers = (await report(controller)).records.flatMap(({ fields }) =>
        fields.filter(({ name }) => /child/i.test(name)).map(({ value }) => value),
      );
      for (const value of numbers) expect(value).toMatch(/^left out: /);
    },
  );

  it.each(CONTROLLERS)(
    'tells in the report of %s nothing that another one holds',
    async (controller) => {
      const text = JSON.stringify(
        await report(controller, NUMBER, [world.numberless, world.ofHyrbo]),
      );
      const others = CONTROLLERS.filter((one) => one !== controller);
      for (const other of others) {
        for (const foreign of OWN_TEXTS[other]) expect(text).not.toContain(foreign);
      }
    },
  );
});

describe('who is found', () => {
  it('adds a notice without a number by its receipt number, in any spelling', async () => {
    const without = await report('559900-0014');
    const spelt = world.numberless.toLowerCase().replaceAll('-', ' ');
    const withReceipt = await report('559900-0014', NUMBER, [spelt, world.numberless]);
    const streets = (one: Report) =>
      one.records.flatMap((record) => valueOf(record, 'dwelling.street') ?? []);
    expect(streets(without)).not.toContain('Ensamgatan 1');
    expect(streets(withReceipt).filter((street) => street === 'Ensamgatan 1')).toHaveLength(1);
    expect(withReceipt.records.length).toBeGreaterThan(without.records.length);
  });

  it('tells of a notice of several without numbers what concerns them all, and of nobody’s person', async () => {
    const { records } = await report('559900-0014', NOBODY, [world.ambiguous]);
    const notice = records.find(({ kind }) => kind === 'notice');
    expect(notice && valueOf(notice, 'dwelling.street')).toBe('Tvåsamgatan 2');
    expect(notice?.fields.filter(({ name }) => name.startsWith('tenant.'))).toEqual([]);
  });

  it.each([
    ['of another controller', () => world.ofHyrbo],
    ['of other persons', () => world.ofOthers],
    ['that nobody has', () => newReceiptNumber(randomBytes)],
  ])('finds nothing by a receipt number %s', async (_what, receipt) => {
    const { records, disclosures } = await report('559900-0014', NOBODY, [receipt()]);
    expect({ records, disclosures }).toEqual({ records: [], disclosures: [] });
  });

  it('answers for somebody unknown, and for an unknown controller, in the same shape', async () => {
    for (const [controller, number] of [
      ['farsta', NOBODY],
      [testOrganisationNumber(7), NUMBER],
    ] as const) {
      const { body } = await ask(controller, number);
      expect(body).toEqual({
        data: {
          subjectAccessReport: {
            controller,
            generatedAt: expect.any(String) as string,
            records: [],
            disclosures: [],
          },
        },
        extensions: body.extensions,
      });
    }
  });

  it('does not find by a number that only another controller told', async () => {
    expect((await report('202100-5448', DORA.personalIdentityNumber ?? '')).records).not.toEqual(
      [],
    );
    for (const controller of ['farsta', '559900-0014'] as const) {
      expect((await report(controller, DORA.personalIdentityNumber ?? '')).records).toEqual([]);
    }
  });

  it('finds a record that left the number out, by the name beside the number in an earlier version', async () => {
    await superuser.query(`DELETE FROM cases.term WHERE source = 'U-4004-26'`);
    const { records } = await report('202100-5448');
    const record = records.find(
      (one) => one.kind === 'evictionRecord' && valueOf(one, 'caseNumber') === 'U-1001-26',
    );
    expect(record && valueOf(record, 'defendant.name')).toBe(ALVA.name);
  });

  it('tells a landlord who is a private person what the board received from it', async () => {
    // The co-tenant's number, taken for an organisation's, marks the notices of Hyrbo in the store.
    const number = BO.personalIdentityNumber ?? '';
    const asLandlord = stored.storeName(`${number.slice(2, 8)}-${number.slice(8)}`);
    await superuser.query('BEGIN');
    await superuser.query(`UPDATE landlord.notice SET landlord = $1 WHERE board_id = '0380'`, [
      asLandlord,
    ]);
    await superuser.query('COMMIT');
    const { records } = await report('0380', number);
    await superuser.query(`UPDATE landlord.notice SET landlord = $1 WHERE board_id = '0380'`, [
      stored.storeName('559900-0022'),
    ]);
    expect(records.map(({ kind }) => kind)).toEqual(['notice', 'notice']);
    expect(JSON.stringify(records)).toContain('559900-0022');
    expect(JSON.stringify(records)).not.toContain(ALVA.name);
  });
});

describe('who may ask, and how', () => {
  it.each(['landlord-bostaden', 'board-farsta', 'kronofogden'] as const)(
    'refuses %s',
    async (client) => {
      const { body } = await gateway.send(client, REPORT, { number: NUMBER }, Purpose.AUDIT);
      expect(body.data).toBeNull();
      expect(body.errors?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN']);
    },
  );

  it('answers the auditors of the development start', async () => {
    for (const client of ['oversight-farsta', 'oversight-kronofogden']) {
      const data = await gateway.data<{ subjectAccessReport: Report }>(client, REPORT, {
        number: NUMBER,
      });
      expect(data.subjectAccessReport.records.length).toBeGreaterThan(5);
    }
  });

  it('tells all problems at once and repeats no value', async () => {
    const { body } = await ask('farsta', '198504129999', ['KB-0000-0000-1', world.numberless, 'x']);
    expect(body.errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      problems: [
        { path: 'personalIdentityNumber', code: 'IDENTITY_NUMBER_CHECKSUM' },
        { path: 'receiptNumbers.0', code: 'RECEIPT_NUMBER_CHECK_CHARACTER' },
        { path: 'receiptNumbers.2', code: 'RECEIPT_NUMBER_CHECK_CHARACTER' },
      ],
    });
    expect(JSON.stringify(body)).not.toContain('9999');
  });

  it('takes a hundred receipt numbers and no more', async () => {
    const receipts = Array.from({ length: 100 }, () => newReceiptNumber(randomBytes));
    expect((await report('farsta', NOBODY, receipts)).records).toEqual([]);
    const { body } = await ask('farsta', NOBODY, [...receipts, world.numberless]);
    expect(body.errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      problems: [{ path: 'receiptNumbers', code: 'TOO_MANY' }],
    });
  });
});

describe('to whom it was disclosed', () => {
  const numberIndex = () => stored.terms.personNumber(NUMBER);
  const other = () => stored.terms.personNumber(BO.personalIdentityNumber ?? '');

  it('tells disclosures to the controller and from it, newest first, and of nobody else', async () => {
    const [known = null] = stored.known('farsta', NUMBER).cases;
    await log.add(
      {
        at: '2026-10-01T08:00:00Z',
        name: 'Own',
        subjects: [numberIndex()],
        more: [['00000000-0000-4000-8000-000000000001', [other()]]],
      },
      {
        at: '2026-10-03T08:00:00Z',
        name: 'From',
        agency: Agency.LANDLORD,
        organisation: '559900-0014',
        user: 'landlord-user',
        subjects: [other(), numberIndex()],
        controllers: ['farsta'],
        caseId: known,
        roots: ['Query.case'],
        more: [
          // On the same sheet: about somebody else, and of a case in which the board does not know the person.
          ['00000000-0000-4000-8000-000000000001', [other()]],
          ['00000000-0000-4000-8000-000000000002', [numberIndex()]],
        ],
      },
      {
        // Somebody whom only the reader knows in the case, and not the board.
        at: '2026-10-05T08:00:00Z',
        name: 'OfHidden',
        agency: Agency.LANDLORD,
        organisation: '559900-0014',
        subjects: [numberIndex()],
        controllers: ['farsta'],
        caseId: '00000000-0000-4000-8000-000000000000',
      },
      { at: '2026-10-02T08:00:00Z', name: 'OfOthers', subjects: [other()] },
      {
        at: '2026-10-04T08:00:00Z',
        name: 'Elsewhere',
        agency: Agency.SOCIAL_SERVICES,
        organisation: '0380',
        subjects: [numberIndex()],
        controllers: ['559900-0022'],
      },
    );
    const { disclosures } = await report('farsta');
    expect(
      disclosures.map(({ at, operation, user, organisation }) => [
        at.slice(0, 10),
        operation,
        organisation,
        user,
      ]),
    ).toEqual([
      ['2026-10-03', 'disclosure', '559900-0014', null],
      // Which of its staff it was, the controller does not tell the person.
      ['2026-10-01', 'Own', 'farsta', null],
    ]);
    expect((await report('202100-5448')).disclosures).toEqual([]);
  });

  it('tells those from the time before the number was known', async () => {
    const [person] = stored.known('farsta', NUMBER).persons;
    const subject = Buffer.from(numberlessSubject(log.indexer, person ?? ''), 'hex');
    await log.add({ at: '2026-10-01T08:00:00Z', name: 'Before', subjects: [subject] });
    expect((await report('farsta')).disclosures.map(({ operation }) => operation)).toEqual([
      'Before',
    ]);
  });

  it('tells thousands whole, and refuses more than it can', async () => {
    await log.add({ at: '2026-10-01T08:00:00Z', name: 'Seed', subjects: [numberIndex()] });
    const more = (count: number) =>
      log.query(
        `INSERT INTO log.entry SELECT e.recorded_at + n * interval '1 second', e.instance, e.sequence + 1000 + n, e.request, e.agency,
           e.organisation, e.principal, e.actor, e.purpose, e.shape, e.controllers, e.subjects, e.opened_by, e.hash,
           e.cases, e.subject_cases
         FROM (SELECT * FROM log.entry ORDER BY sequence LIMIT 1) e, generate_series(1, $1::int) n
         ON CONFLICT DO NOTHING`,
        [count],
      );
    await more(4_999);
    const { disclosures } = await report('farsta');
    expect(disclosures).toHaveLength(5_000);
    expect(disclosures.map(({ at }) => at)).toEqual(
      disclosures.map(({ at }) => at).toSorted((a, b) => (a < b ? 1 : -1)),
    );
    await more(20_000);
    const { body } = await ask('farsta', NUMBER);
    expect(body.errors?.[0]?.extensions.code).toBe('TOO_COMPLEX');
    expect(body.data ?? null).toBeNull();
  });
});

describe('the entry about the report itself', () => {
  const entries = () =>
    log.query<{ case_id: string | null; subjects: Buffer[]; purpose: string; content: string }>(
      `SELECT c.case_id, ARRAY(SELECT p.subject FROM unnest(e.subjects, e.subject_cases) AS p(subject, number)
           WHERE p.number = c.number) AS subjects, e.purpose, s.content
         FROM log.entry e CROSS JOIN unnest(e.cases) WITH ORDINALITY AS c(case_id, number)
         JOIN log.shape s ON s.id = e.shape`,
    );

  it('names the person alone, and each case out of which something was told', async () => {
    await report('farsta', NUMBER, [world.numberless]);
    const numberless = stored
      .of('landlord.notice')
      .find(({ receipt_number: receipt }) => receipt === world.numberless);
    const [person] = numberless?.tenant_ids as string[];
    const subjects = [
      stored.terms.personNumber(NUMBER).toString('hex'),
      numberlessSubject(log.indexer, person ?? ''),
    ];
    const written = await entries();
    const cases = new Set([...stored.known('farsta', NUMBER).cases, numberless?.case_id]);
    expect(new Set(written.map((entry) => entry.case_id))).toEqual(cases);
    expect(written).toHaveLength(cases.size);
    for (const entry of written) {
      expect(entry.subjects.map((index) => index.toString('hex'))).toEqual(subjects);
      expect(entry.purpose).toBe('AUDIT');
      expect(JSON.parse(entry.content)).toMatchObject({
        operation: { roots: ['Query.subjectAccessReport'] },
        disclosed: expect.arrayContaining(['SubjectField.value']) as string[],
        legalBasis: expect.arrayContaining(['GDPR-12-15']) as string[],
      });
    }
  });

  it('is written where nothing is held', async () => {
    await report('farsta', NOBODY);
    const written = await entries();
    expect(written.map(({ case_id: caseId, subjects }) => [caseId, subjects])).toEqual([
      [null, [stored.terms.personNumber(NOBODY)]],
    ]);
  });
});

describe('kvarbo_subject_access', () => {
  async function asRole<T extends object>(
    organisation: string | null,
    sql: string,
    subjects: readonly Buffer[] = [],
  ): Promise<T[]> {
    const service = new Client({ connectionString: base.database.serviceUrl });
    await service.connect();
    try {
      await service.query('BEGIN');
      await service.query('SET LOCAL ROLE kvarbo_subject_access');
      if (organisation !== null)
        await service.query(`SELECT set_config('kvarbo.organisation', $1, true)`, [organisation]);
      if (subjects.length > 0)
        await service.query(`SELECT set_config('kvarbo.subjects', $1, true)`, [
          subjects.map((subject) => subject.toString('hex')).join(','),
        ]);
      return (await service.query<T>(sql)).rows;
    } finally {
      await service.end();
    }
  }

  const OWNERS: Readonly<Record<string, (row: Row, name: string) => boolean>> = {
    'cases.share': (row, name) => row.organisation === name,
    'cases.search_key': (row, name) => row.organisation === name,
    'cases.notice_fact': isOwnNotice,
    'cases.settlement_fact': (row, name) => row.landlord === name,
    'cases.enforcement_fact': (row, name) => row.authority === name,
    'cases.social_fact': (row, name) => row.board_id === name,
    'cases.consent_fact': (row, name) => row.owner === name,
    'cases.protection_fact': (row, name) => row.board_id === name,
    'cases.undertaking_fact': (row, name) => row.board_id === name,
    'cases.handover_fact': (row, name) => row.board_id === name,
    'landlord.notice': isOwnNotice,
    'landlord.settlement': (row, name) =>
      row.landlord === name || (row.board_ids as string[]).includes(name),
    'landlord.deferral': (row, name) =>
      row.landlord === name || (row.board_ids as string[]).includes(name),
    'social.social_case': (row, name) => row.board_id === name,
    'social.household': (row, name) => row.board_id === name,
    'social.contact_attempt': (row, name) => row.board_id === name,
    'social.assessment': (row, name) => row.board_id === name,
    'social.outcome': (row, name) => row.board_id === name,
    'social.financial_aid': (row, name) => row.board_id === name,
    'social.payment_plan': (row, name) => row.board_id === name,
    'social.eviction_confirmation': (row, name) => row.board_id === name,
    'social.attendance': (row, name) => row.board_id === name,
    'social.rent_undertaking': (row, name) => row.board_id === name,
    'social.consent': (row, name) => row.board_id === name,
    'social.protection': (row, name) => row.board_id === name,
    'social.handover': (row, name) => row.board_id === name,
    'enforcement.record': isOwnRecord,
    'enforcement.consent': (row, name) => row.authority === name,
  };

  it.each(Object.keys(OWNERS))('sees of %s the rows of the organisation alone', async (table) => {
    const isOwn = OWNERS[table];
    for (const controller of CONTROLLERS) {
      const name = stored.storeName(controller);
      const own = stored.of(table).filter((row) => isOwn?.(row, name)).length;
      expect(await asRole(name, `SELECT count(*)::int AS n FROM ${table}`)).toEqual([{ n: own }]);
    }
    for (const nobody of [null, '']) {
      expect(await asRole(nobody, `SELECT count(*)::int AS n FROM ${table}`)).toEqual([{ n: 0 }]);
    }
  });

  it('sees versions, persons and terms of the organisation’s own rows alone', async () => {
    const count = async (controller: Controller, table: string) => {
      const [row] = await asRole<{ n: number }>(
        stored.storeName(controller),
        `SELECT count(*)::int AS n FROM ${table}`,
      );
      return row?.n;
    };
    const versions = stored.of('enforcement.record_version').length;
    expect(await count('202100-5448', 'enforcement.record_version')).toBe(versions);
    expect(await count('farsta', 'enforcement.record_version')).toBe(0);
    expect(await count('farsta', 'enforcement.version_person')).toBe(0);
    const hyrbo = stored.storeName('559900-0022');
    const ids = stored
      .of('landlord.notice')
      .filter((row) => row.landlord === hyrbo)
      .flatMap((row) => row.tenant_ids as string[]);
    expect(await count('559900-0022', 'cases.person')).toBe(new Set(ids).size);
    const sources = stored
      .of('landlord.notice')
      .filter((row) => row.landlord === hyrbo)
      .map(({ id }) => id);
    expect(await count('559900-0022', 'cases.term')).toBe(
      stored.of('cases.term').filter(({ source }) => sources.includes(source)).length,
    );
  });

  it('sees of the log what is about the persons named, from or to the organisation', async () => {
    const [alva, bo] = [ALVA, BO].map(({ personalIdentityNumber }) =>
      stored.terms.personNumber(personalIdentityNumber ?? ''),
    ) as [Buffer, Buffer];
    await log.add(
      { at: '2026-10-01T08:00:00Z', subjects: [alva, bo] },
      { at: '2026-10-01T08:00:01Z', subjects: [bo] },
      { at: '2026-10-01T08:00:02Z', subjects: [alva], organisation: '0380' },
      {
        at: '2026-10-01T08:00:03Z',
        subjects: [alva],
        organisation: '0380',
        controllers: ['farsta'],
      },
    );
    const seen = async (organisation: string | null, ...subjects: Buffer[]) =>
      (
        await asRole<{ recorded_at: Date }>(
          organisation,
          'SELECT recorded_at FROM log.entry',
          subjects,
        )
      )
        .map((row) => row.recorded_at.getUTCSeconds())
        .sort();
    expect(await seen('farsta')).toEqual([]);
    expect(await seen('farsta', alva)).toEqual([0, 3]);
    expect(await seen('farsta', alva, bo)).toEqual([0, 1, 3]);
    expect(await seen('0380', alva)).toEqual([2, 3]);
    expect(await seen(null, alva)).toEqual([]);
  });

  it.each([
    'SELECT sealed_document FROM landlord.notice',
    'SELECT sealed_disturbances FROM landlord.notice',
    'SELECT children FROM social.household',
    'SELECT children_affected FROM enforcement.record',
    'SELECT children_count FROM enforcement.record',
    'SELECT number_index FROM cases.person',
    'SELECT stage_if_told FROM cases.share',
    'SELECT * FROM cases.idempotency',
    'SELECT * FROM disclosure.standing_decision',
    'DELETE FROM landlord.notice',
    `UPDATE social.outcome SET kind = 'x'`,
    `INSERT INTO enforcement.version_person VALUES ('\\x00', 'U-1', 1)`,
  ])('may not: %s', async (sql) => {
    await expect(asRole('farsta', sql)).rejects.toMatchObject({ code: '42501' });
  });
});
