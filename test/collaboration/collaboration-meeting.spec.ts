import { NOTICE, record } from '../api/story';
import { startTestGateway } from '../support/gateway';
import type { Answer, TestGateway } from '../support/gateway';
import { testPersonalNumber } from '../support/identity-numbers';
import { movingClock } from '../support/moving-clock';

const SUBMIT = `mutation ($input: SubmitNoticeInput!) { submitNotice(input: $input) { notice { receiptNumber case { id } } } }`;
const PUSH = `mutation ($input: PushEvictionRecordsInput!) { pushEvictionRecords(input: $input) { results { outcome } } }`;
const MEETING = `query ($board: ID!, $month: String!) {
  collaborationMeeting(board: $board, month: $month) { board { id name } month items { reasons case { id } } } }`;

interface Meeting {
  readonly board: { readonly id: string; readonly name: string };
  readonly month: string;
  readonly items: readonly { readonly reasons: readonly string[]; readonly case: { readonly id: string } }[]; // prettier-ignore
}

const clock = movingClock('2026-11-22T11:00:00Z');
let gateway: TestGateway;
let receipt: string;

beforeAll(async () => {
  gateway = await startTestGateway({ clock });
  const first = await notice('first', 'Testina Provsson', '1980-01-01', '1103');
  receipt = first.receiptNumber;
  await notice('second', 'Provia Testsson', '1981-01-01', '1104');
  await push('U-4711-26', 1, { noticeReceiptNumber: receipt, status: 'DATE_SET', evictionTime: { date: '2026-12-15', time: '09:30' } }); // prettier-ignore
});

afterAll(() => gateway.stop());

/** A notice whose tenant was served on 21 November, so that the recovery period ends three weeks later. */
async function notice(key: string, name: string, born: string, flat: string) {
  const personalIdentityNumber = testPersonalNumber(born);
  const sent = await gateway.data<{ submitNotice: { notice: { receiptNumber: string } } }>(
    'landlord-bostaden',
    SUBMIT,
    {
      input: {
        ...NOTICE,
        idempotencyKey: `meeting-${key}`,
        tenants: [{ ...NOTICE.tenants[0], name, personalIdentityNumber }],
        dwelling: { ...NOTICE.dwelling, apartmentNumber: flat },
        termination: { ...NOTICE.termination, on: '2026-11-20' },
        tenantServed: [{ ...NOTICE.tenantServed[0], tenantName: name, servedOn: '2026-11-21' }],
      },
    },
  );
  return sent.submitNotice.notice;
}

async function push(caseNumber: string, version: number, changes: object): Promise<void> {
  const input = { idempotencyKey: `${caseNumber}-${version}`, records: [record(version, { caseNumber, ...changes })] }; // prettier-ignore
  await gateway.data('kronofogden', PUSH, { input });
}

/** A change of the first case by one of its parties. */
async function change(client: string, operation: string, values: object): Promise<void> {
  const found = await gateway.data<{
    cases: { edges: { node: { id: string; version: number } }[] };
  }>(
    client,
    'query ($r: String!) { cases(scope: ALL, search: { receiptNumber: $r }) { edges { node { id version } } } }',
    { r: receipt },
  );
  const [edge] = found.cases.edges;
  const type = `${operation.charAt(0).toUpperCase()}${operation.slice(1)}Input!`;
  await gateway.data(
    client,
    `mutation ($input: ${type}) { ${operation}(input: $input) { case { id } } }`,
    {
      input: {
        idempotencyKey: `${operation}-${String(edge?.node.version)}`,
        caseId: edge?.node.id,
        expectedVersion: edge?.node.version,
        ...values,
      },
    },
  );
}

const ask = (client: string, board = 'farsta', month = '2026-12'): Promise<Answer> =>
  gateway.send(client, MEETING, { board, month });

const meetingOf = ({ body }: Answer): Meeting | null => {
  if (body.errors) throw new Error(JSON.stringify(body.errors));
  return body.data?.collaborationMeeting as Meeting | null;
};

const reasons = (meeting: Meeting | null) => meeting?.items.map((item) => item.reasons);

describe('the agenda of a month', () => {
  it('is for the board every open case of its own with something due, the earliest first', async () => {
    const meeting = meetingOf(await ask('board-farsta'));
    expect(meeting?.board).toEqual({ id: 'farsta', name: 'Farsta stadsdelsnämnd' });
    expect(meeting?.month).toBe('2026-12');
    expect(reasons(meeting)).toEqual([
      ['CONFIRMATION_MISSING', 'EVICTION_TIME_SET', 'ATTENDANCE_UNDECIDED'],
      ['RECOVERY_ENDS'],
    ]);
  });

  it('is for the landlord the case in which it is applicant, by its own reference', async () => {
    const own = meetingOf(await ask('landlord-bostaden'));
    expect(reasons(own)).toEqual([['EVICTION_TIME_SET']]);
    const ofBoard = meetingOf(await ask('board-farsta'));
    expect(ofBoard?.items.map((item) => item.case.id)).not.toContain(own?.items[0]?.case.id);
  });

  it('names to Kronofogden what it set itself, and no recovery period', async () => {
    expect(reasons(meetingOf(await ask('kronofogden')))).toEqual([['EVICTION_TIME_SET']]);
  });

  it('names to the board alone, in every month until the eviction, what the board has left undone', async () => {
    const november = meetingOf(await ask('board-farsta', 'farsta', '2026-11'));
    expect(reasons(november)).toEqual([['CONFIRMATION_MISSING', 'ATTENDANCE_UNDECIDED']]);
    for (const client of ['landlord-bostaden', 'kronofogden'])
      expect(reasons(meetingOf(await ask(client, 'farsta', '2026-11')))).toEqual([]);
    expect(reasons(meetingOf(await ask('board-farsta', 'farsta', '2027-01')))).toEqual([]);
  });

  it('names a time no longer as unconfirmed, or attendance as undecided, once the board has spoken of it', async () => {
    const undone = async () => reasons(meetingOf(await ask('board-farsta', 'farsta', '2026-11')));
    await change('board-farsta', 'setAttendance', { status: 'UNDECIDED' });
    expect(await undone()).toEqual([['CONFIRMATION_MISSING', 'ATTENDANCE_UNDECIDED']]);
    await change('board-farsta', 'confirmEvictionTime', { caseworker: { id: 'cw-1', name: 'Handina Läggarsson' } }); // prettier-ignore
    expect(await undone()).toEqual([['ATTENDANCE_UNDECIDED']]);
    await change('board-farsta', 'setAttendance', { status: 'NOT_ATTENDING' });
    expect(await undone()).toEqual([]);
  });

  it('names them anew once the time is moved', async () => {
    clock.advance(1);
    await push('U-4711-26', 2, { noticeReceiptNumber: receipt, status: 'DATE_SET', evictionTime: { date: '2026-12-16', time: '09:30' } }); // prettier-ignore
    expect(reasons(meetingOf(await ask('board-farsta', 'farsta', '2026-11')))).toEqual([
      ['CONFIRMATION_MISSING', 'ATTENDANCE_UNDECIDED'],
    ]);
  });

  it('names a deferral from the warning of its lapse until the lapse, to all whom it concerns', async () => {
    const months = async (client: string) => {
      const asked = ['2027-03', '2027-04', '2027-05', '2027-06'];
      const found = await Promise.all(asked.map((month) => ask(client, 'farsta', month)));
      return found.map((answer) => reasons(meetingOf(answer)));
    };
    expect(await months('board-farsta')).toEqual([[], [], [], []]);
    await change('landlord-bostaden', 'grantDeferral', { until: '2027-05-10' });
    for (const client of ['board-farsta', 'landlord-bostaden', 'kronofogden'])
      expect(await months(client)).toEqual([[], [['DEFERRAL_LAPSES']], [['DEFERRAL_LAPSES']], []]);
  });

  it('is empty for a party with nothing due', async () => {
    for (const client of ['board-farsta', 'landlord-bostaden', 'kronofogden']) {
      expect(reasons(meetingOf(await ask(client, 'farsta', '2027-06')))).toEqual([]);
    }
  });

  it('loses the time of an eviction when it is cleared', async () => {
    await push('U-4711-26', 3, { noticeReceiptNumber: receipt, status: 'OPEN', evictionTime: null }); // prettier-ignore
    expect(reasons(meetingOf(await ask('kronofogden')))).toEqual([]);
    expect(reasons(meetingOf(await ask('board-farsta')))).toEqual([['RECOVERY_ENDS']]); // prettier-ignore
  });
});

describe('a meeting in which the caller has no part', () => {
  it.each([
    ['board-skarpnack', 'farsta'],
    ['board-farsta', 'skarpnack'],
    ['landlord-hyrbo', 'farsta'],
    ['landlord-bostaden', 'skarpnack'],
    ['kronofogden', 'skarpnack'],
  ])(
    'is answered to %s byte for byte like that of a board that does not exist',
    async (client, board) => {
      const answer = await ask(client, board);
      expect(meetingOf(answer)).toBeNull();
      expect(JSON.stringify(answer)).toBe(JSON.stringify(await ask(client, 'no-such-board')));
    },
  );
});

it.each(['2026-13', '2026-1', '', '2026-12-01'])('refuses %j as a month', async (month) => {
  const { body } = await ask('board-farsta', 'farsta', month);
  expect(body.errors?.[0]?.extensions).toMatchObject({
    code: 'BAD_USER_INPUT',
    problems: [{ path: 'month', code: 'NOT_A_MONTH' }],
  });
});

it('has no seat for oversight', async () => {
  const { body } = await gateway.send('oversight-farsta', MEETING, { board: 'farsta', month: '2026-12' }); // prettier-ignore
  expect(body.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
});
