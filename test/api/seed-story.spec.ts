import { READ_CASE } from '../support/case-query';
import { post, startTestGateway } from '../support/gateway';
import type { TestGateway } from '../support/gateway';
import { masked, readable } from '../support/masked';
import { NOTICE, record, TENANT } from './story';

interface Versioned {
  readonly id: string;
  readonly version: number;
}
interface Found {
  readonly cases: { readonly totalCount: number; readonly edges: readonly { node: Versioned }[] };
}

const LIST = '{ cases(scope: ALL) { totalCount edges { node { id version } } } }';
const SUBMIT = `mutation ($input: SubmitNoticeInput!) {
  submitNotice(input: $input) { notice { id receiptNumber case { id version stage } } } }`;
const PUSH = `mutation ($input: PushEvictionRecordsInput!) { pushEvictionRecords(input: $input) {
  results { caseNumber outcome problems { path code } case { id version stage } } } }`;
const PROGRESS = `query ($id: ID!) { case(id: $id) { version stage enforcement { status evictionTime { date time } } } }`;
const PARTIES = ['landlord-bostaden', 'board-farsta', 'kronofogden'] as const;
const OUTSIDERS = ['landlord-hyrbo', 'board-skarpnack', 'board-uppsala'] as const;

describe('one case and three agencies', () => {
  const startedAt = new Date(Date.now() - 1000);
  let gateway: TestGateway;
  let receiptNumber: string;
  let noticeId: string;
  const ids = new Map<string, string>();
  beforeAll(async () => {
    gateway = await startTestGateway();
  });
  afterAll(() => gateway.stop());

  const idFor = (client: string): string => ids.get(client) ?? 'unknown';
  const findCase = async (client: string): Promise<Versioned | undefined> =>
    (await gateway.data<Found>(client, LIST)).cases.edges[0]?.node;
  const progress = async (client: string) =>
    (await gateway.send(client, PROGRESS, { id: idFor(client) })).body.data?.case;
  const push = async (version: number, changes: object) =>
    (
      await gateway.send('kronofogden', PUSH, {
        input: {
          idempotencyKey: `story-push-${version}`,
          records: [record(version, { noticeReceiptNumber: receiptNumber, ...changes })],
        },
      })
    ).body;

  /** One mutation of the board at the version that it last saw. */
  const atFarsta = async (operation: string, input: object) => {
    const at = await findCase('board-farsta');
    const type = `${operation[0]?.toUpperCase() ?? ''}${operation.slice(1)}Input`;
    const mutation = `mutation ($input: ${type}!) { ${operation}(input: $input) { case { version } } }`;
    return gateway.data<Record<string, { case: { version: number } }>>('board-farsta', mutation, {
      input: { idempotencyKey: operation, caseId: at?.id, expectedVersion: at?.version, ...input },
    });
  };

  it('begins with the landlord’s notice and its receipt', async () => {
    const { body } = await gateway.send('landlord-bostaden', SUBMIT, { input: NOTICE });
    expect(masked(body, startedAt)).toEqual({
      data: {
        submitNotice: {
          notice: {
            id: '<id 1>',
            receiptNumber: '<receipt 2>',
            case: {
              id: '<id 3>',
              version: 1,
              stage: expect.stringMatching(/^RECOVERY_/) as string,
            },
          },
        },
      },
      extensions: { disclosure: { conditional: [] } },
    });
    const { notice } = body.data?.submitNotice as {
      notice: { id: string; receiptNumber: string; case: { id: string } };
    };
    receiptNumber = notice.receiptNumber;
    noticeId = notice.id;
    ids.set('landlord-bostaden', notice.case.id);
  });

  it('reaches the board of the flat and no other', async () => {
    ids.set('board-farsta', (await findCase('board-farsta'))?.id ?? '');
    expect(await progress('board-farsta')).toEqual({
      version: 1,
      stage: expect.stringMatching(/^RECOVERY_/) as string,
      enforcement: null,
    });
    for (const client of ['board-skarpnack', 'board-uppsala', 'landlord-hyrbo', 'kronofogden']) {
      expect((await gateway.data<Found>(client, LIST)).cases).toEqual({ totalCount: 0, edges: [] });
    }
  });

  it('lets the board work on the case without moving what anybody else sees', async () => {
    const before = await progress('landlord-bostaden');
    const steps: readonly (readonly [string, object])[] = [
      [
        'openSocialCase',
        {
          caseworker: {
            id: 'cw-7',
            name: 'Handa Läggarsson',
            phone: '+46 8 000 00 01',
            email: 'handa@example.org',
          },
          journalReference: 'J-2026-17',
        },
      ],
      ['recordContact', { at: '2026-10-22T08:30:00Z', channel: 'PHONE', result: 'REACHED' }],
      ['recordAssessment', { pattern: 'ONE_OFF', cause: 'INCOME_LOSS', assessedOn: '2026-10-22' }],
      ['recordHousehold', { adults: 1, children: 2, elderly: false }],
    ];
    for (const [index, [operation, input]] of steps.entries()) {
      expect(await atFarsta(operation, input)).toEqual({
        [operation]: { case: { version: index + 2 } },
      });
    }
    expect(await progress('landlord-bostaden')).toEqual(before);
  });

  it('tells board and landlord of the application for enforcement', async () => {
    const body = await push(1, {});
    expect(masked(body, startedAt)).toEqual({
      data: {
        pushEvictionRecords: {
          results: [
            {
              caseNumber: 'U-4711-26',
              outcome: 'CREATED',
              problems: [],
              case: { id: '<id 1>', version: 1, stage: 'ENFORCEMENT_OPEN' },
            },
          ],
        },
      },
      extensions: { disclosure: { conditional: [] } },
    });
    ids.set('kronofogden', (await findCase('kronofogden'))?.id ?? '');
    for (const [client, version] of [
      ['landlord-bostaden', 2],
      ['board-farsta', 6],
      ['kronofogden', 1],
    ] as const) {
      expect(await progress(client)).toEqual({
        version,
        stage: 'ENFORCEMENT_OPEN',
        enforcement: { status: 'OPEN', evictionTime: null },
      });
    }
  });

  it('tells them the date, and the date to which it is moved', async () => {
    for (const [version, time] of [
      [2, { date: '2026-12-10', time: '09:30' }],
      [3, { date: '2026-12-17', time: '10:00' }],
    ] as const) {
      const body = await push(version, { status: 'DATE_SET', evictionTime: time });
      expect(body.data?.pushEvictionRecords).toMatchObject({ results: [{ outcome: 'UPDATED' }] });
      for (const [client, before] of [
        ['landlord-bostaden', 1],
        ['board-farsta', 5],
        ['kronofogden', 0],
      ] as const) {
        expect(await progress(client)).toEqual({
          version: before + version,
          stage: 'DATE_SET',
          enforcement: { status: 'DATE_SET', evictionTime: time },
        });
      }
    }
  });

  it('does not move the versions of others when only Kronofogden’s own fields change', async () => {
    const before = await Promise.all(['landlord-bostaden', 'board-farsta'].map(progress));
    await push(4, {
      status: 'DATE_SET',
      evictionTime: { date: '2026-12-17', time: '10:00' },
      childrenCount: 3,
    });
    expect(await Promise.all(['landlord-bostaden', 'board-farsta'].map(progress))).toEqual(before);
  });

  it.each(PARTIES)('gives %s exactly its own lawful view', async (client) => {
    const { status, body } = await gateway.send(client, READ_CASE, { id: idFor(client) });
    expect(status).toBe(200);
    expect(readable(body, startedAt)).toMatchSnapshot();
  });

  it('gives the auditor of the board no more than proof that a message was handled', async () => {
    const { body } = await gateway.send('oversight-farsta', READ_CASE, {
      id: idFor('board-farsta'),
    });
    expect(readable(body, startedAt)).toMatchSnapshot();
  });

  it('names the case differently to each of the three', () => {
    expect(new Set(PARTIES.map(idFor)).size).toBe(3);
  });

  it.each(OUTSIDERS)('answers %s as if nothing of it existed', async (client) => {
    const unknown = 'AAAAAAAAAAAAAAAAAAAAAA';
    const READ = `query ($case: ID!, $notice: ID!, $number: String!) {
      case(id: $case) { id stage tenants { name } socialServices { status } enforcement { status } }
      notice(id: $notice) { id receiptNumber }
      enforcementRecord(caseNumber: $number) { caseNumber status } }`;
    const nothing = await gateway.send(client, READ, {
      case: unknown,
      notice: unknown,
      number: 'U-9999-26',
    });
    expect(nothing.body.data).toEqual({ case: null, notice: null, enforcementRecord: null });
    for (const party of PARTIES) {
      const answer = await gateway.send(client, READ, {
        case: idFor(party),
        notice: noticeId,
        number: 'U-4711-26',
      });
      expect(answer).toEqual(nothing);
    }
    const list = await gateway.data<Found>(client, LIST);
    expect(list.cases).toEqual({ totalCount: 0, edges: [] });
  });

  it.each([
    ['landlord-hyrbo', 'reportSettlement', { status: 'PAID', on: '2026-11-01' }],
    ['board-skarpnack', 'recordHousehold', { adults: 1, children: 0, elderly: false }],
    ['board-uppsala', 'recordHousehold', { adults: 1, children: 0, elderly: false }],
  ])(
    'refuses a change by %s as for a case that does not exist',
    async (client, operation, input) => {
      const type = `${operation[0]?.toUpperCase() ?? ''}${operation.slice(1)}Input`;
      const mutation = `mutation ($input: ${type}!) { ${operation}(input: $input) { case { id } } }`;
      const change = (caseId: string) =>
        gateway.send(client, mutation, {
          input: { idempotencyKey: 'outsider', caseId, expectedVersion: 1, ...input },
        });
      const nothing = await change('AAAAAAAAAAAAAAAAAAAAAA');
      expect(nothing.body.errors?.map(({ extensions }) => extensions.code)).toEqual(['NOT_FOUND']);
      for (const party of PARTIES) expect(await change(idFor(party))).toEqual(nothing);
    },
  );

  it('ends with the board’s outcome, which nobody else learns of', async () => {
    const before = await Promise.all(['landlord-bostaden', 'kronofogden'].map(progress));
    await atFarsta('recordOutcome', { kind: 'DEBT_SETTLED', decidedOn: '2026-11-20' });
    expect(await Promise.all(['landlord-bostaden', 'kronofogden'].map(progress))).toEqual(before);
    const { body } = await gateway.send(
      'board-farsta',
      `{ open: cases { totalCount } closed: cases(scope: CLOSED) {
         edges { node { socialServices { status outcome { kind decidedOn } } } } } }`,
    );
    expect(body.data).toEqual({
      open: { totalCount: 0 },
      closed: {
        edges: [
          {
            node: {
              socialServices: {
                status: 'CLOSED',
                outcome: { kind: 'DEBT_SETTLED', decidedOn: '2026-11-20' },
              },
            },
          },
        ],
      },
    });
  });

  it('answers nobody without a token', async () => {
    expect(await post(gateway.url, null, { query: LIST })).toEqual({
      status: 401,
      body: {
        errors: [
          { message: expect.any(String) as string, extensions: { code: 'UNAUTHENTICATED' } },
        ],
      },
    });
  });

  it('leaves no personal data in the log, not even where a client names its operation after a person', async () => {
    await gateway.send('board-farsta', `query Find${TENANT.number} { viewer { agency } }`);
    const text = gateway.log.join('');
    expect(text).not.toBe('');
    for (const secret of ['Testina', '98001', '0101', 'Exempelvägen', 'Läggarsson', 'Bearer']) {
      expect(text).not.toContain(secret);
    }
  });
});
