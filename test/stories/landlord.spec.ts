import { createLocalJWKSet, compactVerify } from 'jose';
import { addDays, addMonths } from '../../src/shared';
import { CASEWORKER, openStoryDesk } from './story-desk';
import type { Data, StoryDesk } from './story-desk';

let desk: StoryDesk;
beforeAll(async () => {
  desk = await openStoryDesk();
});
afterAll(() => desk.close());

/** The payload of a signed document, verified with the keys that the gateway publishes. */
async function verified(jws: string): Promise<Data> {
  const response = await fetch(new URL('/.well-known/jwks.json', desk.gateway.url));
  const keys = createLocalJWKSet(
    (await response.json()) as Parameters<typeof createLocalJWKSet>[0],
  );
  const { payload } = await compactVerify(jws, keys);
  return JSON.parse(Buffer.from(payload).toString('utf8')) as Data;
}

interface Deadline {
  readonly kind: string;
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  readonly state: string;
}

describe('a landlord', () => {
  it('1 submits the message once, with all five items of the form checked, and can prove when', async () => {
    const faulty = await desk
      .told({
        landlord: { name: '', category: 'PRIVATE', postalAddress: '', phone: '' },
        tenants: [],
        claims: [],
        recoveryTotal: '1.00',
        paymentInstruction: {},
      })
      .catch((error: unknown) => String(error));
    for (const item of ['landlord.name', 'tenants', 'claims', 'paymentInstruction'])
      expect(faulty).toContain(`input.${item}`);

    const before = Date.now();
    const notice = await desk.told();
    const { notices } = await desk.caseOf<{
      notices: {
        message: { receivedByBoardAt: string };
        receipt: { jws: string; receivedAt: string; contentSha256: string };
      }[];
    }>(
      'landlord-bostaden',
      notice,
      'notices { message { receivedByBoardAt } receipt { jws receivedAt contentSha256 } }',
    );
    const [sent] = notices;
    const received = Date.parse(sent?.message.receivedByBoardAt ?? '');
    expect(received).toBeGreaterThanOrEqual(before - 1);
    expect(sent?.receipt.receivedAt).toBe(sent?.message.receivedByBoardAt);
    const proof = await verified(sent?.receipt.jws ?? '');
    expect(proof).toMatchObject({ receiptNumber: notice.receiptNumber });
    expect(JSON.stringify(proof)).toContain(sent?.receipt.contentSha256);
  });

  it('2 sees the last day to recover that follows from its own dates, and what is missing for it', async () => {
    const [served, unserved] = [await desk.told(), await desk.told({ tenantServed: [] })];
    const clocks = async (of: typeof served) => {
      const found = await desk.caseOf<{
        deadlines: Deadline[];
        notices: { warnings: { code: string }[] }[];
      }>(
        'landlord-bostaden',
        of,
        'deadlines { kind startsOn endsOn state } notices { warnings { code } }',
      );
      return {
        recovery: found.deadlines.find(({ kind }) => kind === 'RECOVERY_END'),
        warnings: found.notices.flatMap(({ warnings }) => warnings.map(({ code }) => code)),
      };
    };
    const running = await clocks(served);
    expect(running.recovery).toMatchObject({ startsOn: desk.today, state: 'RUNNING' });
    expect(running.recovery?.endsOn?.localeCompare(addDays(desk.today, 21))).toBeGreaterThanOrEqual(
      0,
    );
    const waiting = await clocks(unserved);
    expect(waiting.recovery).toMatchObject({ endsOn: null, state: 'NOT_STARTED' });
    expect(waiting.warnings).toContain('TENANT_NOT_SERVED');
  });

  it('3 reports payment or a plan, so that nobody works on a solved case', async () => {
    const [paid, planned] = [await desk.told(), await desk.told()];
    const report = { on: desk.today, amount: null };
    expect(
      await desk.act('landlord-bostaden', 'reportSettlement', paid, { ...report, status: 'PAID' }),
    ).toBeNull();
    expect(
      await desk.act('landlord-bostaden', 'reportSettlement', planned, {
        ...report,
        status: 'PLAN_AGREED',
      }),
    ).toBeNull();
    expect(await desk.caseOf('board-farsta', paid, 'stage settlement { status }')).toEqual({
      stage: 'RECOVERED',
      settlement: { status: 'PAID' },
    });
    expect(await desk.caseOf('board-farsta', planned, 'settlement { status amount }')).toEqual({
      settlement: { status: 'PLAN_AGREED', amount: null },
    });
  });

  it('4 gets the board’s written undertaking in time, in a form it can rely on', async () => {
    const notice = await desk.told();
    await desk.act('board-farsta', 'openSocialCase', notice, { caseworker: CASEWORKER });
    expect(await desk.act('board-farsta', 'issueRentUndertaking', notice)).toBeNull();
    const { socialServices } = await desk.caseOf<{
      socialServices: { rentUndertaking: { inTime: boolean; document: { jws: string } } };
    }>(
      'landlord-bostaden',
      notice,
      'socialServices { rentUndertaking { issuedAt inTime document { jws } } }',
    );
    expect(socialServices.rentUndertaking.inTime).toBe(true);
    expect(await verified(socialServices.rentUndertaking.document.jws)).toMatchObject({
      board: { id: 'farsta' },
    });
  });

  it('5 reaches the right board without knowing who handles the tenant', async () => {
    const notice = await desk.told();
    await desk.act('board-farsta', 'openSocialCase', notice, { caseworker: CASEWORKER });
    const found = await desk.caseOf(
      'landlord-bostaden',
      notice,
      'board { name } socialServices { caseworker { name } }',
    );
    expect(found).toEqual({
      board: { name: expect.stringContaining('Farsta') as string },
      socialServices: { caseworker: null },
    });
  });

  it('6 sends the message early with nothing more than the form asks for', async () => {
    const { deadlines } = await desk.gateway.data<{ deadlines: Deadline[] }>(
      'landlord-hyrbo',
      `query ($events: DeadlineEvents!) { deadlines(events: $events) { kind endsOn state explanation } }`,
      { events: { rentDueOn: addDays(desk.today, -10) } },
    );
    expect(deadlines.map(({ kind }) => kind)).toContain('FORFEITABLE_FROM');
    const notice = await desk.told(
      {
        landlord: {
          name: 'Enskilda Ägarsson',
          category: 'INDIVIDUAL',
          postalAddress: 'Exempelvägen 3, 123 45 Farsta',
          phone: '070-174 06 05',
        },
      },
      'landlord-hyrbo',
    );
    expect(notice.receiptNumber).toMatch(/^KB-/);
  });

  it('7 allows deferral, and sees the six months after which the application lapses', async () => {
    const notice = await desk.told();
    await desk.pushed(notice, { appliedOn: desk.today });
    const until = addMonths(desk.today, 2);
    expect(await desk.act('landlord-bostaden', 'grantDeferral', notice, { until })).toBeNull();
    const found = await desk.caseOf<{ deferral: Data; deadlines: Deadline[] }>(
      'landlord-bostaden',
      notice,
      'deferral { grantedOn until } deadlines { kind endsOn state }',
    );
    expect(found.deferral).toEqual({ grantedOn: desk.today, until });
    expect(found.deadlines).toContainEqual(
      expect.objectContaining({ kind: 'DEFERRAL_LAPSES', endsOn: addMonths(desk.today, 6) }),
    );
  });

  it('8 works for many principals without mixing their data', async () => {
    const { gateway } = desk;
    const notice = await desk.told();
    const search = `query ($receiptNumber: String!) { cases(scope: ALL, search: { receiptNumber: $receiptNumber }) { totalCount } }`;
    const asPrincipal = async (principal: string) => {
      const token = await gateway.token('landlord-agent', undefined, principal);
      const response = await fetch(gateway.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query: search, variables: { receiptNumber: notice.receiptNumber } }),
      });
      return ((await response.json()) as { data: { cases: Data } }).data.cases.totalCount;
    };
    expect(await asPrincipal('559900-0014')).toBe(1);
    expect(await asPrincipal('559900-0022')).toBe(0);
  });
});
