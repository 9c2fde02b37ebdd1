import { startTestGateway } from '../support/gateway';
import type { Answer, TestGateway } from '../support/gateway';
import { NOTICE, record } from './story';

const SUBMIT = `mutation ($input: SubmitNoticeInput!) {
  submitNotice(input: $input) { notice { id receiptNumber status case { id version } } } }`;
const PUSH = `mutation ($input: PushEvictionRecordsInput!) { pushEvictionRecords(input: $input) {
  results { caseNumber outcome problems { path code message } case { id } } } }`;
const codes = ({ body }: Answer) => body.errors?.map(({ extensions }) => extensions.code);

describe('an idempotency key', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway();
  });
  afterAll(() => gateway.stop());

  it('gives the first outcome again for the same input, also when it comes ten times at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        gateway.send('landlord-bostaden', SUBMIT, { input: NOTICE }),
      ),
    );
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(await gateway.send('landlord-bostaden', SUBMIT, { input: NOTICE })).toEqual(answers[0]);
  });

  it('conflicts with other input and with another operation', async () => {
    const other = { ...NOTICE, landlordReference: 'other' };
    expect(codes(await gateway.send('landlord-bostaden', SUBMIT, { input: other }))).toEqual([
      'IDEMPOTENCY_CONFLICT',
    ]);
    const settle = await gateway.send(
      'landlord-bostaden',
      `mutation { reportSettlement(input: { idempotencyKey: "${NOTICE.idempotencyKey}", caseId: "x", expectedVersion: 1, status: PAID, on: "2026-11-01" }) { case { id } } }`,
    );
    expect(codes(settle)).toEqual(['IDEMPOTENCY_CONFLICT']);
  });

  it('belongs to its organisation', async () => {
    const { body } = await gateway.send('landlord-hyrbo', SUBMIT, { input: NOTICE });
    expect(body.errors).toBeUndefined();
  });

  it('is not spent by input that was refused', async () => {
    const input = { ...NOTICE, idempotencyKey: 'refused-first', recoveryTotal: '1.00' };
    expect(codes(await gateway.send('landlord-bostaden', SUBMIT, { input }))).toEqual([
      'BAD_USER_INPUT',
    ]);
    const mended = { ...input, recoveryTotal: NOTICE.recoveryTotal };
    expect(
      (await gateway.send('landlord-bostaden', SUBMIT, { input: mended })).body.errors,
    ).toBeUndefined();
  });

  it('reads the first outcome anew under the caller’s present rights', async () => {
    const first = await gateway.send('landlord-bostaden', SUBMIT, { input: NOTICE });
    const { case: at } = (
      first.body.data?.submitNotice as { notice: { case: { id: string; version: number } } }
    ).notice;
    await gateway.data(
      'landlord-bostaden',
      'mutation ($input: ReportSettlementInput!) { reportSettlement(input: $input) { case { id } } }',
      {
        input: {
          idempotencyKey: 'withdrawn',
          caseId: at.id,
          expectedVersion: at.version,
          status: 'WITHDRAWN',
          on: '2026-11-10',
        },
      },
    );
    const again = await gateway.send('landlord-bostaden', SUBMIT, { input: NOTICE });
    expect(again.body.data).toMatchObject({ submitNotice: { notice: { status: 'WITHDRAWN' } } });
  });

  it('answers a push again with the first outcomes, faults of single records included', async () => {
    const input = {
      idempotencyKey: 'push',
      records: [record(1, {}), record(1, { caseNumber: 'U-2-26', applicant: '559900-0015' })],
    };
    const first = await gateway.send('kronofogden', PUSH, { input });
    expect(first.body.data).toEqual({
      pushEvictionRecords: {
        results: [
          {
            caseNumber: 'U-4711-26',
            outcome: 'CREATED',
            problems: [],
            case: { id: expect.any(String) as string },
          },
          {
            caseNumber: 'U-2-26',
            outcome: 'REJECTED',
            problems: [
              {
                path: 'records.1.applicant',
                code: 'ORGANISATION_NUMBER_CHECKSUM',
                message: expect.any(String) as string,
              },
            ],
            case: null,
          },
        ],
      },
    });
    expect(await gateway.send('kronofogden', PUSH, { input })).toEqual(first);
  });
});

describe('an expected version', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway();
  });
  afterAll(() => gateway.stop());

  it('lets one of several concurrent changes through and names the others VERSION_CONFLICT', async () => {
    await gateway.data('landlord-bostaden', SUBMIT, { input: NOTICE });
    const { cases } = await gateway.data<{
      cases: { edges: { node: { id: string; version: number } }[] };
    }>('board-farsta', '{ cases { edges { node { id version } } } }');
    const at = cases.edges[0]?.node;
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        gateway.send(
          'board-farsta',
          'mutation ($input: OpenSocialCaseInput!) { openSocialCase(input: $input) { case { version } } }',
          {
            input: {
              idempotencyKey: `open-${index}`,
              caseId: at?.id,
              expectedVersion: at?.version,
              caseworker: { id: `cw-${index}`, name: 'Handa Läggarsson' },
            },
          },
        ),
      ),
    );
    const refused = answers.flatMap((answer) => codes(answer) ?? []);
    expect(refused).toEqual(Array.from({ length: 7 }, () => 'VERSION_CONFLICT'));
  });
});
