import { Client } from 'pg';
import { Purpose } from '../../src/shared';
import { NOTICE, record } from '../api/story';
import { startTestGateway } from '../support/gateway';
import type { Answer, TestGateway } from '../support/gateway';
import { testPersonalNumber } from '../support/identity-numbers';
import { movingClock } from '../support/moving-clock';

const SUBMIT = `mutation ($input: SubmitNoticeInput!) {
  submitNotice(input: $input) { notice { case { id version tenants { id } } } } }`;
const PUSH = `mutation ($input: PushEvictionRecordsInput!) {
  pushEvictionRecords(input: $input) { results { outcome case { id } } } }`;
const SETTLE = `mutation ($input: ReportSettlementInput!) { reportSettlement(input: $input) { case { id } } }`;
const PROTECT = `mutation ($input: MarkProtectedIdentityInput!) { markProtectedIdentity(input: $input) { case { id } } }`;
const TABLE = `query ($period: String!, $level: StatisticsLevel) {
  evictionStatistics(period: $period, level: $level) { area areaName notices recovered applications withdrawn
    executed executedWithChildren childrenAffected suppressed } }`;

interface Row {
  readonly area: string;
  readonly areaName: string;
  readonly suppressed: readonly string[];
  readonly [measure: string]: unknown;
}

const clock = movingClock('2026-08-15T10:00:00Z');
let gateway: TestGateway;
let superuser: Client;

beforeAll(async () => {
  gateway = await startTestGateway({ clock });
  superuser = new Client({ connectionString: gateway.database.superuserUrl });
  await superuser.connect();
  await arrive();
  clock.advance((Date.parse('2026-11-28T12:00:00Z') - clock.now().getTime()) / 1000);
}, 120_000);

afterAll(async () => {
  await superuser.end();
  await gateway.stop();
});

const person = (index: number) => ({
  name: `Testina ${'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.charAt(index)}sson`,
  number: testPersonalNumber(`19${50 + index}-02-03`),
});

/** In August: twelve notices in Farsta, six of them paid for, one of a protected person; nine records there and three in Uppsala. */
async function arrive(): Promise<void> {
  for (let index = 0; index < 12; index += 1) {
    const { name, number } = person(index);
    const sent = await gateway.data<{
      submitNotice: { notice: { case: { id: string; version: number } } };
    }>('landlord-bostaden', SUBMIT, {
      input: {
        ...NOTICE,
        idempotencyKey: `notice-${index}`,
        tenants: [{ ...NOTICE.tenants[0], name, personalIdentityNumber: number }],
        dwelling: { ...NOTICE.dwelling, apartmentNumber: String(1100 + index) },
        claims: [{ ...NOTICE.claims[0], periodStart: '2026-07-01', periodEnd: '2026-07-31', dueOn: '2026-06-30' }], // prettier-ignore
        termination: { ...NOTICE.termination, on: '2026-08-10' },
        tenantServed: [{ ...NOTICE.tenantServed[0], tenantName: name, servedOn: '2026-08-10' }],
      },
    });
    const { id: caseId, version: expectedVersion } = sent.submitNotice.notice.case;
    if (index < 6) {
      const input = { idempotencyKey: `paid-${index}`, caseId, expectedVersion, status: 'PAID', on: '2026-08-14' }; // prettier-ignore
      await gateway.data('landlord-bostaden', SETTLE, { input });
    }
  }
  await markProtected();
  await push([0, 1, 2, 3, 4, 5, 6, 7, 8], 'farsta', '0180');
  await push([9, 10, 11], undefined, '0380');
}

/** The board states that the last tenant has protected identity. */
async function markProtected(): Promise<void> {
  const { cases } = await gateway.data<{
    cases: { edges: { node: { id: string; version: number; tenants: { id: string }[] } }[] };
  }>('board-farsta', '{ cases(first: 1) { edges { node { id version tenants { id } } } } }');
  const { id: caseId, version: expectedVersion, tenants } = cases.edges[0]!.node; // eslint-disable-line @typescript-eslint/no-non-null-assertion -- the list has twelve
  const input = { idempotencyKey: 'protect', caseId, expectedVersion, tenantId: tenants[0]?.id, protected: true, reason: 'Sekretessmarkering' }; // prettier-ignore
  await gateway.data('board-farsta', PROTECT, { input });
}

/** Kronofogden's records of evictions that were carried out in August, two children in each of the first six. */
async function push(numbers: readonly number[], district: string | undefined, code: string) {
  const records = numbers.map((index) =>
    record(1, {
      caseNumber: `U-${4800 + index}-26`,
      applicant: '559900-0022',
      dwelling: { street: `Provgatan ${index}`, postalCode: '123 45', city: 'Prov', municipality: code, ...(district && { district }), tenure: 'RENTED' }, // prettier-ignore
      defendants: [{ name: `Provia ${person(index).name}`, postalAddress: 'Provgatan 1, 123 45 Prov', personalIdentityNumber: testPersonalNumber(`19${60 + index}-05-06`) }], // prettier-ignore
      status: 'EXECUTED',
      appliedOn: '2026-07-01',
      documentsReceivedOn: '2026-07-01',
      title: { kind: 'UTSLAG', decidedOn: '2026-06-20', ground: 'Förverkad hyresrätt' },
      executedOn: '2026-08-03',
      childrenAffected: index < 6,
      childrenCount: index < 6 ? 2 : 0,
    }),
  );
  const { pushEvictionRecords } = await gateway.data<{
    pushEvictionRecords: { results: { outcome: string }[] };
  }>('kronofogden', PUSH, {
    input: { idempotencyKey: `push-${code}-${numbers.join('-')}`, records },
  });
  expect(new Set(pushEvictionRecords.results.map(({ outcome }) => outcome))).toEqual(
    new Set(['CREATED']),
  );
}

const ask = (client: string, period: string, level?: string, purpose = Purpose.FOLLOW_UP) =>
  gateway.send(client, TABLE, { period, level }, purpose);

const rowsOf = ({ body }: Answer): readonly Row[] => {
  if (body.errors) throw new Error(JSON.stringify(body.errors));
  return body.data?.evictionStatistics as readonly Row[];
};

const rowOf = async (period: string, level: string, area: string): Promise<Row | undefined> =>
  rowsOf(await ask('board-uppsala', period, level)).find((row) => row.area === area);

const near = (count: number): unknown[] => [5 * Math.floor(count / 5), 5 * Math.ceil(count / 5)];

describe('a table of a closed quarter', () => {
  it('has a row for each of the 290 municipalities, 21 counties or the country, happened something or not', async () => {
    expect(rowsOf(await ask('board-farsta', '2026-Q3'))).toHaveLength(290);
    expect(rowsOf(await ask('board-farsta', '2026-Q3', 'COUNTY'))).toHaveLength(21);
    expect(rowsOf(await ask('board-farsta', '2026-Q3', 'COUNTRY'))).toHaveLength(1);
    expect(rowsOf(await ask('board-farsta', '2010-Q1'))).toHaveLength(290);
  });

  it('counts what each domain knows, rounded to a multiple of five', async () => {
    const stockholm = await rowOf('2026-Q3', 'MUNICIPALITY', '0180');
    expect(stockholm).toMatchObject({ areaName: 'Stockholm', suppressed: ['withdrawn'], withdrawn: null }); // prettier-ignore
    expect(near(11)).toContain(stockholm?.notices);
    expect(near(6)).toContain(stockholm?.recovered);
    expect(near(9)).toContain(stockholm?.applications);
    expect(near(9)).toContain(stockholm?.executed);
    expect(near(6)).toContain(stockholm?.executedWithChildren);
    expect(near(12)).toContain(stockholm?.childrenAffected);
  });

  it('suppresses fewer than five, as null and by name and never as 0', async () => {
    const uppsala = await rowOf('2026-Q3', 'MUNICIPALITY', '0380');
    const everything = ['notices', 'recovered', 'applications', 'withdrawn', 'executed', 'executedWithChildren', 'childrenAffected']; // prettier-ignore
    expect(uppsala?.suppressed).toEqual(everything);
    for (const measure of everything) expect(uppsala?.[measure]).toBeNull();
  });

  it('counts protected persons in cells of their own, from the county level up', async () => {
    const { rows } = await superuser.query<object>(
      `SELECT quarter, board_id, measure, at_least FROM statistics.cell WHERE protected`,
    );
    expect(rows).toEqual([
      expect.objectContaining({ quarter: '2026-Q3', board_id: 'farsta', measure: 'notices' }),
    ]);
  });

  it('keeps no count as it was, only multiples of five', async () => {
    const { rows } = await superuser.query<{ rounded: number }>(
      'SELECT rounded FROM statistics.cell',
    );
    expect(rows.length).toBeGreaterThan(6);
    expect(rows.every(({ rounded }) => rounded % 5 === 0)).toBe(true);
  });

  it('is the sum of the same cells in half-year and year', async () => {
    clock.advance(60 * 24 * 60 * 60);
    const tables = await Promise.all(
      ['2026-Q3', '2026-H2', '2026'].map((period) => ask('kronofogden', period, 'COUNTRY')),
    );
    const [quarter, half, year] = tables.map(rowsOf);
    expect(half).toEqual(quarter);
    expect(year).toEqual(quarter);
    clock.advance(-60 * 24 * 60 * 60);
  });

  it('never changes again: what arrives later is not counted, whoever asks and however often', async () => {
    const before = rowsOf(await ask('kronofogden', '2026-Q3'));
    await push([12, 13, 14, 15, 16, 17, 18], 'farsta', '0180');
    expect(rowsOf(await ask('kronofogden', '2026-Q3'))).toEqual(before);
    expect(rowsOf(await ask('oversight-farsta', '2026-Q3', undefined, Purpose.AUDIT))).toEqual(before); // prettier-ignore
    const many = await Promise.all(Array.from({ length: 10 }, () => ask('board-farsta', '2009')));
    expect(new Set(many.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  });
});

describe('a period', () => {
  it.each(['2026-Q4', '2026-H2', '2026', '2027-Q1', '2026-11', 'Q3', ''])(
    '%j is refused while it is open, or is none',
    async (period) => {
      const { body } = await ask('board-farsta', period);
      expect(body.errors?.map(({ extensions }) => extensions)).toEqual([
        expect.objectContaining({
          code: 'BAD_USER_INPUT',
          problems: [expect.objectContaining({ path: 'period', code: 'NOT_A_PERIOD' })],
        }),
      ]);
    },
  );
});

it('is not for landlords, who could subtract their own cases', async () => {
  const { body } = await ask('landlord-bostaden', '2026-Q3', undefined, Purpose.AUDIT);
  expect(body.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
});

it('lets no domain keep a count of another, and nobody change one', async () => {
  const trying = async (role: string, sql: string): Promise<string> => {
    await superuser.query('BEGIN');
    try {
      await superuser.query(`SET LOCAL ROLE ${role}`);
      await superuser.query(sql);
      return 'done';
    } catch (error) {
      return (error as { code: string }).code;
    } finally {
      await superuser.query('ROLLBACK');
    }
  };
  const cell = (measure: string): string =>
    `INSERT INTO statistics.cell VALUES ('2026-Q3', 'uppsala', false, '${measure}', 5, 5)`;
  expect(await trying('kvarbo_landlord_writer', cell('notices'))).toBe('done');
  expect(await trying('kvarbo_landlord_writer', cell('executed'))).toBe('42501');
  expect(await trying('kvarbo_enforcement_writer', cell('notices'))).toBe('42501');
  expect(await trying('kvarbo_social_writer', cell('notices'))).toBe('42501');
  for (const role of [
    'kvarbo_landlord_writer',
    'kvarbo_enforcement_writer',
    'kvarbo_cases_writer',
  ]) {
    expect(await trying(role, 'UPDATE statistics.cell SET rounded = 5')).toBe('42501');
    expect(await trying(role, 'DELETE FROM statistics.cell')).toBe('42501');
  }
});
