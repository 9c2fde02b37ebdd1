import { Agency } from '../../src/shared';
import { testOrganisationNumber } from '../support/identity-numbers';
import { aTenant, arrearsNotice, disturbanceNotice } from '../support/inputs';
import type { LandlordDesk, ReadNotice } from './landlord-desk';
import { aCaller, openLandlordDesk, withChanges } from './landlord-desk';
import type { SubmitNoticeInput } from '../../src/landlord-notices/submit-notice.input';

const landlord = aCaller(Agency.LANDLORD, testOrganisationNumber(1));
const board = aCaller(Agency.SOCIAL_SERVICES, 'farsta');

let desk: LandlordDesk;
let keys = 0;

beforeAll(async () => {
  desk = await openLandlordDesk();
});
afterAll(() => desk.close());

async function submit(
  input: SubmitNoticeInput,
  name: string,
  supersedes?: string,
): Promise<ReadNotice> {
  keys += 1;
  const { submitNotice } = await desk.read(
    landlord,
    `mutation ($input: SubmitNoticeInput!) { submitNotice(input: $input) { notice { id receiptNumber } } }`,
    {
      input: withChanges(input, {
        idempotencyKey: `key-${keys}`,
        tenants: [{ ...aTenant, name, personalIdentityNumber: null }],
        supersedes: supersedes ?? null,
        ...(input.kind === arrearsNotice.kind && { tenantServed: [] }),
      }),
    },
  );
  return submitNotice.notice;
}

async function arrearsFor({ receiptNumber }: ReadNotice): Promise<unknown> {
  const { cases } = await desk.read(
    board,
    `{ cases(scope: ALL, search: { receiptNumber: "${receiptNumber}" }) { edges { node { id } } } }`,
  );
  return desk.arrears(board, cases.edges[0]?.node.id ?? '');
}

describe('the arrears of a case', () => {
  it('are months that its unpaid notices claim together, each month once', async () => {
    const name = 'Flera Meddelanden';
    await submit(disturbanceNotice, name);
    await submit(arrearsNotice, name);
    expect(await arrearsFor(await submit(arrearsNotice, name))).toEqual({
      months: 2,
      notices: 3,
      lastNoticeOn: '2026-11-22',
    });
  });

  it('are not known where no notice claims rent', async () => {
    expect(await arrearsFor(await submit(disturbanceNotice, 'Bara Störning'))).toEqual({
      months: null,
      notices: 1,
      lastNoticeOn: '2026-11-22',
    });
  });

  it('count a corrected notice once', async () => {
    const first = await submit(arrearsNotice, 'Rättad Person');
    expect(await arrearsFor(await submit(arrearsNotice, 'Rättad Person', first.id))).toMatchObject({
      notices: 1,
    });
  });
});
