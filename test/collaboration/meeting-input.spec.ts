import { NOTICE, record } from '../api/story';
import { startTestGateway } from '../support/gateway';
import type { Answer, TestGateway } from '../support/gateway';
import { movingClock } from '../support/moving-clock';

const SUBMIT = `mutation ($input: SubmitNoticeInput!) { submitNotice(input: $input) { notice { receiptNumber case { id } } } }`;
const PUSH = `mutation ($input: PushEvictionRecordsInput!) { pushEvictionRecords(input: $input) { results { outcome } } }`;
const ADD = `mutation ($input: AddMeetingInputInput!) { addMeetingInput(input: $input) { case { id version } } }`;
const FIND = `query ($r: String!) { cases(scope: ALL, search: { receiptNumber: $r }) { edges { node { id version tenants { id } } } } }`;
const MEETING = `query ($month: String!) {
  collaborationMeeting(board: "farsta", month: $month) { items { reasons inputs { from text } } } }`;

const PARTIES = ['landlord-bostaden', 'board-farsta', 'kronofogden'] as const;
type Party = (typeof PARTIES)[number];

interface Item {
  readonly reasons: readonly string[];
  readonly inputs: readonly { readonly from: string; readonly text: string }[];
}

const clock = movingClock('2026-11-22T11:00:00Z');
let gateway: TestGateway;
let receipt: string;
let keys = 0;

beforeAll(async () => {
  gateway = await startTestGateway({ clock });
  const sent = await gateway.data<{ submitNotice: { notice: { receiptNumber: string } } }>(
    'landlord-bostaden',
    SUBMIT,
    { input: NOTICE },
  );
  receipt = sent.submitNotice.notice.receiptNumber;
  await gateway.data('kronofogden', PUSH, {
    input: {
      idempotencyKey: 'meeting-push',
      records: [
        record(1, { noticeReceiptNumber: receipt, status: 'OPEN' }),
        // Another landlord, whom nothing of the first one’s case concerns.
        record(1, {
          caseNumber: 'U-4712-26',
          applicant: '559900-0022',
          defendants: [{ name: 'Provia Testsson', postalAddress: 'Provgatan 1, 123 45 Farsta' }],
          dwelling: {
            street: 'Provgatan 1',
            postalCode: '123 45',
            city: 'Farsta',
            municipality: '0180',
            district: 'farsta',
            tenure: 'RENTED',
          },
        }),
      ],
    },
  });
});

afterAll(() => gateway.stop());

/** The case as a party finds it. */
async function found(client: Party) {
  const { cases } = await gateway.data<{
    cases: { edges: { node: { id: string; version: number; tenants: { id: string }[] } }[] };
  }>(client, FIND, { r: receipt });
  const [edge] = cases.edges;
  if (!edge) throw new Error(`${client} does not find the case.`);
  return edge.node;
}

async function add(client: Party, values: object = {}): Promise<Answer> {
  clock.advance(1);
  keys += 1;
  const { id } = await found(client);
  const input = { idempotencyKey: `input-${keys}`, caseId: id, month: '2026-12', text: `Från ${client}.`, ...values }; // prettier-ignore
  return gateway.send(client, ADD, { input });
}

async function meeting(client: Party, month = '2026-12'): Promise<readonly Item[] | undefined> {
  const { collaborationMeeting } = await gateway.data<{
    collaborationMeeting: { items: Item[] } | null;
  }>(client, MEETING, { month });
  return collaborationMeeting?.items;
}

const textsFor = async (client: Party, month?: string): Promise<readonly string[]> =>
  ((await meeting(client, month)) ?? []).flatMap(({ inputs }) => inputs.map(({ text }) => text));

const versions = async () =>
  Object.fromEntries(
    await Promise.all(PARTIES.map(async (one) => [one, (await found(one)).version] as const)),
  ) as Record<Party, number>;

/** Whose version of the case a change has raised. */
async function raisedBy(change: () => Promise<unknown>): Promise<readonly string[]> {
  const before = await versions();
  await change();
  const after = await versions();
  return PARTIES.filter((one) => after[one] > before[one]);
}

const problemsOf = ({ body }: Answer) =>
  (body.errors?.[0]?.extensions.problems as { path: string; code: string }[]).map(
    ({ path, code }) => `${path} ${code}`,
  );

describe('an input', () => {
  it('of a landlord is read by itself, the board, and Kronofogden where its notice is invoked', async () => {
    expect(await raisedBy(() => add('landlord-bostaden'))).toEqual([...PARTIES]);
    for (const client of PARTIES)
      expect(await meeting(client)).toEqual([
        { reasons: [], inputs: [{ from: 'LANDLORD', text: 'Från landlord-bostaden.' }] },
      ]);
  });

  it('of a board is the board’s alone until the tenant consents, and again once the consent is taken back', async () => {
    expect(await raisedBy(() => add('board-farsta'))).toEqual(['board-farsta']);
    expect(await textsFor('board-farsta')).toEqual(['Från landlord-bostaden.', 'Från board-farsta.']); // prettier-ignore
    for (const client of ['landlord-bostaden', 'kronofogden'] as const)
      expect(await textsFor(client)).toEqual(['Från landlord-bostaden.']);

    const consent = await consentTo('LANDLORD', 'LANDLORD_DUTY');
    expect(await textsFor('landlord-bostaden')).toEqual(['Från landlord-bostaden.', 'Från board-farsta.']); // prettier-ignore
    expect(await textsFor('kronofogden')).toEqual(['Från landlord-bostaden.']);
    expect(await raisedBy(() => add('board-farsta', { text: 'Mer.' }))).toEqual(['landlord-bostaden', 'board-farsta']); // prettier-ignore

    const { id, version } = await found('board-farsta');
    await gateway.data(
      'board-farsta',
      'mutation ($input: RevokeConsentInput!) { revokeConsent(input: $input) { case { id } } }',
      { input: { idempotencyKey: 'revoke', caseId: id, expectedVersion: version, consentId: consent } }, // prettier-ignore
    );
    expect(await textsFor('landlord-bostaden')).toEqual(['Från landlord-bostaden.']);
  });

  it('of Kronofogden is read by the landlord as party, and by the board once Kronofogden has decided so', async () => {
    expect(await raisedBy(() => add('kronofogden'))).toEqual(['landlord-bostaden', 'kronofogden']);
    expect(await textsFor('landlord-bostaden')).toEqual(['Från landlord-bostaden.', 'Från kronofogden.']); // prettier-ignore
    expect(await textsFor('board-farsta')).not.toContain('Från kronofogden.');
    await gateway.data(
      'kronofogden',
      'mutation ($input: RegisterStandingDecisionInput!) { registerStandingDecision(input: $input) { id } }',
      {
        input: {
          idempotencyKey: 'switch',
          switch: 'MEETING_INPUT_TO_BOARD',
          decidedBy: 'Enhetschefen',
          decidedOn: '2026-11-01',
          reference: 'KFM 1',
          validTo: '2027-11-01',
        },
      },
    );
    expect(await textsFor('board-farsta')).toContain('Från kronofogden.');
    expect(await raisedBy(() => add('kronofogden', { text: 'Mer.' }))).toEqual([...PARTIES]);
  });

  it('belongs to its month alone, and puts on that month’s agenda a case for which nothing is due', async () => {
    await add('landlord-bostaden', { month: '2027-11', text: 'I november.' });
    expect(await meeting('board-farsta', '2027-11')).toEqual([
      { reasons: [], inputs: [{ from: 'LANDLORD', text: 'I november.' }] },
    ]);
    expect(await meeting('board-farsta', '2027-10')).toEqual([]);
    expect(await textsFor('board-farsta')).not.toContain('I november.');
  });

  it('that a reader may not read leaves its agenda as it was', async () => {
    const before = await Promise.all(['landlord-bostaden', 'kronofogden'].map(agendaBytes));
    expect(await raisedBy(() => add('board-farsta', { month: '2027-09' }))).toEqual([
      'board-farsta',
    ]);
    expect(await Promise.all(['landlord-bostaden', 'kronofogden'].map(agendaBytes))).toEqual(
      before,
    );
    expect(await textsFor('board-farsta', '2027-09')).toEqual(['Från board-farsta.']);
  });

  it('is added once under one key', async () => {
    const again = { idempotencyKey: 'once', month: '2027-08', text: 'En gång.' };
    const first = await add('board-farsta', again);
    const second = await add('board-farsta', again);
    expect(second.body).toEqual(first.body);
    expect(await textsFor('board-farsta', '2027-08')).toEqual(['En gång.']);
    const other = await add('board-farsta', { ...again, text: 'En annan.' });
    expect(other.body.errors?.[0]?.extensions.code).toBe('IDEMPOTENCY_CONFLICT');
  });
});

const agendaBytes = async (client: string): Promise<string> =>
  JSON.stringify(await gateway.send(client, MEETING, { month: '2027-09' }));

async function consentTo(recipient: string, purpose: string): Promise<string> {
  const { id, version, tenants } = await found('board-farsta');
  const answer = await gateway.data<{
    recordConsent: { case: { socialServices: { consents: { id: string }[] } } };
  }>(
    'board-farsta',
    'mutation ($input: RecordConsentInput!) { recordConsent(input: $input) { case { socialServices { consents { id } } } } }',
    {
      input: {
        idempotencyKey: 'consent',
        caseId: id,
        expectedVersion: version,
        tenantId: tenants[0]?.id,
        fieldGroup: 'MEETING_INPUT',
        recipient,
        purpose,
        validFrom: '2026-11-22',
        validTo: '2027-02-01',
        evidence: 'Samtal den 22 november.',
      },
    },
  );
  return answer.recordConsent.case.socialServices.consents[0]?.id ?? '';
}

describe('what is refused', () => {
  it.each([
    [{ month: '2026-10' }, ['input.month IN_THE_PAST']],
    [{ month: '2027-12' }, ['input.month TOO_LATE']],
    [{ month: '2026-13', text: ' ' }, ['input.month NOT_A_MONTH', 'input.text REQUIRED']],
    [{ text: 'å'.repeat(1_001) }, ['input.text TOO_LONG']],
    [{ idempotencyKey: '' }, ['input.idempotencyKey INVALID_IDEMPOTENCY_KEY']],
  ])('%j, with every problem at once', async (values, problems) => {
    expect(problemsOf(await add('landlord-bostaden', values))).toEqual(problems);
  });

  it('a text of 1 000 characters is taken, in the last month that is', async () => {
    const answer = await add('landlord-bostaden', { month: '2027-11', text: 'å'.repeat(1_000) });
    expect(answer.body.errors).toBeUndefined();
  });

  it('a case of which the caller knows no board, so that it has no meeting', async () => {
    const { cases } = await gateway.data<{ cases: { edges: { node: { id: string } }[] } }>(
      'landlord-hyrbo',
      '{ cases(scope: ALL) { edges { node { id } } } }',
    );
    const input = { idempotencyKey: 'no-board', caseId: cases.edges[0]?.node.id, month: '2026-12', text: 'Hej.' }; // prettier-ignore
    const { body } = await gateway.send('landlord-hyrbo', ADD, { input });
    expect(body.errors?.[0]?.extensions.code).toBe('ILLEGAL_TRANSITION');
  });

  it('a case that the caller may not know of', async () => {
    const { id } = await found('landlord-bostaden');
    const input = { idempotencyKey: 'foreign', caseId: id, month: '2026-12', text: 'Hej.' };
    const { body } = await gateway.send('board-skarpnack', ADD, { input });
    expect(body.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });
});

describe('once the board has handed the case on', () => {
  const month = '2027-06';
  const itemsOf = async (client: string, board: string): Promise<readonly Item[]> => {
    const { collaborationMeeting } = await gateway.data<{
      collaborationMeeting: { items: Item[] };
    }>(
      client,
      'query ($board: ID!, $month: String!) { collaborationMeeting(board: $board, month: $month) { items { reasons inputs { from text } } } }',
      { board, month },
    );
    return collaborationMeeting.items;
  };

  beforeAll(async () => {
    const sent = await gateway.data<{ submitNotice: { notice: { receiptNumber: string } } }>(
      'landlord-bostaden',
      SUBMIT,
      {
        input: {
          ...NOTICE,
          idempotencyKey: 'handed-on',
          tenants: [
            { ...NOTICE.tenants[0], name: 'Testa Överlämnad', personalIdentityNumber: null },
          ],
          tenantServed: [{ ...NOTICE.tenantServed[0], tenantName: 'Testa Överlämnad' }],
          dwelling: { ...NOTICE.dwelling, apartmentNumber: '1201' },
        },
      },
    );
    receipt = sent.submitNotice.notice.receiptNumber;
    await add('landlord-bostaden', { month, text: 'Före överlämnandet.' });
    await add('board-farsta', { month, text: 'Nämndens egen.' });
    const { id, version } = await found('board-farsta');
    await gateway.data(
      'board-farsta',
      'mutation ($input: RerouteCaseInput!) { rerouteCase(input: $input) { case { id } } }',
      {
        input: {
          idempotencyKey: 'hand-on',
          caseId: id,
          expectedVersion: version,
          board: 'skarpnack',
          reason: 'Fel område.',
        },
      },
    );
    const refused = { idempotencyKey: 'too-late', caseId: id, month, text: 'Efter.' };
    const { body } = await gateway.send('board-farsta', ADD, { input: refused });
    expect(body.errors?.[0]?.extensions.code).toBe('ILLEGAL_TRANSITION');
  });

  it('a landlord that is not party has no agenda yet, so that its own input raises no version of its', async () => {
    const before = await found('landlord-bostaden');
    await add('landlord-bostaden', { month: '2027-05' });
    expect(await found('landlord-bostaden')).toEqual(before);
  });

  it('it keeps its own inputs and nothing of what others wrote', async () => {
    expect(await itemsOf('board-farsta', 'farsta')).toEqual([
      { reasons: [], inputs: [{ from: 'SOCIAL_SERVICES', text: 'Nämndens egen.' }] },
    ]);
    expect(await itemsOf('board-skarpnack', 'skarpnack')).toEqual([]);
  });

  it('others write for the meeting of the board that has the case now', async () => {
    expect(await add('landlord-bostaden', { month, text: 'Till den nya.' })).toMatchObject({
      body: { data: { addMeetingInput: { case: {} } } },
    });
    expect(await itemsOf('board-skarpnack', 'skarpnack')).toEqual([
      { reasons: [], inputs: [{ from: 'LANDLORD', text: 'Till den nya.' }] },
    ]);
    expect((await itemsOf('board-farsta', 'farsta')).flatMap(({ inputs }) => inputs)).toHaveLength(
      1,
    );
  });
});

it('an input in a month that has passed meanwhile gives its first outcome when it is sent again', async () => {
  const input = { idempotencyKey: 'late', month: '2026-11', text: 'I tid.' };
  const first = await add('landlord-bostaden', input);
  expect(first.body.errors).toBeUndefined();
  clock.advance(10 * 86_400);
  expect((await add('landlord-bostaden', input)).body).toEqual(first.body);
});
