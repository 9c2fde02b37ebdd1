import { addDays, Purpose } from '../../src/shared';
import { CASEWORKER, openStoryDesk } from './story-desk';
import type { Data, StoryDesk, Told } from './story-desk';

let desk: StoryDesk;
beforeAll(async () => {
  desk = await openStoryDesk();
});
afterAll(() => desk.close());

const FARSTA = 'board-farsta';

/** A case that the board has taken on. */
async function opened(changes: object = {}): Promise<Told> {
  const notice = await desk.told(changes);
  expect(await desk.act(FARSTA, 'openSocialCase', notice, { caseworker: CASEWORKER })).toBeNull();
  return notice;
}

/** The same record with a time that Kronofogden has set. */
const timeSet = (notice: Told, days = 20) =>
  desk.pushed(notice, {
    status: 'DATE_SET',
    heardOn: desk.today,
    evictionTime: { date: addDays(desk.today, days), time: '09:30' },
  });

describe('social services', () => {
  it('9 see every new message with the days left of the three weeks', async () => {
    const notice = await desk.told();
    const { cases } = await desk.gateway.data<{
      cases: { edges: { node: { notices: Data[]; deadlines: Data[] } }[] };
    }>(
      FARSTA,
      `{ cases(orderBy: NEXT_DEADLINE, first: 100) { edges { node {
        notices { receiptNumber } deadlines { kind endsOn state } } } } }`,
    );
    const found = cases.edges.find(({ node }) =>
      node.notices.some(({ receiptNumber }) => receiptNumber === notice.receiptNumber),
    );
    expect(found?.node.deadlines).toContainEqual({
      kind: 'RECOVERY_END',
      endsOn: expect.stringMatching(/^\d{4}-/) as string,
      state: 'RUNNING',
    });
  });

  it('10 give priority to families with children, and nobody outside sees it', async () => {
    const notice = await opened();
    await desk.pushed(notice, {});
    const priority = 'socialServices { priority priorityReasons }';
    const before = await desk.caseOf(FARSTA, notice, priority);
    await desk.act(FARSTA, 'recordHousehold', notice, { adults: 1, children: 2, elderly: false });
    const after = await desk.caseOf<{ socialServices: { priorityReasons: string[] } }>(
      FARSTA,
      notice,
      priority,
    );
    expect(after).not.toEqual(before);
    expect(after.socialServices.priorityReasons).toContain('CHILDREN');
    for (const client of ['landlord-bostaden', 'kronofogden']) {
      expect(await desk.caseOf(client, notice, priority)).toEqual({
        socialServices: { priority: null, priorityReasons: null },
      });
    }
  });

  it('11 see whether the tenant has had earlier messages to the board', async () => {
    const first = await desk.told();
    await desk.act('landlord-bostaden', 'reportSettlement', first, {
      status: 'PAID',
      on: desk.today,
    });
    const { tenants, dwelling } = first.input;
    const later = await desk.told({ tenants, dwelling, tenantServed: [] });
    expect(await desk.caseOf(FARSTA, later, 'earlierNotices')).toEqual({ earlierNotices: 1 });
    expect(await desk.caseOf(FARSTA, await desk.told(), 'earlierNotices')).toEqual({
      earlierNotices: 0,
    });
  });

  it('12 see the arrears in months', async () => {
    const notice = await desk.told();
    expect(await desk.caseOf(FARSTA, notice, 'notices { arrearsMonths }')).toEqual({
      notices: [{ arrearsMonths: 1 }],
    });
  });

  it('13 record contact, cause, plan and outcome in one place', async () => {
    const notice = await opened();
    const steps: readonly (readonly [string, object])[] = [
      [
        'recordContact',
        { at: `${addDays(desk.today, -1)}T08:00:00Z`, channel: 'HOME_VISIT', result: 'REACHED' },
      ],
      ['recordAssessment', { pattern: 'ONE_OFF', cause: 'FORGOTTEN', assessedOn: desk.today }],
      ['recordFinancialAid', { status: 'GRANTED', amount: '3000.00', decidedOn: desk.today }],
      [
        'proposePaymentPlan',
        { instalments: [{ dueOn: addDays(desk.today, 30), amount: '500.00' }] },
      ],
      ['recordOutcome', { kind: 'PAYMENT_PLAN', decidedOn: desk.today }],
    ];
    for (const [operation, input] of steps)
      expect([operation, await desk.act(FARSTA, operation, notice, input)]).toEqual([
        operation,
        null,
      ]);
    expect(
      await desk.caseOf(
        FARSTA,
        notice,
        `socialServices { contacts { channel } assessment { cause } financialAid { status amount }
          paymentPlan { instalments { amount } response } outcome { kind } }`,
      ),
    ).toEqual({
      socialServices: {
        contacts: [{ channel: 'HOME_VISIT' }],
        assessment: { cause: 'FORGOTTEN' },
        financialAid: { status: 'GRANTED', amount: '3000.00' },
        paymentPlan: { instalments: [{ amount: '500.00' }], response: 'PENDING' },
        outcome: { kind: 'PAYMENT_PLAN' },
      },
    });
  });

  it('14 issue an undertaking within the three weeks, and see what is undertaken', async () => {
    const notice = await opened();
    expect(await desk.act(FARSTA, 'issueRentUndertaking', notice)).toBeNull();
    const { socialServices } = await desk.caseOf<{ socialServices: { rentUndertaking: Data } }>(
      FARSTA,
      notice,
      'socialServices { rentUndertaking { issuedAt inTime } }',
    );
    expect(socialServices.rentUndertaking).toMatchObject({ inTime: true });
    const owned = await opened({
      dwelling: { ...(await desk.told()).input.dwelling, tenure: 'TENANT_OWNED' },
    });
    expect(await desk.act(FARSTA, 'issueRentUndertaking', owned)).toBe('ILLEGAL_TRANSITION');
  });

  it('15 prepare the weekly meeting from the board’s own cases, by priority, once the board has decided so', async () => {
    const notice = await opened();
    await desk.act(FARSTA, 'recordHousehold', notice, { adults: 1, children: 3, elderly: false });
    const queue = `{ cases(orderBy: PRIORITY, first: 100) { edges { node { socialServices { priority } } } } }`;
    const refused = await desk.gateway.send(FARSTA, queue);
    expect(refused.body.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    const { body } = await desk.gateway.send(
      FARSTA,
      'mutation ($input: RegisterStandingDecisionInput!) { registerStandingDecision(input: $input) { id } }',
      {
        input: {
          idempotencyKey: 'queue',
          switch: 'PRIORITY_QUEUE',
          decidedBy: 'Nämnden',
          decidedOn: desk.today,
          reference: 'Dnr 15',
          validTo: addDays(desk.today, 30),
        },
      },
    );
    expect(body.errors).toBeUndefined();
    const { cases } = await desk.gateway.data<{
      cases: { edges: { node: { socialServices: { priority: string } } }[] };
    }>(FARSTA, queue);
    const order = ['URGENT', 'HIGH', 'NORMAL'];
    const ranks = cases.edges.map(({ node }) => order.indexOf(node.socialServices.priority));
    expect(ranks.length).toBeGreaterThan(1);
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
  });

  it('16 prepare the monthly meeting with landlord and Kronofogden, where each sees only what it may', async () => {
    const notice = await opened();
    await timeSet(notice);
    const month = addDays(desk.today, 20).slice(0, 7);
    const parties = [FARSTA, 'landlord-bostaden', 'kronofogden'] as const;
    for (const party of parties)
      expect(
        await desk.act(party, 'addMeetingInput', notice, { month, text: `Från ${party}.` }),
      ).toBeNull();
    const texts = async (party: string): Promise<readonly string[]> => {
      const { id } = await desk.caseOf<{ id: string }>(party, notice, 'id');
      const { collaborationMeeting } = await desk.gateway.data<{
        collaborationMeeting: { items: { case: { id: string }; inputs: { text: string }[] }[] };
      }>(
        party,
        'query ($month: String!) { collaborationMeeting(board: "farsta", month: $month) { items { case { id } inputs { text } } } }',
        { month },
      );
      const item = collaborationMeeting.items.find((one) => one.case.id === id);
      return (item?.inputs ?? []).map(({ text }) => text);
    };
    expect(await texts(FARSTA)).toEqual([`Från ${FARSTA}.`, 'Från landlord-bostaden.']);
    expect(await texts('landlord-bostaden')).toEqual(['Från landlord-bostaden.', 'Från kronofogden.']); // prettier-ignore
    expect(await texts('kronofogden')).toEqual(['Från landlord-bostaden.', 'Från kronofogden.']);
  });

  it('17 confirm Kronofogden’s notice of a time the same day, by name', async () => {
    const notice = await opened();
    expect(await desk.act(FARSTA, 'confirmEvictionTime', notice, { caseworker: CASEWORKER })).toBe(
      'ILLEGAL_TRANSITION',
    );
    await timeSet(notice);
    expect(
      await desk.act(FARSTA, 'confirmEvictionTime', notice, { caseworker: CASEWORKER }),
    ).toBeNull();
    expect(
      await desk.caseOf(
        FARSTA,
        notice,
        'socialServices { evictionConfirmation { dueOn onTime caseworker { name } } }',
      ),
    ).toEqual({
      socialServices: {
        evictionConfirmation: {
          dueOn: desk.today,
          onTime: true,
          caseworker: { name: CASEWORKER.name },
        },
      },
    });
  });

  it('18 know early that no time is set yet', async () => {
    const notice = await desk.told();
    await desk.pushed(notice, {});
    expect(
      await desk.caseOf(FARSTA, notice, 'stage enforcement { status evictionTime { date } }'),
    ).toEqual({ stage: 'ENFORCEMENT_OPEN', enforcement: { status: 'OPEN', evictionTime: null } });
  });

  it('19 record that they attend the eviction', async () => {
    const notice = await opened();
    await timeSet(notice);
    expect(
      await desk.act(FARSTA, 'setAttendance', notice, {
        status: 'ATTENDING',
        contactName: CASEWORKER.name,
        contactPhone: CASEWORKER.phone,
      }),
    ).toBeNull();
    expect(await desk.caseOf(FARSTA, notice, 'socialServices { attendance { status } }')).toEqual({
      socialServices: { attendance: { status: 'ATTENDING' } },
    });
  });

  it('20 see everybody on the lease, and record who else lives there', async () => {
    const others = await desk.told();
    const { tenant } = others;
    const notice = await opened({
      tenants: [tenant, { name: 'Medprov Testsson', postalAddress: tenant.postalAddress }],
      tenantServed: [],
    });
    await desk.act(FARSTA, 'recordHousehold', notice, { adults: 3, children: 1, elderly: true });
    const found = await desk.caseOf<{ tenants: Data[] }>(
      FARSTA,
      notice,
      'tenants { name } socialServices { household { adults children elderly } }',
    );
    expect(found.tenants).toHaveLength(2);
    expect(found).toMatchObject({
      socialServices: { household: { adults: 3, children: 1, elderly: true } },
    });
  });

  it('21 follow outcomes over closed periods without seeing anybody', async () => {
    const { body } = await desk.gateway.send(
      FARSTA,
      '{ evictionStatistics(period: "2025", level: COUNTY) { area notices recovered executed suppressed } }',
      {},
      Purpose.FOLLOW_UP,
    );
    expect(body.errors).toBeUndefined();
    expect(Array.isArray(body.data?.evictionStatistics)).toBe(true);
    const { body: list } = await desk.gateway.send(
      FARSTA,
      '{ cases { totalCount } }',
      {},
      Purpose.FOLLOW_UP,
    );
    expect(list.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('22 obtain, limit and take back a consent', async () => {
    const notice = await opened();
    const { tenants } = await desk.caseOf<{ tenants: { id: string }[] }>(
      FARSTA,
      notice,
      'tenants { id }',
    );
    const caseworker = 'socialServices { caseworker { name } }';
    expect(
      await desk.act(FARSTA, 'recordConsent', notice, {
        tenantId: tenants[0]?.id,
        fieldGroup: 'CASEWORKER_CONTACT',
        recipient: 'LANDLORD',
        purpose: 'LANDLORD_DUTY',
        validFrom: desk.today,
        validTo: addDays(desk.today, 14),
        evidence: 'Muntligt, antecknat samma dag.',
      }),
    ).toBeNull();
    expect(await desk.caseOf('landlord-bostaden', notice, caseworker)).toEqual({
      socialServices: { caseworker: { name: CASEWORKER.name } },
    });
    const { socialServices } = await desk.caseOf<{
      socialServices: { consents: { id: string }[] };
    }>(FARSTA, notice, 'socialServices { consents { id } }');
    const consentId = socialServices.consents[0]?.id;
    expect(await desk.act(FARSTA, 'revokeConsent', notice, { consentId })).toBeNull();
    expect(await desk.caseOf('landlord-bostaden', notice, caseworker)).toEqual({
      socialServices: { caseworker: null },
    });
  });
});
