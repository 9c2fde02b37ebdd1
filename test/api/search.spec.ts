import { startTestGateway } from '../support/gateway';
import type { TestGateway } from '../support/gateway';
import { NOTICE, record, TENANT } from './story';

const SUBMIT = `mutation ($input: SubmitNoticeInput!) { submitNotice(input: $input) { notice { receiptNumber } } }`;
const PUSH = `mutation ($input: PushEvictionRecordsInput!) { pushEvictionRecords(input: $input) { results { outcome } } }`;
const SEARCH =
  'query ($search: CaseSearch) { cases(search: $search) { totalCount edges { node { id } } } }';

describe('search for cases', () => {
  let gateway: TestGateway;
  let receiptNumber: string;
  beforeAll(async () => {
    gateway = await startTestGateway();
    const { submitNotice } = await gateway.data<{
      submitNotice: { notice: { receiptNumber: string } };
    }>('landlord-bostaden', SUBMIT, { input: NOTICE });
    receiptNumber = submitNotice.notice.receiptNumber;
    await gateway.data('landlord-hyrbo', SUBMIT, {
      input: {
        ...NOTICE,
        tenants: [{ name: 'Någon Annan', postalAddress: 'Exempelvägen 12, 123 45 Farsta' }],
        tenantServed: [],
      },
    });
    // A record of Kronofogden's at the summary stage, which is nothing that the board may know of.
    await gateway.data('kronofogden', PUSH, {
      input: {
        idempotencyKey: 'push',
        records: [
          record(1, {
            noticeReceiptNumber: receiptNumber,
            status: 'SUMMARY_PENDING',
            appliedOn: null,
            title: null,
          }),
        ],
      },
    });
  });
  afterAll(() => gateway.stop());

  const hits = async (client: string, search: object) =>
    (await gateway.data<{ cases: { totalCount: number } }>(client, SEARCH, { search })).cases
      .totalCount;

  it.each([
    ['landlord-bostaden', { personalIdentityNumber: TENANT.number }, 1],
    ['landlord-bostaden', { tenantName: '  TESTINA   provsson ' }, 1],
    ['landlord-bostaden', { tenantName: 'Testina' }, 0],
    ['landlord-bostaden', { landlordReference: 'hyra 2026-10' }, 1],
    ['landlord-bostaden', { enforcementCaseNumber: 'U-4711-26' }, 1],
    ['landlord-hyrbo', { personalIdentityNumber: TENANT.number }, 0],
    ['landlord-hyrbo', { enforcementCaseNumber: 'U-4711-26' }, 0],
    ['board-farsta', { personalIdentityNumber: TENANT.number }, 1],
    ['board-farsta', { enforcementCaseNumber: 'U-4711-26' }, 0],
    ['board-skarpnack', { personalIdentityNumber: TENANT.number }, 0],
    ['kronofogden', { personalIdentityNumber: TENANT.number }, 1],
    ['kronofogden', { tenantName: 'Någon Annan' }, 0],
    ['kronofogden', { enforcementCaseNumber: 'U-4711-26' }, 1],
  ])('by %s with %j finds %i', async (client, search, count) => {
    expect(await hits(client, search)).toBe(count);
  });

  it('takes a receipt number as people write it, and only from those who may know the notice', async () => {
    const spoken = receiptNumber.toLowerCase().replaceAll('-', ' ');
    expect(await hits('landlord-bostaden', { receiptNumber: spoken })).toBe(1);
    expect(await hits('board-farsta', { receiptNumber })).toBe(1);
    expect(await hits('kronofogden', { receiptNumber })).toBe(1);
    expect(await hits('landlord-hyrbo', { receiptNumber })).toBe(0);
    expect(await hits('board-uppsala', { receiptNumber })).toBe(0);
  });

  it.each([
    [
      'board-farsta',
      { landlordReference: 'Hyra 2026-10' },
      'search.landlordReference',
      'NOT_ALLOWED',
    ],
    [
      'kronofogden',
      { landlordReference: 'Hyra 2026-10' },
      'search.landlordReference',
      'NOT_ALLOWED',
    ],
    [
      'board-farsta',
      { personalIdentityNumber: '19800101-0000' },
      'search.personalIdentityNumber',
      'IDENTITY_NUMBER_CHECKSUM',
    ],
    [
      'board-farsta',
      { receiptNumber: 'KB-0000-0000-0' },
      'search.receiptNumber',
      'RECEIPT_NUMBER_CHECK_CHARACTER',
    ],
    ['board-farsta', { tenantName: '   ' }, 'search.tenantName', 'REQUIRED'],
  ])('by %s with %j is refused at %s', async (client, search, path, code) => {
    const { body } = await gateway.send(client, SEARCH, { search });
    expect(body.errors).toHaveLength(1);
    expect(body.errors?.[0]?.extensions).toEqual({
      code: 'BAD_USER_INPUT',
      problems: [{ path, code, message: expect.any(String) as string }],
    });
  });

  it('takes exactly one term, in variables and in literals', async () => {
    const both = { tenantName: 'Testina Provsson', receiptNumber };
    for (let times = 0; times < 3; times += 1) {
      const { body } = await gateway.send('board-farsta', SEARCH, { search: both });
      expect(body.data ?? null).toBeNull();
    }
    const literal = await gateway.send('board-farsta', '{ cases(search: {}) { totalCount } }');
    expect(literal.body.data ?? null).toBeNull();
  });

  it('refuses the order by priority until the board has decided to use it', async () => {
    const { body } = await gateway.send(
      'board-farsta',
      '{ cases(orderBy: PRIORITY) { totalCount } }',
    );
    expect(body.errors?.[0]?.extensions).toMatchObject({
      problems: [{ path: 'orderBy', code: 'NOT_ALLOWED' }],
    });
  });
});
