import { Client } from 'pg';
import { civilDay } from '../../src/shared';
import { startTestGateway } from '../support/gateway';
import type { TestGateway } from '../support/gateway';
import { arrearsInput, recordInput, tenancy } from '../support/many-tenancies';

const SUBMIT = `mutation Submit($input: SubmitNoticesInput!) {
  submitNotices(input: $input) { results { notice { case { id } } } } }`;
const PUSH =
  'mutation Push($input: PushEvictionRecordsInput!) { pushEvictionRecords(input: $input) { results { outcome } } }';
const COUNT = 120;
const LANDLORD = '559900-0014';

let gateway: TestGateway;
let superuser: Client;
const today = civilDay(new Date());

beforeAll(async () => {
  gateway = await startTestGateway();
  superuser = new Client({ connectionString: gateway.database.superuserUrl });
  await superuser.connect();
  const notices = Array.from({ length: COUNT }, (_, number) =>
    arrearsInput(tenancy(number), {
      key: `sheet-${number}`,
      landlord: 'Exempelbostaden AB',
      today,
    }),
  );
  await gateway.data('landlord-bostaden', SUBMIT, {
    input: { idempotencyKey: 'sheets', notices },
  });
  const records = Array.from({ length: COUNT / 10 }, (_, number) =>
    recordInput(tenancy(10 * number), {
      caseNumber: `U-${number + 1}-26`,
      applicant: LANDLORD,
      today,
    }),
  );
  await gateway.data('kronofogden', PUSH, { input: { idempotencyKey: 'sheets', records } });
}, 60_000);

afterAll(async () => {
  await superuser.end();
  await gateway.stop();
});

interface Sheet {
  readonly request: string;
  readonly cases: readonly string[];
  readonly controllers: readonly string[];
  readonly subjects: readonly string[];
  readonly subject_cases: readonly number[];
}

/** The rows of one operation, by the name that it was sent under. */
async function sheetsOf(name: string): Promise<readonly Sheet[]> {
  const { rows } = await superuser.query<Sheet>(
    `SELECT e.request, e.cases::text[] AS cases, e.controllers, e.subject_cases,
        ARRAY(SELECT encode(p, 'hex') FROM unnest(e.subjects) WITH ORDINALITY AS u(p, n) ORDER BY n) AS subjects
      FROM log.entry e JOIN log.shape s ON s.id = e.shape
      WHERE s.content::json->'operation'->>'name' = $1 ORDER BY e.sequence`,
    [name],
  );
  return rows;
}

/** What the store itself holds of whom each case is about. */
async function personOf(caseId: string): Promise<string> {
  const { rows } = await superuser.query<{ number: string }>(
    `SELECT DISTINCT encode(number_index, 'hex') AS number FROM cases.person WHERE case_id = $1`,
    [caseId],
  );
  return rows.map(({ number }) => number).join(' ');
}

describe('the cases of one request', () => {
  it('are written a hundred to a row', async () => {
    const sheets = await sheetsOf('Submit');
    expect(sheets.map(({ cases }) => cases.length)).toEqual([100, 20]);
    expect(new Set(sheets.flatMap(({ cases }) => cases)).size).toBe(COUNT);
    expect(new Set(sheets.map(({ request }) => request)).size).toBe(1);
  });

  it('lie in one row where whose data was disclosed is the same, and in another where it is not', async () => {
    const list = (name: string, fields: string) =>
      gateway.data<{ cases: { edges: readonly { node: { enforcement?: object | null } }[] } }>(
        'landlord-bostaden',
        `query ${name} { cases(first: 100) { edges { node { id ${fields} } } } }`,
      );
    const { cases } = await list('Recorded', 'enforcement { caseNumber }');
    const recorded = cases.edges.filter(({ node }) => node.enforcement != null).length;
    // The very same fields of each case; where Kronofogden has a record, the stage is its data too.
    await list('List', 'stage tenants { name }');
    expect(recorded).toBeGreaterThan(0);
    const sheets = await sheetsOf('List');
    expect(sheets).toHaveLength(2);
    const [own, both] = sheets.toSorted((a, b) => a.controllers.length - b.controllers.length);
    expect([own?.controllers.length, both?.controllers.length]).toEqual([1, 2]);
    expect(both?.controllers).toEqual(expect.arrayContaining([...(own?.controllers ?? [])]));
    expect([own?.cases.length, both?.cases.length]).toEqual([100 - recorded, recorded]);
  });

  it('keep each the persons whom it is about', async () => {
    for (const sheet of await sheetsOf('List')) {
      const persons = sheet.cases.map((_, index) =>
        sheet.subjects.filter((__, at) => sheet.subject_cases[at] === index + 1).join(' '),
      );
      expect(persons).toEqual(await Promise.all(sheet.cases.map(personOf)));
    }
  });
});
