import { randomUUID } from 'node:crypto';
import { Agency, Purpose } from '../../src/shared';
import { aBoardDesk, aCaller, farsta, skarpnack } from './board-desk';

const SELECTION = '{ caseworker { id name } consents { fieldGroup } }';
const landlord = {
  ...aCaller('landlord-key', Agency.LANDLORD),
  purpose: Purpose.LANDLORD_DUTY,
};
const kim = { id: 'FA-7', name: 'Kim Påhittad', phone: null, email: null };
const robin = { id: 'SK-2', name: 'Robin Påhittad', phone: null, email: null };

describe('a case of two boards', () => {
  let desk: Awaited<ReturnType<typeof aBoardDesk>>;
  beforeAll(async () => {
    desk = await aBoardDesk();
  });
  afterAll(() => desk.close());

  /** A case in which both boards have a caseworker, and one tenant whom both know. */
  async function aSharedCase(): Promise<{ caseId: string; personId: string }> {
    const [caseId, personId] = [await desk.aCase(), randomUUID()];
    await desk.noticeArrives(caseId, 'skarpnack');
    for (const [board, caseworker] of [
      [farsta, kim],
      [skarpnack, robin],
    ] as const)
      await desk.service.openSocialCase(board, { ...(await desk.of(caseId, board)), caseworker });
    await desk.sql('UPDATE cases.notice_fact SET person_ids = ARRAY[$2::uuid] WHERE case_id = $1', [
      caseId,
      personId,
    ]);
    return { caseId, personId };
  }

  async function consents(
    of: { caseId: string; personId: string },
    board: string,
    fieldGroup = 'CASEWORKER_CONTACT',
  ): Promise<void> {
    const terms = [randomUUID(), of.caseId, board, of.personId, fieldGroup];
    await desk.sql(
      `INSERT INTO social.consent VALUES ($1, $2, $3, $4, $5, 'LANDLORD', 'LANDLORD_DUTY', '2026-11-01', '2026-12-31',
        now(), NULL, '\\x00')`,
      terms,
    );
    await desk.sql(
      `INSERT INTO cases.consent_fact VALUES ($1, $2, $3, $4, $5, 'LANDLORD', 'LANDLORD_DUTY', '2026-11-01',
        '2026-12-31', NULL)`,
      terms,
    );
  }
  const read = async (caseId: string) =>
    (await desk.read(landlord, [caseId], SELECTION)).records[0] as {
      caseworker: { id: string; name: string } | null;
      consents: readonly { fieldGroup: string }[] | null;
    };

  it.each([
    ['farsta', kim.name],
    ['skarpnack', robin.name],
  ])('shows the caseworker of the board whose consent it is: %s', async (board, name) => {
    const shared = await aSharedCase();
    expect(await read(shared.caseId)).toEqual({});
    await consents(shared, board);
    expect((await read(shared.caseId)).caseworker?.name).toBe(name);
  });

  it('leaves a board out whose second tenant has not consented, though the store hands its row out', async () => {
    const shared = await aSharedCase();
    await desk.sql(
      `UPDATE cases.notice_fact SET person_ids = person_ids || $2::uuid WHERE case_id = $1 AND board_id = 'skarpnack'`,
      [shared.caseId, randomUUID()],
    );
    await consents(shared, 'farsta');
    await consents(shared, 'skarpnack');
    const { records, rowCount } = await desk.read(
      landlord,
      [shared.caseId],
      '{ caseworker { name } }',
    );
    expect(records).toEqual([{ caseworker: { name: kim.name } }]);
    expect(rowCount).toBe(2);
  });

  it('shows the consents of both, and always the same one of two caseworkers', async () => {
    const shared = await aSharedCase();
    await consents(shared, 'skarpnack');
    await consents(shared, 'farsta');
    await consents(shared, 'farsta', 'FINANCIAL_AID');
    const first = await read(shared.caseId);
    expect(first.caseworker?.name).toBe(robin.name);
    expect(first.consents?.map(({ fieldGroup }) => fieldGroup)).toEqual([
      'CASEWORKER_CONTACT',
      'CASEWORKER_CONTACT',
      'FINANCIAL_AID',
    ]);
    expect(await read(shared.caseId)).toEqual(first);
  });

  it('raises the landlord’s version for the caseworker of the consenting board alone', async () => {
    const shared = await aSharedCase();
    await consents(shared, 'farsta');
    const rename = async (board: typeof farsta, caseworker: typeof kim) => {
      const before = await desk.versionOf(shared.caseId, 'landlord-key');
      await desk.service.openSocialCase(board, {
        ...(await desk.of(shared.caseId, board)),
        caseworker: { ...caseworker, name: `${caseworker.name} d.y.` },
      });
      return (await desk.versionOf(shared.caseId, 'landlord-key')) - before;
    };
    expect(await rename(skarpnack, robin)).toBe(0);
    expect(await rename(farsta, kim)).toBe(1);
  });

  it('reads the record for nobody to whom only consents are shown', async () => {
    const shared = await aSharedCase();
    await consents(shared, 'farsta', 'FINANCIAL_AID');
    const { records, statements } = await desk.read(landlord, [shared.caseId], SELECTION);
    expect(records).toEqual([{ consents: [{ fieldGroup: 'FINANCIAL_AID' }] }]);
    expect(statements).toHaveLength(1);
    expect(statements[0]).toContain('FROM social.consent');
  });
});
