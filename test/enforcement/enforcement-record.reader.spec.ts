import { randomUUID } from 'node:crypto';
import { ClosureKind } from '../../src/enforcement/closure.type';
import { EnforcementStatus } from '../../src/enforcement/enforcement-status.type';
import { Agency } from '../../src/shared';
import { testOrganisationNumber, testPersonalNumber } from '../support/identity-numbers';
import {
  aCaller,
  aFlat,
  aPerson,
  aPushedRecord,
  at,
  type Data,
  type EnforcementDesk,
  kronofogden,
  openEnforcementDesk,
  type RecordInput,
} from './enforcement-desk';

const APPLICANT = testOrganisationNumber(1);
const landlord = aCaller(Agency.LANDLORD, APPLICANT);
const board = aCaller(Agency.SOCIAL_SERVICES, 'farsta');
const auditor = aCaller(Agency.OVERSIGHT, 'farsta');

const FIELDS = `caseNumber version status appliedOn documentsReceivedOn applicant heardOn executedOn
  childrenAffected childrenCount
  dwelling { street postalCode city apartmentNumber municipality roomCount tenure }
  summaryCase { appliedOn contested contestationSentOn decidedOn }
  title { kind decidedOn ground claim }
  defendants { name postalAddress personalIdentityNumber phone email protectedIdentity }
  evictionTime { date time notifiedAt }
  stay { decidedOn until exceptional reasons }
  closure { kind on }
  storage { place endsOn }
  history { version recordedAt status evictionDate }`;
const RECORD = `query ($number: String!) { enforcementRecord(caseNumber: $number) { ${FIELDS} } }`;
const CASE = `query ($number: String!) { enforcementRecord(caseNumber: $number) { caseNumber case { id version stage
  tenants { name personalIdentityNumber postalAddress phone email } dwelling { street municipality tenure roomCount }
  enforcement { caseNumber status } } } }`;

let desk: EnforcementDesk;
let serial = 100;

beforeAll(async () => {
  desk = await openEnforcementDesk();
});
afterAll(() => desk.close());

/** A record with every field, in a flat of its own. */
function aRecord(given: Partial<RecordInput> = {}): RecordInput {
  serial += 1;
  return {
    ...aPushedRecord,
    caseNumber: `U-${serial}-26`,
    applicant: APPLICANT,
    dwelling: { ...aFlat, street: `Exempelgatan ${serial}` },
    defendants: [
      {
        ...aPerson,
        personalIdentityNumber: testPersonalNumber(`19${serial - 60}-01-01`),
      },
    ],
    closure: null,
    executedOn: null,
    ...given,
  };
}

async function recordFor(caller: typeof board, { caseNumber }: RecordInput): Promise<Data | null> {
  const answer = await desk.ask(caller, RECORD, { number: caseNumber });
  return answer.enforcementRecord as Data | null;
}

describe('EnforcementRecord, read by each agency', () => {
  it('shows Kronofogden all of it, the board and the applicant what is theirs', async () => {
    const record = aRecord();
    await desk.push(record);
    const [person] = record.defendants;
    const own = await recordFor(kronofogden, record);
    expect(own).toEqual({
      caseNumber: record.caseNumber,
      version: 3,
      status: 'DATE_SET',
      appliedOn: '2026-11-02',
      documentsReceivedOn: '2026-11-02',
      applicant: APPLICANT,
      heardOn: '2026-11-05',
      executedOn: null,
      childrenAffected: true,
      childrenCount: 2,
      dwelling: {
        street: record.dwelling.street,
        postalCode: '12345',
        city: 'Farsta',
        apartmentNumber: '1102',
        municipality: '0180',
        roomCount: 2.5,
        tenure: 'RENTED',
      },
      summaryCase: {
        appliedOn: '2026-08-03',
        contested: false,
        contestationSentOn: null,
        decidedOn: '2026-10-01',
      },
      title: {
        kind: 'Utslag',
        decidedOn: '2026-10-01',
        ground: 'Förverkad hyresrätt, obetald hyra',
        claim: '19765.50',
      },
      defendants: [
        {
          name: 'Alva Påhittad',
          postalAddress: 'Exempelgatan 1, 123 45 Farsta',
          personalIdentityNumber: person?.personalIdentityNumber,
          phone: '070-174 06 05',
          email: 'alva@example.se',
          protectedIdentity: null,
        },
      ],
      evictionTime: { date: '2026-12-01', time: '09:30', notifiedAt: '2026-11-22T12:00:00.000Z' },
      stay: {
        decidedOn: '2026-11-20',
        until: '2026-12-01',
        exceptional: false,
        reasons: 'Sjukdom.',
      },
      closure: null,
      storage: { place: 'Lager 3', endsOn: '2027-02-20' },
      history: [
        {
          version: 3,
          recordedAt: '2026-11-22T12:00:00.000Z',
          status: 'DATE_SET',
          evictionDate: '2026-12-01',
        },
      ],
    });
    const [defendant] = own?.defendants as readonly Data[];
    const contactless = { ...defendant, postalAddress: null, phone: null, email: null };
    const noInside = { version: null, heardOn: null, childrenAffected: null, childrenCount: null };
    const shut = { ...noInside, storage: null, history: null };
    const stay = { ...(own?.stay as Data), reasons: null };
    await expect(recordFor(board, record)).resolves.toEqual({
      ...own,
      ...shut,
      stay,
      summaryCase: null,
      defendants: [{ ...contactless, protectedIdentity: true }],
    });
    await expect(recordFor(landlord, record)).resolves.toEqual({
      ...own,
      ...shut,
      stay,
      dwelling: null,
      defendants: [contactless],
    });
    await expect(recordFor(auditor, record)).resolves.toEqual({
      ...Object.fromEntries(Object.keys(own ?? {}).map((name) => [name, null])),
      caseNumber: record.caseNumber,
      appliedOn: '2026-11-02',
      applicant: APPLICANT,
    });
  });

  it('is null for outsiders, unknown numbers and what is no case number', async () => {
    const record = aRecord();
    await desk.push(record);
    const outsiders = [
      aCaller(Agency.SOCIAL_SERVICES, 'skarpnack'),
      aCaller(Agency.LANDLORD, testOrganisationNumber(2)),
      aCaller(Agency.OVERSIGHT, 'skarpnack'),
    ];
    for (const outsider of outsiders) await expect(recordFor(outsider, record)).resolves.toBeNull();
    for (const number of ['U-9999999-26', 'no number', ''])
      await expect(desk.ask(board, RECORD, { number })).resolves.toEqual({
        enforcementRecord: null,
      });
    await expect(
      desk.ask(board, RECORD, { number: ` ${record.caseNumber} ` }),
    ).resolves.not.toEqual({ enforcementRecord: null });
  });

  it('fetches no column that the agency is denied', async () => {
    const record = aRecord();
    await desk.push(record);
    await recordFor(landlord, record);
    const sent = desk.last.statements.join('\n');
    expect(sent).toContain('sealed_defendants');
    expect(sent).not.toMatch(
      /sealed_(defendant_contacts|stay_reasons|storage|address)|children|version/,
    );
    await desk.ask(board, '{ enforcementRecord(caseNumber: "U-1") { caseNumber } }');
    expect(desk.last.statements.join('\n')).not.toMatch(/sealed/);
  });
});

describe('OSL-34-SUMMARY: a record at the summary stage', () => {
  it('is invisible to board and auditor, and shown to its applicant', async () => {
    const record = aRecord({
      status: EnforcementStatus.DECIDED,
      appliedOn: null,
      evictionTime: null,
      stay: null,
    });
    await desk.push(record);
    await expect(recordFor(board, record)).resolves.toBeNull();
    await expect(recordFor(auditor, record)).resolves.toBeNull();
    await expect(recordFor(landlord, record)).resolves.toMatchObject({
      status: 'DECIDED',
      summaryCase: { decidedOn: '2026-10-01' },
    });
    const search = `{ cases(search: { enforcementCaseNumber: "${record.caseNumber}" }) { totalCount } }`;
    await expect(desk.ask(board, search)).resolves.toEqual({ cases: { totalCount: 0 } });
    await expect(desk.ask(landlord, search)).resolves.toEqual({ cases: { totalCount: 1 } });

    await desk.push({ ...record, version: 4, status: EnforcementStatus.OPEN });
    await expect(recordFor(board, record)).resolves.toMatchObject({
      status: 'OPEN',
      summaryCase: null,
    });
    await expect(desk.ask(board, search)).resolves.toEqual({ cases: { totalCount: 1 } });
  });
});

describe('OSL-10-27: an execution', () => {
  it('leaves the board with the last status that it may read and without closing or day', async () => {
    const record = aRecord();
    await desk.push(record, {
      ...record,
      version: 4,
      status: EnforcementStatus.CLOSED,
      executedOn: '2026-11-21',
      closure: { kind: ClosureKind.VACATED, on: '2026-11-22' },
    });
    await expect(recordFor(board, record)).resolves.toMatchObject({
      status: 'DATE_SET',
      executedOn: null,
      closure: null,
    });
    await expect(recordFor(landlord, record)).resolves.toMatchObject({
      status: 'CLOSED',
      executedOn: '2026-11-21',
      closure: { kind: 'VACATED', on: '2026-11-22' },
    });
  });
});

describe('a party of a closed case', () => {
  it.each<[string, string, boolean]>([
    ['eleven months ago', '2025-12-23', true],
    ['over a year ago', '2025-11-21', false],
  ])('closed %s: reads the record: %s', async (_, on, reads) => {
    const record = aRecord({
      status: EnforcementStatus.CLOSED,
      closure: { kind: ClosureKind.VACATED, on },
    });
    await desk.push(record);
    expect((await recordFor(landlord, record)) !== null).toBe(reads);
    await expect(recordFor(board, record)).resolves.toMatchObject({ closure: { on } });
  });
});

describe('the doors between case and record', () => {
  it('lead from the record to its case and back, with persons without contact data', async () => {
    const record = aRecord();
    await desk.push(record);
    const answer = await desk.ask(board, CASE, { number: record.caseNumber });
    expect(at(answer, 'enforcementRecord.case')).toEqual({
      id: expect.any(String) as string,
      version: 1,
      stage: 'DATE_SET',
      tenants: [
        {
          name: aPerson.name,
          personalIdentityNumber: record.defendants[0]?.personalIdentityNumber,
          postalAddress: null,
          phone: null,
          email: null,
        },
      ],
      dwelling: {
        street: record.dwelling.street,
        municipality: '0180',
        tenure: 'RENTED',
        roomCount: 2.5,
      },
      enforcement: { caseNumber: record.caseNumber, status: 'DATE_SET' },
    });
  });

  it('tell a landlord nothing of persons and dwelling that it did not name itself', async () => {
    const record = aRecord();
    await desk.push(record);
    const answer = await desk.ask(landlord, CASE, { number: record.caseNumber });
    expect(at(answer, 'enforcementRecord.case')).toMatchObject({
      tenants: [],
      dwelling: { street: null, municipality: null, tenure: null, roomCount: null },
    });
  });

  it('show of several records the open one, and of those the latest', async () => {
    const record = aRecord({ version: 1, evictionTime: null, status: EnforcementStatus.OPEN });
    const twin = (suffix: string, given: Partial<RecordInput> = {}) => ({
      ...record,
      caseNumber: `${record.caseNumber} ${suffix}`,
      ...given,
    });
    const query = `{ enforcementRecord(caseNumber: "${record.caseNumber}") { case { enforcement { caseNumber } } } }`;
    const shown = () =>
      Promise.all(
        [kronofogden, board, landlord, auditor].map(async (caller) => {
          const answer = await desk.ask(caller, query);
          return at(answer, 'enforcementRecord.case.enforcement.caseNumber');
        }),
      );
    desk.clock.advance(1);
    await desk.push(record);
    desk.clock.advance(1);
    await desk.push(twin('B'));
    await expect(shown()).resolves.toEqual(Array(4).fill(`${record.caseNumber} B`));
    await desk.push(twin('B', { version: 2, status: EnforcementStatus.WITHDRAWN }));
    await expect(shown()).resolves.toEqual([
      record.caseNumber,
      record.caseNumber,
      record.caseNumber,
      // An auditor reads no status, so that the latest record is shown.
      `${record.caseNumber} B`,
    ]);
  });
});

describe('Mutation.pushEvictionRecords', () => {
  it('answers each record with its outcome, its problems and the case under the caller’s rights', async () => {
    const record = aRecord();
    const push = `mutation ($input: PushEvictionRecordsInput!) { pushEvictionRecords(input: $input) { results {
      caseNumber outcome problems { path code } case { stage enforcement { caseNumber version } } } } }`;
    const input = {
      idempotencyKey: randomUUID(),
      records: [record, { ...record, childrenCount: 9 }, { ...aRecord(), applicant: 'x' }],
    };
    const shown = { stage: 'DATE_SET', enforcement: { caseNumber: record.caseNumber, version: 3 } };
    const expected = {
      pushEvictionRecords: {
        results: [
          { caseNumber: record.caseNumber, outcome: 'CREATED', problems: [], case: shown },
          {
            caseNumber: record.caseNumber,
            outcome: 'REJECTED',
            problems: [{ path: 'records.1.version', code: 'VERSION_CONFLICT' }],
            case: shown,
          },
          {
            caseNumber: input.records[2]?.caseNumber,
            outcome: 'REJECTED',
            problems: [{ path: 'records.2.applicant', code: 'ORGANISATION_NUMBER_CHECKSUM' }],
            case: null,
          },
        ],
      },
    };
    await expect(desk.ask(kronofogden, push, { input })).resolves.toEqual(expected);
    await expect(desk.ask(kronofogden, push, { input })).resolves.toEqual(expected);
  });
});
