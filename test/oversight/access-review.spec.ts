import { Agency, Purpose } from '../../src/shared';
import { NOTICE, TENANT, record } from '../api/story';
import { testPersonalNumber } from '../support/identity-numbers';
import { post, startTestGateway } from '../support/gateway';
import type { Answer, TestGateway } from '../support/gateway';
import { startTestIssuer, TEST_AUDIENCE } from '../support/tokens';
import { LogRows } from './log-rows';
import type { LoggedDisclosure } from './log-rows';

const BOSTADEN = '559900-0014';
const HYRBO = '559900-0022';
const AGENT = '559900-0030';
const KRONOFOGDEN = '202100-5448';

const REVIEW = `query ($from: LocalDate!, $to: LocalDate!, $minimum: Int) {
  accessReview(from: $from, to: $to, minimum: $minimum) {
    day organisation user persons withoutRelation protectedPersons } }`;
const SUBMIT = `mutation ($input: SubmitNoticeInput!) { submitNotice(input: $input) { notice { receiptNumber } } }`;
const PUSH = `mutation ($input: PushEvictionRecordsInput!) { pushEvictionRecords(input: $input) { results { outcome } } }`;

interface Row {
  readonly day: string;
  readonly organisation: string;
  readonly user: string;
  readonly persons: number;
  readonly withoutRelation: number;
  readonly protectedPersons: number;
}

let gateway: TestGateway;
let log: LogRows;
/** The tenant of the story, who is in a case since the start of these tests. */
let tenant: Buffer;

beforeAll(async () => {
  gateway = await startTestGateway();
  log = await LogRows.open(gateway);
  tenant = log.terms.personNumber(TENANT.number);
  await gateway.data('landlord-bostaden', SUBMIT, { input: NOTICE });
});

afterAll(async () => {
  await log.close();
  await gateway.stop();
});

afterEach(() => log.query('DELETE FROM log.entry'));

const ask = (client: string, from: string, to: string, minimum = 1): Promise<Answer> =>
  gateway.send(client, REVIEW, { from, to, minimum }, Purpose.AUDIT);

const rowsOf = ({ body }: Answer): readonly Row[] => {
  if (body.errors) throw new Error(JSON.stringify(body.errors));
  return body.data?.accessReview as readonly Row[];
};

/** `2026-12-01 farsta-user 3/1/0` */
const lines = async (
  client: string,
  from: string,
  to = from,
  minimum = 1,
): Promise<readonly string[]> =>
  rowsOf(await ask(client, from, to, minimum)).map(
    ({ day, user, persons, withoutRelation, protectedPersons }) =>
      `${day} ${user} ${persons}/${withoutRelation}/${protectedPersons}`,
  );

const stranger = (index: number): Buffer =>
  log.terms.personNumber(testPersonalNumber(`19${60 + index}-03-03`));
/** A look-up that found no case. */
const lookUp = (at: string, ...subjects: Buffer[]): LoggedDisclosure => ({
  at,
  subjects,
  roots: ['Query.cases'],
});
/** A case that was read. */
const read = (at: string, ...subjects: Buffer[]): LoggedDisclosure => ({
  at,
  subjects,
  caseId: '00000000-0000-4000-8000-000000000001',
});

/** An auditor of a landlord, whom the demo clients lack. */
async function asLandlordsAuditor(body: object): Promise<Answer> {
  const issuer = await startTestIssuer();
  const issuers = [...gateway.settings.issuers, issuer.config()];
  const beside = { ...gateway, settings: { ...gateway.settings, issuers } };
  const other = await startTestGateway({ beside });
  const token = issuer.token({
    aud: TEST_AUDIENCE,
    agency: Agency.OVERSIGHT,
    organisation: BOSTADEN,
    scope: 'audit:read purpose:audit',
  });
  const answer = await post(other.url, token, body);
  await other.stop();
  await issuer.stop();
  return answer;
}

describe('SPL-10-ACCESS: the recurring control of access', () => {
  it('counts each person once for a user and a civil day in Stockholm', async () => {
    await log.add(
      // In winter midnight is at 23:00 UTC.
      read('2026-12-01T22:59:59.999Z', stranger(1), stranger(2)),
      read('2026-12-01T08:00:00Z', stranger(1)),
      read('2026-12-01T23:00:00Z', stranger(3)),
    );
    expect(await lines('board-farsta', '2026-12-01', '2026-12-02')).toEqual([
      '2026-12-01 farsta-user 2/0/0',
      '2026-12-02 farsta-user 1/0/0',
    ]);
    expect(await lines('board-farsta', '2026-12-01')).toEqual(['2026-12-01 farsta-user 2/0/0']);
    expect(await lines('board-farsta', '2026-12-02')).toEqual(['2026-12-02 farsta-user 1/0/0']);
  });

  it('follows the civil day over the night in which summer time ends', async () => {
    await log.add(
      read('2026-10-24T21:59:59Z', stranger(1)),
      read('2026-10-24T22:00:00Z', stranger(1), stranger(2)),
      read('2026-10-25T22:59:59Z', stranger(3)),
      read('2026-10-25T23:00:00Z', stranger(4)),
    );
    expect(await lines('board-farsta', '2026-10-25')).toEqual(['2026-10-25 farsta-user 3/0/0']);
  });

  it('finds the case of a person by its place, wherever the list of cases says that it begins', async () => {
    await log.add(read('2026-12-01T08:00:00Z', stranger(1)));
    await log.query(`UPDATE log.entry SET cases = ('[2:2]=' || cases::text)::uuid[]`);
    expect(await lines('board-farsta', '2026-12-01')).toEqual(['2026-12-01 farsta-user 1/0/0']);
  });

  it('takes a user who calls through several systems for one, and systems without a user for themselves', async () => {
    await log.add(
      { ...read('2026-12-01T08:00:00Z', stranger(1)), client: 'portal' },
      { ...read('2026-12-01T09:00:00Z', stranger(1), stranger(2)), client: 'journal' },
      { ...read('2026-12-01T09:00:00Z', stranger(3)), client: 'journal', user: null },
      { ...read('2026-12-01T09:00:00Z', stranger(4)), client: 'archive', user: null },
    );
    expect(await lines('board-farsta', '2026-12-01')).toEqual([
      '2026-12-01 client:archive 1/0/0',
      '2026-12-01 client:journal 1/0/0',
      '2026-12-01 farsta-user 2/0/0',
    ]);
  });

  it('tells the rows of which one count reaches the minimum', async () => {
    await log.add(
      { ...read('2026-12-01T08:00:00Z', stranger(1), stranger(2), stranger(3)), user: 'many' },
      { ...read('2026-12-01T08:00:00Z', stranger(1), stranger(2)), user: 'few' },
      { ...lookUp('2026-12-01T08:00:00Z', stranger(1), stranger(2), stranger(3)), user: 'prying' },
    );
    expect(await lines('board-farsta', '2026-12-01', '2026-12-01', 3)).toEqual([
      '2026-12-01 many 3/0/0',
      '2026-12-01 prying 3/3/0',
    ]);
    expect(await lines('board-farsta', '2026-12-01', '2026-12-01', 4)).toEqual([]);
  });

  it('asks for 20 unless told', async () => {
    const persons = Array.from({ length: 20 }, (_, index) => stranger(index));
    await log.add(
      { ...read('2026-12-01T08:00:00Z', ...persons), user: 'twenty' },
      { ...read('2026-12-01T08:00:00Z', ...persons.slice(1)), user: 'nineteen' },
    );
    const query = '{ accessReview(from: "2026-12-01", to: "2026-12-01") { user } }';
    const { body } = await gateway.send('board-farsta', query, {}, Purpose.AUDIT);
    expect(body.data).toEqual({ accessReview: [{ user: 'twenty' }] });
  });
});

describe('persons without relation', () => {
  it('are those who were looked up while they were in no case of the organisation', async () => {
    await log.add(
      lookUp('2026-12-01T08:00:00Z', stranger(1), tenant),
      read('2026-12-01T08:00:00Z', stranger(2)),
      // The day before, the tenant was in no case yet.
      lookUp('2026-10-01T08:00:00Z', tenant),
    );
    expect(await lines('board-farsta', '2026-12-01')).toEqual(['2026-12-01 farsta-user 3/1/0']);
    expect(await lines('board-farsta', '2026-10-01')).toEqual(['2026-10-01 farsta-user 1/1/0']);
    expect(await lines('oversight-farsta', '2026-12-01')).toEqual(['2026-12-01 farsta-user 3/1/0']);
  });

  it('are judged by the organisation’s own cases, and not by those of others', async () => {
    await log.add({ ...lookUp('2026-12-01T08:00:00Z', tenant), organisation: 'skarpnack' });
    expect(await lines('board-skarpnack', '2026-12-01')).toEqual(['2026-12-01 farsta-user 1/1/0']);
  });

  it('are found by name too', async () => {
    await log.add(
      lookUp('2026-12-01T08:00:00Z', log.terms.personName(TENANT.name)),
      lookUp('2026-12-01T08:00:00Z', log.terms.personName('Någon Annan')),
    );
    expect(await lines('board-farsta', '2026-12-01')).toEqual(['2026-12-01 farsta-user 2/1/0']);
  });
});

describe('protected persons', () => {
  const state = (isProtected: boolean): Promise<unknown> =>
    log.query(
      `INSERT INTO cases.protection_fact (case_id, person_id, board_id, protected, stated_at)
       SELECT case_id, id, 'farsta', $2, now() FROM cases.person WHERE number_index = $1
       ON CONFLICT (person_id, board_id) DO UPDATE SET protected = excluded.protected`,
      [tenant, isProtected],
    );
  const LANDLORD = {
    agency: Agency.LANDLORD,
    organisation: BOSTADEN,
    purpose: Purpose.LANDLORD_DUTY,
  };
  const AUTHORITY = { agency: Agency.ENFORCEMENT, organisation: KRONOFOGDEN };

  it('are told to the board and its auditor, and of nobody whom a board has not stated protected', async () => {
    await log.add(read('2026-12-01T08:00:00Z', tenant, stranger(1)));
    expect(await lines('board-farsta', '2026-12-01')).toEqual(['2026-12-01 farsta-user 2/0/0']);
    await state(true);
    expect(await lines('board-farsta', '2026-12-01')).toEqual(['2026-12-01 farsta-user 2/0/1']);
    expect(await lines('oversight-farsta', '2026-12-01')).toEqual(['2026-12-01 farsta-user 2/0/1']);
    await state(false);
    expect(await lines('board-farsta', '2026-12-01')).toEqual(['2026-12-01 farsta-user 2/0/0']);
  });

  it('are found without an identity number, by the person of the case', async () => {
    await state(true);
    const [person] = await log.query<{ id: string }>(
      'SELECT id FROM cases.person WHERE number_index = $1',
      [tenant],
    );
    await log.add(
      read('2026-12-01T08:00:00Z', log.indexer.blindIndex('log-person', person?.id ?? '')),
    );
    expect(await lines('board-farsta', '2026-12-01')).toEqual(['2026-12-01 farsta-user 1/0/1']);
  });

  it('are never told to the landlord side: OSL-22-2', async () => {
    await state(true);
    await log.add(
      { ...LANDLORD, ...read('2026-12-01T08:00:00Z', tenant), user: 'landlord-user' },
      {
        ...LANDLORD,
        ...read('2026-12-01T08:00:00Z', tenant),
        organisation: AGENT,
        actingFor: BOSTADEN,
        user: 'agent-user',
      },
      {
        ...read('2026-12-01T08:00:00Z', tenant),
        agency: Agency.OVERSIGHT,
        organisation: BOSTADEN,
        user: 'landlord-auditor',
      },
    );
    expect(await lines('landlord-bostaden', '2026-12-01')).toEqual([
      '2026-12-01 landlord-user 1/0/0',
    ]);
    const token = await gateway.token('landlord-agent', Purpose.AUDIT, BOSTADEN);
    const variables = { from: '2026-12-01', to: '2026-12-01', minimum: 1 };
    expect(rowsOf(await post(gateway.url, token, { query: REVIEW, variables }))).toEqual([
      {
        day: '2026-12-01',
        organisation: AGENT,
        user: 'agent-user',
        persons: 1,
        withoutRelation: 0,
        protectedPersons: 0,
      },
    ]);
    const answer = await asLandlordsAuditor({ query: REVIEW, variables });
    expect(rowsOf(answer).map(({ user, protectedPersons }) => [user, protectedPersons])).toEqual([
      ['landlord-auditor', 0],
      ['landlord-user', 0],
    ]);
  });

  it('of another board’s case are not told, so that a look-up does not find out', async () => {
    await state(true);
    await log.add({ ...lookUp('2026-12-01T08:00:00Z', tenant), organisation: 'skarpnack' });
    expect(await lines('board-skarpnack', '2026-12-01')).toEqual(['2026-12-01 farsta-user 1/1/0']);
  });

  it('are told to Kronofogden and its auditor in a case in which the landlord invokes the notice', async () => {
    await state(true);
    await log.add({ ...AUTHORITY, ...read('2026-12-01T08:00:00Z', tenant), user: 'kfm-user' });
    expect(await lines('kronofogden', '2026-12-01')).toEqual(['2026-12-01 kfm-user 1/0/0']);
    expect(await lines('oversight-kronofogden', '2026-12-01')).toEqual([
      '2026-12-01 kfm-user 1/0/0',
    ]);
    await gateway.data('kronofogden', PUSH, {
      input: { idempotencyKey: 'review-push', records: [record(1, {})] },
    });
    await log.query('DELETE FROM log.entry WHERE recorded_at < $1', ['2026-12-01']);
    expect(await lines('kronofogden', '2026-12-01')).toEqual(['2026-12-01 kfm-user 1/0/1']);
    expect(await lines('oversight-kronofogden', '2026-12-01')).toEqual([
      '2026-12-01 kfm-user 1/0/1',
    ]);
  });
});

describe('protected persons of a record without an invoked notice', () => {
  it('are told to the board, and not to Kronofogden, which may not know of the protection', async () => {
    const number = testPersonalNumber('1975-05-05');
    const defendant = {
      name: 'Ensam Svarandesson',
      postalAddress: 'Annan väg 9, 123 46 Farsta',
      personalIdentityNumber: number,
    };
    await gateway.data('kronofogden', PUSH, {
      input: {
        idempotencyKey: 'review-push-alone',
        records: [
          record(1, { caseNumber: 'U-4712-26', applicant: HYRBO, defendants: [defendant] }),
        ],
      },
    });
    const subject = log.terms.personNumber(number);
    await log.query(
      `INSERT INTO cases.protection_fact (case_id, person_id, board_id, protected, stated_at)
       SELECT case_id, id, 'farsta', true, now() FROM cases.person WHERE number_index = $1`,
      [subject],
    );
    await log.query('DELETE FROM log.entry');
    await log.add(read('2026-12-01T08:00:00Z', subject), {
      ...read('2026-12-01T08:00:00Z', subject),
      agency: Agency.ENFORCEMENT,
      organisation: KRONOFOGDEN,
      user: 'kfm-user',
    });
    const told = ['2026-12-01 kfm-user 1/0/0'];
    expect(await lines('board-farsta', '2026-12-01')).toEqual(['2026-12-01 farsta-user 1/0/1']);
    expect(await lines('kronofogden', '2026-12-01')).toEqual(told);
    expect(await lines('oversight-kronofogden', '2026-12-01')).toEqual(told);
  });
});

describe('whose users are told', () => {
  it('are the own ones alone, and for an auditor those of the controller', async () => {
    await log.add(
      { ...read('2026-12-01T08:00:00Z', stranger(1)), controllers: [KRONOFOGDEN] },
      {
        ...read('2026-12-01T08:00:00Z', stranger(1)),
        agency: Agency.ENFORCEMENT,
        organisation: KRONOFOGDEN,
        user: 'kfm-user',
        controllers: ['farsta'],
      },
      {
        ...read('2026-12-01T08:00:00Z', stranger(1)),
        agency: Agency.OVERSIGHT,
        user: 'farsta-auditor',
      },
      {
        ...read('2026-12-01T08:00:00Z', stranger(1)),
        agency: Agency.LANDLORD,
        organisation: AGENT,
        actingFor: BOSTADEN,
        user: 'agent-user',
      },
    );
    expect(await lines('board-farsta', '2026-12-01')).toEqual(['2026-12-01 farsta-user 1/0/0']);
    expect(await lines('oversight-farsta', '2026-12-01')).toEqual([
      '2026-12-01 farsta-auditor 1/0/0',
      '2026-12-01 farsta-user 1/0/0',
    ]);
    expect(await lines('oversight-kronofogden', '2026-12-01')).toEqual([
      '2026-12-01 kfm-user 1/0/0',
    ]);
    expect(await lines('landlord-bostaden', '2026-12-01')).toEqual([]);
    expect(await lines('board-skarpnack', '2026-12-01')).toEqual([]);
  });
});

describe('what is asked for', () => {
  const problems = async (from: string, to: string, minimum = 1): Promise<unknown> => {
    const { body } = await ask('board-farsta', from, to, minimum);
    expect(body.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    return (body.errors?.[0]?.extensions.problems as { path: string; code: string }[]).map(
      ({ path, code }) => `${path} ${code}`,
    );
  };

  it.each([
    [
      'days that do not exist',
      '2026-02-30',
      'tomorrow',
      0,
      ['from NOT_A_DATE', 'to NOT_A_DATE', 'minimum OUT_OF_RANGE'],
    ],
    ['a period that ends before it starts', '2026-12-02', '2026-12-01', 1, ['to BEFORE_START']],
    ['93 days', '2026-10-01', '2027-01-01', 1, ['to OUT_OF_RANGE']],
    ['a minimum below one', '2026-12-01', '2026-12-01', -1, ['minimum OUT_OF_RANGE']],
  ])('is refused with all problems at once: %s', async (_what, from, to, minimum, expected) => {
    expect(await problems(from, to, minimum)).toEqual(expected);
  });

  it('may be 92 days', async () => {
    expect(await lines('board-farsta', '2026-10-01', '2026-12-31')).toEqual([]);
  });
});
