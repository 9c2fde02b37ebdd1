import { Batch, NO_FACTS, Reading } from '../../src/disclosure';
import type { ReadingSession } from '../../src/persistence';
import { Agency } from '../../src/shared';
import { ArrearsCause, ArrearsPattern } from '../../src/social-services/assessment.type';
import { OutcomeKind } from '../../src/social-services/case-outcome.type';
import { ContactChannel, ContactResult } from '../../src/social-services/contact-attempt.type';
import { FinancialAidStatus } from '../../src/social-services/financial-aid.type';
import { aBoardDesk, aCaller, farsta, skarpnack } from './board-desk';

const EVERYTHING = `{
  openedAt status journalReference priority priorityReasons
  caseworker { id name phone email }
  household { adults children elderly }
  contacts { at channel result }
  assessment { pattern cause assessedOn }
  financialAid { status amount decidedOn }
  paymentPlan { instalments { dueOn amount } proposedOn response }
  outcome { kind decidedOn }
}`;

const TABLE =
  /(?:social\.(?:social_case|household|contact_attempt|assessment|outcome|financial_aid|payment_plan)|cases\.share)\b/g;
const caseworker = { id: 'FA-7', name: 'Kim Påhittad', phone: null, email: 'kim@example.se' };

describe('SocialServicesReader', () => {
  let desk: Awaited<ReturnType<typeof aBoardDesk>>;
  let fresh: string;
  let full: string;

  beforeAll(async () => {
    desk = await aBoardDesk();
    fresh = await desk.aCase();
    full = await desk.aCase();
    const { service } = desk;
    const opening = { caseworker, journalReference: 'PA 12' };
    await service.openSocialCase(farsta, { ...(await desk.of(full)), ...opening });
    for (const children of [4, 1]) {
      const household = { adults: 2, children, elderly: false };
      await service.recordHousehold(farsta, { ...(await desk.of(full)), ...household });
    }
    for (const [at, result] of [
      ['2026-11-22T10:00:00Z', ContactResult.REACHED],
      ['2026-11-21T10:00:00Z', ContactResult.NO_ANSWER],
    ] as const) {
      const attempt = { at, channel: ContactChannel.PHONE, result };
      await service.recordContact(farsta, { ...(await desk.of(full)), ...attempt });
    }
    await service.recordAssessment(farsta, {
      ...(await desk.of(full)),
      pattern: ArrearsPattern.REPEATED,
      cause: ArrearsCause.DEBTS,
      assessedOn: '2026-11-22',
    });
    await desk.support.recordFinancialAid(farsta, {
      ...(await desk.of(full)),
      status: FinancialAidStatus.PARTLY_GRANTED,
      amount: '2500.5',
      decidedOn: '2026-11-20',
    });
    await desk.support.proposePaymentPlan(farsta, {
      ...(await desk.of(full)),
      instalments: [{ dueOn: '2026-12-22', amount: '500' }],
    });
  });
  afterAll(() => desk.close());

  it('answers the board with its record, and with a new one where it has none', async () => {
    const { records, statements, rowCount } = await desk.read(farsta, [full, fresh], EVERYTHING);
    expect(records).toEqual([
      {
        openedAt: desk.clock.now(),
        status: 'IN_CONTACT',
        journalReference: 'PA 12',
        priority: 'URGENT',
        priorityReasons: ['CHILDREN', 'REPEAT'],
        caseworker,
        household: { adults: 2, children: 1, elderly: false },
        contacts: [
          { at: new Date('2026-11-21T10:00:00Z'), channel: 'PHONE', result: 'NO_ANSWER' },
          { at: new Date('2026-11-22T10:00:00Z'), channel: 'PHONE', result: 'REACHED' },
        ],
        assessment: { pattern: 'REPEATED', cause: 'DEBTS', assessedOn: '2026-11-22' },
        financialAid: { status: 'PARTLY_GRANTED', amount: '2500.50', decidedOn: '2026-11-20' },
        paymentPlan: {
          instalments: [{ dueOn: '2026-12-22', amount: '500.00' }],
          proposedOn: '2026-11-22',
          response: 'PENDING',
        },
        outcome: null,
      },
      {
        openedAt: null,
        status: 'NEW',
        journalReference: null,
        priority: 'NORMAL',
        priorityReasons: [],
        caseworker: null,
        household: null,
        contacts: [],
        assessment: null,
        financialAid: null,
        paymentPlan: null,
        outcome: null,
      },
    ]);
    expect({ statements: statements.length, rowCount }).toEqual({ statements: 1, rowCount: 1 });
  });

  it.each([
    ['a landlord', aCaller('landlord-key', Agency.LANDLORD)],
    ['Kronofogden', aCaller('202100-5448', Agency.ENFORCEMENT)],
    ['the board’s own auditor', aCaller('farsta', Agency.OVERSIGHT)],
  ])('answers %s with an object without values, and reads nothing', async (_who, caller) => {
    const { records, statements } = await desk.read(caller, [full, fresh], EVERYTHING);
    expect(records).toEqual([{}, {}]);
    expect(statements).toEqual([]);
  });

  it('shows another board nothing of the rows, by row security alone', async () => {
    const { records } = await desk.read(skarpnack, [full, fresh], EVERYTHING);
    expect(records[0]).toEqual(records[1]);
    expect(records[0]).toMatchObject({ status: 'NEW', caseworker: null });
  });

  it.each([
    ['{ openedAt }', ['social.social_case']],
    ['{ paymentPlan { response } }', ['social.payment_plan']],
    ['{ financialAid { amount } }', ['social.financial_aid']],
    ['{ household { children } }', ['social.social_case', 'social.household']],
    ['{ contacts { at } }', ['social.contact_attempt', 'social.social_case']],
    [
      '{ status }',
      [
        'social.contact_attempt',
        'social.social_case',
        'social.payment_plan',
        'cases.share',
        'social.outcome',
      ],
    ],
    ['{ priority }', ['social.social_case', 'social.household', 'social.assessment']],
  ])('reads for %s only the tables that it needs', async (selection, tables) => {
    const { statements } = await desk.read(farsta, [full], selection);
    const [sql = ''] = statements;
    expect(sql.match(TABLE)?.filter((name, at, all) => all.indexOf(name) === at)).toEqual(tables);
    expect(sql).not.toContain('sealed');
  });

  it('answers parts of which nothing but the presence is asked', async () => {
    const selection =
      '{ caseworker { __typename } household { __typename } contacts { __typename } outcome { __typename } }';
    const { records, statements } = await desk.read(farsta, [full], selection);
    expect(records).toEqual([{ caseworker: {}, household: {}, contacts: [{}, {}], outcome: null }]);
    expect(statements.join()).not.toContain('sealed');
  });

  it('weighs the arrears of the notices and the time that is set', async () => {
    const caseId = await desk.aCase();
    await desk.service.openSocialCase(farsta, { ...(await desk.of(caseId)), caseworker });
    const weigh = async () =>
      (await desk.read(farsta, [caseId], '{ priority priorityReasons }')).records[0];
    expect(await weigh()).toEqual({ priority: 'NORMAL', priorityReasons: [] });
    desk.arrears.set(caseId, { months: 3, notices: 2, lastNoticeOn: '2026-11-22' });
    expect(await weigh()).toEqual({
      priority: 'HIGH',
      priorityReasons: ['ARREARS_MONTHS', 'REPEAT'],
    });
    await desk.timeIsSet(caseId);
    expect(await weigh()).toEqual({
      priority: 'URGENT',
      priorityReasons: ['EVICTION_TIME_SET', 'ARREARS_MONTHS', 'REPEAT'],
    });
  });

  it('shows a closed record as closed until a notice comes in, and then as it was before', async () => {
    const caseId = await desk.aCase();
    const status = async () => (await desk.read(farsta, [caseId], '{ status }')).records[0];
    await desk.service.openSocialCase(farsta, { ...(await desk.of(caseId)), caseworker });
    expect(await status()).toEqual({ status: 'ASSIGNED' });
    await desk.service.recordOutcome(farsta, {
      ...(await desk.of(caseId)),
      kind: OutcomeKind.NO_CONTACT,
      decidedOn: '2026-11-22',
    });
    expect(await status()).toEqual({ status: 'CLOSED' });
    desk.clock.advance(1);
    await desk.noticeArrives(caseId, 'farsta');
    expect(await status()).toEqual({ status: 'ASSIGNED' });
  });

  it('keeps the file reference when the case changes hands', async () => {
    const other = { ...caseworker, id: 'FA-8' };
    await desk.service.openSocialCase(farsta, { ...(await desk.of(full)), caseworker: other });
    const selection = '{ journalReference caseworker { id } }';
    const { records, rowCount } = await desk.read(farsta, [full], selection);
    expect(records).toEqual([{ journalReference: 'PA 12', caseworker: { id: 'FA-8' } }]);
    expect(rowCount).toBe(1);
  });

  it('shows a landlord with consent the caseworker under an id of its own', async () => {
    const rows = await desk.sql(
      `SELECT case_id AS "caseId", board_id AS "boardId", id AS "entryId", sealed_caseworker AS "sealedCaseworker"
       FROM social.social_case WHERE case_id = $1 AND superseded_at IS NULL`,
      [full],
    );
    const consented = {
      ...NO_FACTS,
      consents: new Map([['CASEWORKER_CONTACT' as const, [{ owner: 'farsta', ids: ['an-id'] }]]]),
    };
    const shownTo = async (organisation: string) => {
      const reading = new Reading(
        { rows: () => Promise.resolve(rows) } as unknown as ReadingSession,
        aCaller(organisation, Agency.LANDLORD),
        '2026-11-22',
        () => Promise.resolve(new Map([[full, consented]])),
      );
      const position = desk.positionFor(Agency.LANDLORD, '{ status caseworker { id name } }');
      const records = await desk.reader.records(new Batch(reading, position, [full]));
      return records.get(full) as { caseworker: { id: string } };
    };
    const shown = await shownTo('559900-0010');
    expect(shown).toEqual({
      caseworker: { id: expect.stringMatching(/^[\w-]{22,}$/) as string, name: 'Kim Påhittad' },
    });
    expect(await shownTo('559900-0010')).toEqual(shown);
    expect((await shownTo('559900-0028')).caseworker.id).not.toBe(shown.caseworker.id);
  });
});
