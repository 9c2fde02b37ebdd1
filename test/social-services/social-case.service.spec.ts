import { ArrearsCause, ArrearsPattern } from '../../src/social-services/assessment.type';
import { OutcomeKind } from '../../src/social-services/case-outcome.type';
import { ContactChannel, ContactResult } from '../../src/social-services/contact-attempt.type';
import { FinancialAidStatus } from '../../src/social-services/financial-aid.type';
import { aBoardDesk, farsta, skarpnack } from './board-desk';

const TABLES = [
  'social_case',
  'household',
  'contact_attempt',
  'assessment',
  'outcome',
  'financial_aid',
  'payment_plan',
];
const caseworker = { id: 'FA-7', name: 'Kim Påhittad', phone: '08-123 45 67', email: null };
const household = { adults: 1, children: 2, elderly: false };
const contact = {
  at: '2026-11-22T11:00:00+01:00',
  channel: ContactChannel.PHONE,
  result: ContactResult.REACHED,
};
const assessment = {
  pattern: ArrearsPattern.ONE_OFF,
  cause: ArrearsCause.INCOME_LOSS,
  assessedOn: '2026-11-22',
};
const evicted = { kind: OutcomeKind.EVICTED, decidedOn: '2026-11-22' };
const aid = { status: FinancialAidStatus.GRANTED, amount: '4000.00', decidedOn: '2026-11-22' };
const instalments = { instalments: [{ dueOn: '2026-12-22', amount: '500.00' }] };
const plan = { kind: OutcomeKind.PAYMENT_PLAN, decidedOn: '2026-11-22' };

describe('SocialCaseService', () => {
  let desk: Awaited<ReturnType<typeof aBoardDesk>>;

  beforeAll(async () => {
    desk = await aBoardDesk();
  });
  afterAll(() => desk.close());
  beforeEach(() => {
    desk.clock.advance(60);
  });

  async function anOpenedCase(): Promise<string> {
    const caseId = await desk.aCase();
    await desk.service.openSocialCase(farsta, { ...(await desk.of(caseId)), caseworker });
    return caseId;
  }

  const count = async (table: string, caseId: string): Promise<number> =>
    (await desk.sql(`SELECT FROM social.${table} WHERE case_id = $1`, [caseId])).length;
  const holding = async (table: string, columns: string, caseId: string): Promise<object[]> =>
    desk.sql(
      `SELECT ${columns} FROM social.${table} WHERE case_id = $1 AND superseded_at IS NULL`,
      [caseId],
    );
  const closedOn = async (caseId: string) => {
    const [row] = await desk.sql<{ fact: string | null; share: string | null }>(
      `SELECT f.closed_on::text AS fact, s.closed_on::text AS share FROM cases.social_fact f
       JOIN cases.share s USING (case_id) WHERE case_id = $1 AND agency = 'SOCIAL_SERVICES'`,
      [caseId],
    );
    return row;
  };

  /** Every change, each with its input beyond what all changes carry. */
  const changes = [
    ['openSocialCase', { caseworker }],
    ['recordHousehold', household],
    ['recordContact', contact],
    ['recordAssessment', assessment],
    ['recordOutcome', evicted],
    ['recordFinancialAid', aid],
    ['proposePaymentPlan', instalments],
  ] as const;
  type Name = (typeof changes)[number][0];
  const make = (name: Name, input: object, caller = farsta): Promise<string> =>
    name === 'recordFinancialAid' || name === 'proposePaymentPlan'
      ? desk.support[name](caller, input as never)
      : desk.service[name](caller, input as never);

  it('takes a case on with sealed names and the plain instant', async () => {
    const caseId = await desk.aCase();
    const input = { ...(await desk.of(caseId)), caseworker, journalReference: 'PA 12' };
    expect(await desk.service.openSocialCase(farsta, input)).toBe(caseId);
    const [row] = (await holding('social_case', '*', caseId)) as Record<string, unknown>[];
    expect(row).toMatchObject({
      board_id: 'farsta',
      opened_at: desk.clock.now(),
      recorded_at: desk.clock.now(),
    });
    expect(String(row?.sealed_caseworker)).not.toContain('Kim');
    expect(String(row?.sealed_journal_reference)).not.toContain('PA 12');
    expect(await closedOn(caseId)).toEqual({ fact: null, share: null });
  });

  it('hands a case to another caseworker by a new row, with the day of opening kept', async () => {
    const caseId = await anOpenedCase();
    const opened = desk.clock.now();
    desk.clock.advance(3600);
    await make('openSocialCase', { ...(await desk.of(caseId)), caseworker });
    const rows = await desk.sql(
      'SELECT opened_at, superseded_at FROM social.social_case WHERE case_id = $1 ORDER BY recorded_at',
      [caseId],
    );
    expect(rows).toEqual([
      { opened_at: opened, superseded_at: desk.clock.now() },
      { opened_at: opened, superseded_at: null },
    ]);
  });

  it.each([
    ['recordHousehold', 'household', household, { children: 3 }, 'children'],
    ['recordAssessment', 'assessment', assessment, { cause: ArrearsCause.DEBTS }, 'cause'],
    ['recordOutcome', 'outcome', plan, { kind: OutcomeKind.STAY }, 'kind'],
    ['recordFinancialAid', 'financial_aid', aid, { amount: '17.50' }, 'amount'],
    [
      'proposePaymentPlan',
      'payment_plan',
      instalments,
      { instalments: [{ dueOn: '2026-11-22', amount: '1.00' }] },
      'instalments',
    ],
  ] as const)('%s closes the entry before it', async (name, table, first, second, column) => {
    const caseId = await anOpenedCase();
    await make(name, { ...(await desk.of(caseId)), ...first });
    await make(name, { ...(await desk.of(caseId)), ...first, ...second });
    expect(await count(table, caseId)).toBe(2);
    expect(await holding(table, column, caseId)).toEqual([second]);
  });

  it('adds attempts of contact without closing any', async () => {
    const caseId = await anOpenedCase();
    await make('recordContact', { ...(await desk.of(caseId)), ...contact });
    await make('recordContact', { ...(await desk.of(caseId)), ...contact });
    expect(await count('contact_attempt', caseId)).toBe(2);
  });

  it('closes the share of the board with an outcome that ends the work, until news come in', async () => {
    const caseId = await anOpenedCase();
    await make('recordOutcome', { ...(await desk.of(caseId)), ...plan });
    expect(await closedOn(caseId)).toEqual({ fact: null, share: null });
    await make('recordOutcome', { ...(await desk.of(caseId)), ...evicted });
    expect(await closedOn(caseId)).toEqual({ fact: '2026-11-22', share: '2026-11-22' });
    desk.clock.advance(3600);
    await desk.noticeArrives(caseId, 'farsta');
    expect(await closedOn(caseId)).toEqual({ fact: '2026-11-22', share: null });
  });

  it('takes an ended case on anew, and keeps a plan that is only followed', async () => {
    const ended = await anOpenedCase();
    await make('recordOutcome', { ...(await desk.of(ended)), ...evicted });
    await make('openSocialCase', { ...(await desk.of(ended)), caseworker });
    expect(await closedOn(ended)).toEqual({ fact: null, share: null });
    expect(await holding('outcome', 'kind', ended)).toEqual([]);
    expect(await count('outcome', ended)).toBe(1);

    const followed = await anOpenedCase();
    await make('recordOutcome', { ...(await desk.of(followed)), ...plan });
    await make('openSocialCase', { ...(await desk.of(followed)), caseworker });
    expect(await holding('outcome', 'kind', followed)).toEqual([{ kind: 'PAYMENT_PLAN' }]);
  });

  it.each(changes.slice(1))('%s is refused before the case is taken on', async (name, input) => {
    const caseId = await desk.aCase();
    await expect(make(name, { ...(await desk.of(caseId)), ...input })).rejects.toMatchObject({
      code: 'ILLEGAL_TRANSITION',
      legal: ['openSocialCase'],
    });
    for (const table of TABLES) expect(await count(table, caseId)).toBe(0);
  });

  describe.each(changes)('%s', (name, input) => {
    it('raises the version of the board by one, and nobody else’s', async () => {
      const caseId = await anOpenedCase();
      const versions = () =>
        desk.sql<{ agency: string; organisation: string; version: number }>(
          'SELECT agency, organisation, version FROM cases.share WHERE case_id = $1 ORDER BY 1, 2',
          [caseId],
        );
      const before = await versions();
      await make(name, { ...(await desk.of(caseId)), ...input });
      expect(await versions()).toEqual(
        before.map((share) =>
          share.agency === 'SOCIAL_SERVICES' ? { ...share, version: share.version + 1 } : share,
        ),
      );
      expect(before.map(({ agency }) => agency)).toEqual([
        'LANDLORD',
        'OVERSIGHT',
        'OVERSIGHT',
        'SOCIAL_SERVICES',
      ]);
    });

    it('answers another board as if the case did not exist', async () => {
      const caseId = await anOpenedCase();
      const carried = await desk.of(caseId, skarpnack);
      const unknown = { ...carried, caseId: 'A'.repeat(22) };
      const foreign = { ...carried, caseId: (await desk.of(caseId)).caseId };
      for (const request of [carried, foreign, unknown]) {
        await expect(make(name, { ...request, ...input }, skarpnack)).rejects.toMatchObject({
          code: 'NOT_FOUND',
        });
      }
    });

    it('refuses an old version', async () => {
      const caseId = await anOpenedCase();
      const carried = await desk.of(caseId);
      await make('recordContact', { ...(await desk.of(caseId)), ...contact });
      await expect(make(name, { ...carried, ...input })).rejects.toMatchObject({
        code: 'VERSION_CONFLICT',
      });
    });

    it('happens once under one key, and only with the same input', async () => {
      const caseId = await anOpenedCase();
      const request = { ...(await desk.of(caseId)), ...input };
      await make(name, request);
      const version = await desk.versionOf(caseId, 'farsta');
      expect(await make(name, { ...request })).toBe(caseId);
      expect(await desk.versionOf(caseId, 'farsta')).toBe(version);
      const other = { ...request, expectedVersion: request.expectedVersion + 1 };
      await expect(make(name, other)).rejects.toMatchObject({ code: 'IDEMPOTENCY_CONFLICT' });
    });
  });

  it('tells attempts apart that differ by their time alone', async () => {
    const caseId = await anOpenedCase();
    const request = { ...(await desk.of(caseId)), ...contact };
    await make('recordContact', request);
    await expect(
      make('recordContact', { ...request, at: '2026-11-22T11:00:01+01:00' }),
    ).rejects.toMatchObject({ code: 'IDEMPOTENCY_CONFLICT' });
  });

  it('answers all problems of an input at once, without asking the store', async () => {
    const input = {
      idempotencyKey: '',
      caseId: 'x',
      expectedVersion: -1,
      ...household,
      adults: -1,
    };
    await expect(make('recordHousehold', input)).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      problems: [
        { path: 'input.adults' },
        { path: 'input.idempotencyKey' },
        { path: 'input.expectedVersion' },
      ],
    });
  });
});
