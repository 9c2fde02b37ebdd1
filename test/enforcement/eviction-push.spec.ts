import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { ClosureKind } from '../../src/enforcement/closure.type';
import { EnforcementStatus } from '../../src/enforcement/enforcement-status.type';
import { newReceiptNumber } from '../../src/shared';
import { testOrganisationNumber, testPersonalNumber } from '../support/identity-numbers';
import {
  aFlat,
  aPerson,
  aPushedRecord,
  kronofogden,
  openEnforcementDesk,
  type EnforcementDesk,
  type RecordInput,
} from './enforcement-desk';

let desk: EnforcementDesk;
let serial = 0;

beforeAll(async () => {
  desk = await openEnforcementDesk();
});
afterAll(() => desk.close());
beforeEach(() => {
  desk.clock.advance(60);
});

/** A record of a tenancy of its own, open and in its first version. */
function aRecord(given: Partial<RecordInput> = {}): RecordInput {
  serial += 1;
  return {
    ...aPushedRecord,
    caseNumber: `U-${serial}-26`,
    version: 1,
    applicant: testOrganisationNumber(serial),
    status: EnforcementStatus.OPEN,
    evictionTime: null,
    stay: null,
    closure: null,
    executedOn: null,
    ...given,
  };
}

const RECORDS = `SELECT * FROM enforcement.record WHERE case_number = ANY ($1) ORDER BY case_number`;
const receiptNumber = () => newReceiptNumber((size) => Buffer.from(randomUUID()).subarray(0, size));

async function caseOf({ caseNumber }: RecordInput): Promise<string> {
  const [row] = await desk.rows(RECORDS, [[caseNumber]]);
  return row?.case_id as string;
}

/** Pushes versions one call after the other, in the given order of their places. */
async function inTurn(versions: readonly RecordInput[], order: readonly number[]): Promise<void> {
  for (const index of order) await desk.push(...versions.slice(index, index + 1));
}

/** The hub's notice of the landlord, persons and flat of a record. */
function noticeOf(record: RecordInput) {
  return {
    landlord: record.applicant,
    flat: {
      street: record.dwelling.street,
      postalCode: '12345',
      municipality: record.dwelling.municipality,
      apartmentNumber: record.dwelling.apartmentNumber ?? null,
    },
    persons: record.defendants.map(({ name, personalIdentityNumber }) => ({
      name,
      personalIdentityNumber: personalIdentityNumber ?? null,
    })),
    receiptNumber: receiptNumber(),
  };
}

describe('outcomes of a push', () => {
  it('answers each record for itself, in order', async () => {
    const record = aRecord({ version: 3 });
    await expect(desk.push(record)).resolves.toEqual(['CREATED']);
    await expect(
      desk.push(
        record,
        { ...record, version: 2 },
        { ...record, version: 2 },
        { ...record, version: 2, childrenCount: 4 },
        { ...record, childrenCount: 4 },
        { ...record, version: 4 },
        { ...record, version: 6 },
        { ...record, version: 5 },
        { ...record, version: 7, applicant: '559900-0000' },
      ),
    ).resolves.toEqual(
      'UNCHANGED STALE STALE REJECTED REJECTED UPDATED UPDATED STALE REJECTED'.split(' '),
    );
    const versions = await desk.rows(
      'SELECT version FROM enforcement.record_version WHERE case_number = $1 ORDER BY version',
      [record.caseNumber],
    );
    expect(versions.map(({ version }) => version as number)).toEqual([2, 3, 4, 5, 6]);
    const [row] = await desk.rows(RECORDS, [[record.caseNumber]]);
    expect(row?.version).toBe(6);
  });

  it('records what looks odd as it is, and says so again to whoever repeats the call', async () => {
    const record = aRecord();
    await desk.push(record);
    const odd = { ...record, version: 2, status: EnforcementStatus.SUMMARY_PENDING };
    const call = { idempotencyKey: randomUUID(), records: [odd, { ...odd, version: 1 }] };
    const answers = await desk.service.push(kronofogden, call);
    expect(answers.map(({ outcome }) => outcome)).toEqual(['UPDATED', 'REJECTED']);
    expect(answers.map(({ warnings }) => warnings.map(({ path, code }) => [path, code]))).toEqual([
      [['records.0.status', 'UNUSUAL_MOVE']],
      [],
    ]);
    const [row] = await desk.rows(RECORDS, [[record.caseNumber]]);
    expect(row?.status).toBe('SUMMARY_PENDING');
    await expect(desk.service.push(kronofogden, call)).resolves.toEqual(answers);
  });

  it('judges several versions of one call each by the one before it', async () => {
    const record = aRecord();
    const withdrawn = {
      ...record,
      version: 2,
      status: EnforcementStatus.WITHDRAWN,
      closure: { kind: ClosureKind.WITHDRAWN, on: '2026-11-20' },
    };
    const answers = await desk.service.push(kronofogden, {
      idempotencyKey: randomUUID(),
      records: [record, withdrawn, { ...record, version: 3 }],
    });
    expect(answers.map(({ warnings }) => warnings.map(({ code }) => code))).toEqual([
      [],
      [],
      ['UNUSUAL_MOVE'],
    ]);
  });

  it('names the version that contradicts what is held, and the fields of a faulty record', async () => {
    const record = aRecord();
    await desk.push(record);
    const answers = await desk.service.push(kronofogden, {
      idempotencyKey: randomUUID(),
      records: [
        record,
        { ...record, heardOn: '2026-11-06' },
        aRecord({ applicant: '559900-0000', version: 0 }),
      ],
    });
    expect(answers.map(({ problems }) => problems.map(({ path, code }) => [path, code]))).toEqual([
      [],
      [['records.1.version', 'VERSION_CONFLICT']],
      [
        ['records.2.version', 'OUT_OF_RANGE'],
        ['records.2.applicant', 'ORGANISATION_NUMBER_CHECKSUM'],
      ],
    ]);
  });

  it('refuses a call without records as a whole', async () => {
    await expect(
      desk.service.push(kronofogden, { idempotencyKey: 'empty', records: [] }),
    ).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      problems: [{ path: 'input.records', code: 'TOO_FEW' }],
    });
  });

  it('gives the first outcome again for the same key and input, and refuses other input', async () => {
    const input = { idempotencyKey: randomUUID(), records: [aRecord()] };
    const first = await desk.service.push(kronofogden, input);
    await expect(desk.service.push(kronofogden, input)).resolves.toEqual(first);
    expect(first[0]?.outcome).toBe('CREATED');
    await expect(
      desk.service.push(kronofogden, { ...input, records: [aRecord()] }),
    ).rejects.toMatchObject({ code: 'IDEMPOTENCY_CONFLICT' });
  });

  it('makes one row of a hundred calls with one key', async () => {
    const record = aRecord();
    const input = { idempotencyKey: randomUUID(), records: [record] };
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => desk.service.push(kronofogden, input)),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    const versions = await desk.rows(
      'SELECT version FROM enforcement.record_version WHERE case_number = $1',
      [record.caseNumber],
    );
    expect(versions).toHaveLength(1);
  });
});

describe('BFL-14-GROUNDS: the case of a record', () => {
  /** Another person in another flat of the same landlord. */
  const elsewhere = (record: RecordInput): RecordInput => ({
    ...record,
    dwelling: { ...aFlat, street: 'Annangatan 3' },
    defendants: [
      {
        ...aPerson,
        name: 'Bo Uppdiktad',
        personalIdentityNumber: testPersonalNumber('1971-02-03'),
      },
    ],
  });

  it('is that of the applicant’s notice whose receipt number is quoted, whoever the tenant is', async () => {
    const base = aRecord();
    const notice = noticeOf(elsewhere(base));
    const { caseId, noticeId } = await desk.notice(notice);
    const record = { ...base, noticeReceiptNumber: notice.receiptNumber.toLowerCase() };
    await desk.push(record);
    await expect(caseOf(record)).resolves.toBe(caseId);
    const [fact] = await desk.rows(
      'SELECT quoted_notice FROM cases.enforcement_fact WHERE case_number = $1',
      [record.caseNumber],
    );
    expect(fact?.quoted_notice).toBe(noticeId);
  });

  it.each<[string, Partial<RecordInput>, boolean]>([
    ['the same persons and flat', {}, true],
    ['a receipt number that nobody knows', { noticeReceiptNumber: receiptNumber() }, true],
    [
      'no identity number, the same name and flat',
      {
        defendants: [{ ...aPerson, personalIdentityNumber: null }],
      },
      true,
    ],
    [
      'the same identity number in another flat',
      {
        dwelling: { ...aFlat, street: 'Exempelgatan 2' },
      },
      true,
    ],
    [
      'the same name with another identity number',
      {
        defendants: [{ ...aPerson, personalIdentityNumber: testPersonalNumber('1990-01-01') }],
      },
      false,
    ],
    ['another applicant', { applicant: testOrganisationNumber(99_999) }, false],
  ])('%s: joins the case of the notice: %s', async (_, given, joins) => {
    const record = aRecord();
    const { caseId } = await desk.notice(noticeOf(record));
    const pushed = { ...record, ...given };
    await desk.push(pushed);
    expect((await caseOf(pushed)) === caseId).toBe(joins);
  });

  it('is not that of another landlord’s notice, though its receipt number is quoted', async () => {
    const notice = noticeOf(aRecord());
    const { caseId } = await desk.notice(notice);
    const record = aRecord({ noticeReceiptNumber: notice.receiptNumber });
    await desk.push(record);
    await expect(caseOf(record)).resolves.not.toBe(caseId);
  });

  it('is that of the last notice where two name the person by number, and a new one where only names fit', async () => {
    const record = aRecord();
    await desk.notice(noticeOf(record));
    desk.clock.advance(1);
    const last = await desk.notice(noticeOf(record));
    await desk.push(record);
    expect(await caseOf(record)).toBe(last.caseId);
    const unnumbered = aRecord({ defendants: [{ ...aPerson, personalIdentityNumber: null }] });
    const cases = [
      await desk.notice(noticeOf(unnumbered)),
      await desk.notice(noticeOf(unnumbered)),
    ];
    await desk.push(unnumbered);
    expect(cases.map(({ caseId }) => caseId)).not.toContain(await caseOf(unnumbered));
  });

  it('is not changed by a push that its board may not notice', async () => {
    const record = aRecord();
    await desk.push(record);
    const former = await caseOf(record);
    const { caseId } = await desk.notice(noticeOf(record));
    const hidden = [
      { ...record, version: 2, childrenCount: 3 },
      { ...record, version: 3, status: EnforcementStatus.EXECUTED, executedOn: '2026-11-20' },
    ];
    for (const push of hidden) {
      await desk.push(push);
      expect(await caseOf(record)).toBe(former);
    }
    await desk.push({ ...record, version: 4, status: EnforcementStatus.DEFERRED });
    expect(await caseOf(record)).toBe(caseId);
  });

  it('is found anew when its board is first told of it, wherever it was before', async () => {
    const summary = aRecord({ status: EnforcementStatus.SUMMARY_PENDING, appliedOn: null });
    const notice = noticeOf(summary);
    const { caseId, noticeId } = await desk.notice(notice);
    await desk.push(summary);
    expect(await caseOf(summary)).toBe(caseId);
    await desk.rows('UPDATE cases.notice_fact SET standing = false WHERE notice_id = $1', [
      noticeId,
    ]);
    await desk.push({ ...summary, version: 2, childrenCount: 3 });
    expect(await caseOf(summary)).toBe(caseId);
    const told = { ...summary, version: 3, status: EnforcementStatus.OPEN };
    await desk.push(told);
    expect(await caseOf(summary)).not.toBe(caseId);
  });

  it('stays what it was when its board is first told of it, whatever else lies there of which the board is not told', async () => {
    const untold = { status: EnforcementStatus.SUMMARY_PENDING, appliedOn: null };
    const record = aRecord(untold);
    await desk.push(record);
    const former = await caseOf(record);
    const beside = { ...record, caseNumber: `${record.caseNumber} S` };
    await desk.push(beside);
    expect(await caseOf(beside)).toBe(former);
    await desk.push({ ...record, version: 2, status: EnforcementStatus.OPEN });
    expect(await caseOf(record)).toBe(former);
  });

  it('is one new case for the records of one call that speak of one tenancy', async () => {
    const [one, other] = [aRecord(), aRecord()];
    const twin = { ...one, caseNumber: `${one.caseNumber} B` };
    await desk.push(one, other, twin);
    const [a, b, c] = [await caseOf(one), await caseOf(other), await caseOf(twin)];
    expect(c).toBe(a);
    expect(b).not.toBe(a);
  });

  it('follows the parties of the current version, in whatever order the versions come', async () => {
    for (const order of [
      [0, 1],
      [1, 0],
    ]) {
      const first = aRecord();
      const second = { ...elsewhere(first), version: 2 };
      const former = await desk.notice(noticeOf(first));
      const present = await desk.notice(noticeOf(second));
      await inTurn([first, second], order);
      expect(await caseOf(first)).toBe(present.caseId);
      expect(
        await desk.rows('SELECT 1 FROM cases.enforcement_fact WHERE case_id = $1', [former.caseId]),
      ).toEqual([]);
    }
  });

  it('leaves the case of another landlord when its applicant changes, in whatever order the versions come', async () => {
    for (const order of [
      [0, 1],
      [1, 0],
    ]) {
      const first = aRecord();
      const { caseId } = await desk.notice(noticeOf(first));
      const second = { ...first, version: 2, applicant: testOrganisationNumber(77_777) };
      await inTurn([first, second], order);
      expect(await caseOf(first)).not.toBe(caseId);
    }
  });

  it('stays with its tenancy when it is closed and pushed on', async () => {
    const first = aRecord();
    const { caseId } = await desk.notice(noticeOf(first));
    await inTurn(
      [
        first,
        {
          ...first,
          version: 2,
          status: EnforcementStatus.CLOSED,
          closure: { kind: ClosureKind.VACATED, on: '2026-11-20' },
        },
        { ...first, version: 3, childrenCount: 1 },
      ],
      [0, 1, 2],
    );
    expect(await caseOf(first)).toBe(caseId);
  });

  it('moves to that of a notice that any version quotes, in whatever order they come', async () => {
    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
    ]) {
      const first = aRecord();
      const notice = noticeOf(elsewhere(first));
      const { caseId } = await desk.notice(notice);
      const versions = [
        first,
        { ...first, version: 2, noticeReceiptNumber: notice.receiptNumber },
        { ...first, version: 3, noticeReceiptNumber: receiptNumber() },
      ];
      await inTurn(versions, order);
      expect(await caseOf(first)).toBe(caseId);
      const shares = await desk.rows(
        `SELECT case_id, known FROM cases.share WHERE agency = 'ENFORCEMENT' AND known AND organisation = $1
         AND case_id IN (SELECT case_id FROM cases.share WHERE organisation = $2 OR case_id = $3)`,
        [desk.key(kronofogden.organisation), desk.key(first.applicant), caseId],
      );
      expect(shares).toEqual([{ case_id: caseId, known: true }]);
    }
  });
});

/** Four versions that differ in everything that is cut, timed or carried on. */
function chainOf(record: RecordInput): readonly RecordInput[] {
  return [
    { ...record, version: 1, status: EnforcementStatus.DECIDED, appliedOn: null, title: null },
    {
      ...record,
      version: 2,
      status: EnforcementStatus.DATE_SET,
      evictionTime: { date: '2026-12-01', time: '09:30' },
    },
    {
      ...record,
      version: 3,
      status: EnforcementStatus.EXECUTED,
      evictionTime: { date: '2026-12-01', time: '09:30' },
      executedOn: '2026-11-21',
    },
    {
      ...record,
      version: 4,
      status: EnforcementStatus.CLOSED,
      closure: { kind: ClosureKind.VACATED, on: '2026-11-22' },
      childrenCount: 3,
    },
  ];
}

/** What a record comes to, with its names and ids left out; instants too, since they tell of arrival. */
async function outcomeOf(caseNumber: string) {
  const read = (sql: string) => desk.rows(sql, [caseNumber]);
  const [records, facts, shares, keys, versions] = await Promise.all([
    read('SELECT * FROM enforcement.record WHERE case_number = $1'),
    read('SELECT * FROM cases.enforcement_fact WHERE case_number = $1'),
    read(`SELECT s.agency, s.board_id, s.stage, s.eviction_on, s.closed_on, s.known FROM cases.share s
      JOIN enforcement.record r USING (case_id) WHERE r.case_number = $1 ORDER BY s.agency, s.board_id, s.organisation`),
    read(`SELECT k.agency, k.kind FROM cases.search_key k JOIN enforcement.record r USING (case_id)
      WHERE r.case_number = $1 ORDER BY k.agency, k.kind, k.value`),
    read(
      'SELECT version, status FROM enforcement.record_version WHERE case_number = $1 ORDER BY 1',
    ),
  ]);
  const common = ([name]: [string, unknown]) =>
    !/sealed|_at$|since|known_from|case_id|case_number|person_ids|defendant_ids|applicant$/.test(
      name,
    ) || name === 'eviction_at';
  const plain = (row: object) => Object.fromEntries(Object.entries(row).filter(common));
  const persons = (facts[0]?.person_ids as string[]).length;
  return { records: records.map(plain), facts: facts.map(plain), shares, keys, versions, persons };
}

describe('versions out of order, twice and at once', () => {
  it('end in the same state', async () => {
    const straight = aRecord();
    for (const version of chainOf(straight)) await desk.push(version);
    const expected = await outcomeOf(straight.caseNumber);
    expect(expected.records[0]).toMatchObject({
      version: 4,
      status: 'CLOSED',
      status_for_board: 'OPEN',
      closure_kind_for_board: null,
      known_to_board: true,
    });
    const orders = fc
      .tuple(
        fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
        fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 4 }),
        fc.integer({ min: 0, max: 3 }),
      )
      .map(([order, again, at]) => [order.slice(0, at), again, order.slice(at)]);
    await fc.assert(
      fc.asyncProperty(orders, async (calls) => {
        const chain = chainOf(aRecord());
        for (const call of calls.filter(({ length }) => length > 0)) {
          desk.clock.advance(1);
          await desk.push(...call.flatMap((index) => chain[index] ?? []));
        }
        expect(await outcomeOf(chain[0]?.caseNumber ?? '')).toEqual(expected);
      }),
      { numRuns: 25 },
    );
  });

  it('end in the same state when pushed at the same time, and no case is made twice', async () => {
    const record = aRecord();
    const chain = chainOf(record);
    const outcomes = await Promise.all(
      [3, 0, 2, 1, 3, 2].map((index) => desk.push(...chain.slice(index, index + 1))),
    );
    expect(outcomes.flat().filter((outcome) => outcome === 'CREATED')).toHaveLength(1);
    expect(outcomes.flat()).not.toContain('REJECTED');
    const [row] = await desk.rows(RECORDS, [[record.caseNumber]]);
    expect(row).toMatchObject({ version: 4, status: 'CLOSED', status_for_board: 'OPEN' });
    const cases = await desk.rows(
      `SELECT DISTINCT case_id FROM cases.share WHERE agency = 'LANDLORD' AND organisation = $1`,
      [desk.key(record.applicant)],
    );
    expect(cases).toHaveLength(1);
  });

  it('make one case of records of one tenancy that are pushed at the same time', async () => {
    const record = aRecord();
    const twins = ['', ' B', ' C'].map((suffix) => ({
      ...record,
      caseNumber: record.caseNumber + suffix,
    }));
    await Promise.all(twins.map((twin) => desk.push(twin)));
    const rows = await desk.rows(RECORDS, [twins.map(({ caseNumber }) => caseNumber)]);
    expect(new Set(rows.map((row) => row.case_id as string)).size).toBe(1);
  });
});

describe('Case.version counts what its reader may read', () => {
  async function versionsOf(record: RecordInput): Promise<Record<string, number>> {
    const rows = await desk.rows(
      `SELECT agency || CASE WHEN organisation = $2 THEN '' ELSE ' of another' END AS reader, version
       FROM cases.share WHERE case_id = $1 AND known`,
      [await caseOf(record), 'farsta'],
    );
    return Object.fromEntries(rows.map((row) => [row.reader as string, row.version as number]));
  }

  it.each<[string, Partial<RecordInput>, readonly string[]]>([
    ['nothing but its number', {}, []],
    ['the number of children', { childrenCount: 5 }, []],
    ['a time in name only', { status: EnforcementStatus.DATE_SET }, []],
    ['contact data of a defendant', { defendants: [{ ...aPerson, phone: '070-174 06 06' }] }, []],
    [
      'an execution',
      { status: EnforcementStatus.EXECUTED, executedOn: '2026-11-20' },
      ['LANDLORD'],
    ],
    ['the summary case', { summaryCase: null }, ['LANDLORD']],
    ['the title', { title: null }, ['LANDLORD', 'SOCIAL_SERVICES']],
    ['the street', { dwelling: { ...aFlat, street: 'Exempelgatan 9' } }, ['SOCIAL_SERVICES']],
    [
      'a time',
      {
        status: EnforcementStatus.DATE_SET,
        evictionTime: { date: '2026-12-01', time: null },
      },
      ['LANDLORD', 'SOCIAL_SERVICES'],
    ],
    [
      'the day of application',
      { appliedOn: '2026-11-03' },
      ['LANDLORD', 'OVERSIGHT', 'SOCIAL_SERVICES'],
    ],
  ])('a version that changes %s', async (_, given, readers) => {
    const record = aRecord();
    await desk.push(record);
    const before = await versionsOf(record);
    await desk.push({ ...record, ...given, version: 2 });
    const after = await versionsOf(record);
    const risen = Object.keys(after).filter((reader) => after[reader] !== before[reader]);
    expect([...new Set(risen.map((reader) => reader.split(' ')[0]))].sort()).toEqual(
      ['ENFORCEMENT', ...readers].sort(),
    );
  });

  it('rises for those who could read a time that is cleared', async () => {
    const record = aRecord({
      status: EnforcementStatus.STAYED,
      evictionTime: { date: '2026-12-01', time: '09:30' },
    });
    await desk.push(record);
    const before = await versionsOf(record);
    await desk.push({ ...record, version: 2, evictionTime: null });
    const after = await versionsOf(record);
    expect(after.SOCIAL_SERVICES).toBe((before.SOCIAL_SERVICES ?? 0) + 1);
    expect(after['LANDLORD of another']).toBe((before['LANDLORD of another'] ?? 0) + 1);
  });

  it('does not rise for an older version, but for Kronofogden, whose history it is', async () => {
    const record = aRecord({ version: 2 });
    await desk.push(record);
    const before = await versionsOf(record);
    await desk.push({ ...record, version: 1, appliedOn: '2026-11-03' });
    const after = await versionsOf(record);
    expect(Object.keys(after).filter((reader) => after[reader] !== before[reader])).toEqual([
      'ENFORCEMENT of another',
    ]);
  });
});
