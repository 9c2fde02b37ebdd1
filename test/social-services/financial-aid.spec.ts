import { Agency, Purpose } from '../../src/shared';
import { FinancialAidStatus } from '../../src/social-services/financial-aid.type';
import { aBoardDesk, aCaller, farsta, skarpnack } from './board-desk';

const AID = '{ financialAid { status amount decidedOn } caseworker { name } }';
const landlord = { ...aCaller('landlord-key', Agency.LANDLORD), purpose: Purpose.LANDLORD_DUTY };
const caseworker = { id: 'FA-7', name: 'Kim Påhittad', phone: null, email: null };
const granted = { status: FinancialAidStatus.GRANTED, amount: '4000.00', decidedOn: '2026-11-20' };

describe('recordFinancialAid', () => {
  let desk: Awaited<ReturnType<typeof aBoardDesk>>;
  beforeAll(async () => {
    desk = await aBoardDesk();
  });
  afterAll(() => desk.close());

  async function aCaseOf(...boards: readonly (typeof farsta)[]) {
    const tenancy = await desk.aTenancy(...boards.map(({ organisation }) => organisation));
    for (const board of boards)
      await desk.service.openSocialCase(board, {
        ...(await desk.of(tenancy.caseId, board)),
        caseworker,
      });
    return tenancy;
  }
  const record = async (caseId: string, values: object = granted, board = farsta) =>
    desk.support.recordFinancialAid(board, {
      ...(await desk.of(caseId, board)),
      ...(values as typeof granted),
    });
  const read = async (caseId: string, caller = landlord) =>
    (await desk.read(caller, [caseId], AID)).records[0];

  it('shows a landlord the aid while the tenant consents, and not the caseworker with it', async () => {
    const tenancy = await aCaseOf(farsta);
    await record(tenancy.caseId);
    expect(await read(tenancy.caseId)).toEqual({});
    await desk.consents(tenancy, 'farsta', 'FINANCIAL_AID');
    expect(await read(tenancy.caseId)).toEqual({ financialAid: granted });
    await desk.revokes(tenancy);
    expect(await read(tenancy.caseId)).toEqual({});
  });

  it('tells a consent without aid from no consent by nothing', async () => {
    const tenancy = await aCaseOf(farsta);
    await desk.consents(tenancy, 'farsta', 'FINANCIAL_AID');
    expect(await read(tenancy.caseId)).toEqual({ financialAid: null });
  });

  it('keeps what one board granted when another board of the case has nothing', async () => {
    const tenancy = await aCaseOf(farsta, skarpnack);
    await desk.consents(tenancy, 'farsta', 'FINANCIAL_AID');
    await desk.consents(tenancy, 'skarpnack', 'FINANCIAL_AID');
    await desk.consents(tenancy, 'skarpnack', 'CASEWORKER_CONTACT');
    await record(tenancy.caseId);
    expect(await read(tenancy.caseId)).toEqual({
      financialAid: granted,
      caseworker: { name: caseworker.name },
    });
  });

  it('raises the version of a landlord only while a consent opens the aid', async () => {
    const tenancy = await aCaseOf(farsta);
    const version = () => desk.versionOf(tenancy.caseId, 'landlord-key');
    const before = await version();
    await record(tenancy.caseId);
    expect(await version()).toBe(before);
    await desk.consents(tenancy, 'farsta', 'FINANCIAL_AID');
    await record(tenancy.caseId, { ...granted, amount: '1.00' });
    expect(await version()).toBe(before + 1);
  });

  it('shows the latest decision alone, and keeps the ones before', async () => {
    const { caseId } = await aCaseOf(farsta);
    await record(caseId, { status: FinancialAidStatus.APPLIED });
    await record(caseId, { status: FinancialAidStatus.REFUSED, decidedOn: '2026-11-21' });
    expect(await read(caseId, farsta)).toMatchObject({
      financialAid: { status: 'REFUSED', amount: null, decidedOn: '2026-11-21' },
    });
    expect(
      await desk.sql('SELECT FROM social.financial_aid WHERE case_id = $1', [caseId]),
    ).toHaveLength(2);
  });

  it('takes one of two calls that come at once with one version, and one row for one key', async () => {
    const { caseId } = await aCaseOf(farsta);
    const carried = await desk.of(caseId);
    const call = (idempotencyKey: string) =>
      desk.support.recordFinancialAid(farsta, { ...carried, idempotencyKey, ...granted });
    const outcomes = await Promise.allSettled([call('one'), call('other'), call('one')]);
    const codes = outcomes.flatMap((one) =>
      one.status === 'rejected' ? (one.reason as { code: string }).code : [],
    );
    expect(codes).toEqual(codes.map(() => 'VERSION_CONFLICT'));
    expect(
      await desk.sql('SELECT FROM social.financial_aid WHERE case_id = $1', [caseId]),
    ).toHaveLength(1);
  });
});
