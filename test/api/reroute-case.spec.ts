import type { DeskCase } from './consent-desk';
import { openConsentDesk, outcomeOf } from './consent-desk';

const OLD = 'board-farsta';
const NEW = 'board-skarpnack';
const FAR = 'board-uppsala';
const LANDLORD = 'landlord-bostaden';
const KRONOFOGDEN = 'kronofogden';
const REASON = 'Bostaden ligger i ett annat område.';
const UPPSALA = '0380';

type Data = Readonly<Record<string, unknown>>;

let desk: Awaited<ReturnType<typeof openConsentDesk>>;
beforeAll(async () => {
  desk = await openConsentDesk();
});
afterAll(() => desk.close());

const ALL = `version stage receivedAt board { id } tenants { name } settlement { status } deferral { until }
  deadlines { kind startsOn endsOn } earlierNotices dwelling { municipality }
  notices { receiptNumber status message { receivedByBoardAt } }
  socialServices { openedAt status caseworker { name } assessment { cause } household { adults } consents { fieldGroup revokedAt } }`;

/** What a client reads of a case; null where it may not know of it. */
async function read<T = Data>(client: string, of: DeskCase, fields = ALL): Promise<T | null> {
  const { body } = await desk.gateway.send(
    client,
    `query ($id: ID!) { case(id: $id) { ${fields} } }`,
    { id: desk.aliasFor(client, 'case', of.caseId) },
  );
  return (body.data as { case: T | null } | null)?.case ?? null;
}

/** Hands a case on; the code of the refusal, or null. */
const reroute = async (of: DeskCase, board: string, client = OLD, input: object = {}) =>
  outcomeOf(await desk.change(client, 'rerouteCase', of, { board, reason: REASON, ...input }));

/** Whether a client's list of open cases has the case. */
async function lists(client: string, of: DeskCase, scope = 'OPEN'): Promise<boolean> {
  const { cases } = await desk.gateway.data<{ cases: { edges: { node: { id: string } }[] } }>(
    client,
    `{ cases(scope: ${scope}, first: 100) { edges { node { id } } } }`,
  );
  const alias = desk.aliasFor(client, 'case', of.caseId);
  return cases.edges.some(({ node }) => node.id === alias);
}

const assess = (of: DeskCase, client: string) =>
  desk.change(client, 'recordAssessment', of, {
    pattern: 'ONE_OFF',
    cause: 'DEBTS',
    assessedOn: '2026-11-22',
  });
/** The tenant lets the landlord know who at the old board works on the case. */
const consent = async (of: DeskCase) =>
  desk.change(OLD, 'recordConsent', of, {
    tenantId: await desk.tenant(OLD, of),
    fieldGroup: 'CASEWORKER_CONTACT',
    recipient: 'LANDLORD',
    purpose: 'LANDLORD_DUTY',
    validFrom: '2026-11-22',
    validTo: '2026-12-31',
    evidence: 'Undertecknad blankett.',
  });
const settle = (of: DeskCase) =>
  desk.change(LANDLORD, 'reportSettlement', of, { status: 'PLAN_AGREED', on: '2026-11-22' });

describe('SOL-29-1-RESP rerouteCase', () => {
  it('gives the notices to the new board as they came in, with the clocks that they started', async () => {
    const of = await desk.aCase();
    const before = await read(OLD, of);

    desk.clock.advance(3600);
    expect(await reroute(of, 'skarpnack')).toEqual({ code: null, problems: [] });

    const after = await read(NEW, of);
    for (const field of ['receivedAt', 'stage', 'tenants', 'deadlines', 'notices', 'dwelling'])
      expect([field, after?.[field]]).toEqual([field, before?.[field]]);
    expect(after).toMatchObject({ version: 1, board: { id: 'skarpnack' }, earlierNotices: 0 });
    expect(await lists(NEW, of)).toBe(true);
  });

  it('leaves the old board its own record, closed, and nothing of what others sent', async () => {
    const of = await desk.aCase();
    await assess(of, OLD);
    await settle(of);
    const before = await read(OLD, of);

    await reroute(of, 'skarpnack');

    expect(await read(OLD, of)).toEqual({
      version: (before?.version as number) + 1,
      stage: 'CLOSED',
      receivedAt: before?.receivedAt,
      board: { id: 'farsta' },
      tenants: [],
      settlement: null,
      deferral: null,
      deadlines: [],
      earlierNotices: null,
      dwelling: { municipality: null },
      notices: [],
      socialServices: { ...(before?.socialServices as Data), status: 'CLOSED' },
    });
    expect([await lists(OLD, of), await lists(OLD, of, 'CLOSED')]).toEqual([false, true]);
  });

  it("shows the new board nothing of the old board's work, and what landlords had told", async () => {
    const of = await desk.aCase();
    await assess(of, OLD);
    await settle(of);

    await reroute(of, 'skarpnack');

    expect(
      await read(
        NEW,
        of,
        'settlement { status } socialServices { openedAt status assessment { cause } caseworker { name } consents { id } }',
      ),
    ).toEqual({
      settlement: { status: 'PLAN_AGREED' },
      socialServices: {
        openedAt: null,
        status: 'NEW',
        assessment: null,
        caseworker: null,
        consents: [],
      },
    });
  });

  it('tells the old board nothing of what comes after', async () => {
    const of = await desk.aCase();
    await reroute(of, 'skarpnack');
    const before = await read(OLD, of);

    await settle(of);
    await desk.change(NEW, 'openSocialCase', of, {
      caseworker: { id: 'cw-9', name: 'Ny Läggare' },
    });
    await assess(of, NEW);
    await desk.renotice(of, 1);

    expect(await read(OLD, of)).toEqual(before);
  });

  it('tells the new board nothing of what the old one takes back', async () => {
    const of = await desk.aCase();
    await consent(of);
    const id = (
      await read<{ socialServices: { consents: { id: string }[] } }>(
        OLD,
        of,
        'socialServices { consents { id } }',
      )
    )?.socialServices.consents[0]?.id;
    await reroute(of, 'skarpnack');
    const before = await Promise.all([NEW, LANDLORD].map((client) => read(client, of)));

    const taken = await desk.change(OLD, 'revokeConsent', of, { consentId: id });

    expect(outcomeOf(taken).code).toBeNull();
    expect(await Promise.all([NEW, LANDLORD].map((client) => read(client, of)))).toEqual(before);
  });

  it('closes what the tenant had let the old board open', async () => {
    const of = await desk.aCase();
    await consent(of);
    const named = 'socialServices { caseworker { name } consents { fieldGroup } }';
    expect(await read(LANDLORD, of, named)).toEqual({
      socialServices: {
        caseworker: { name: 'Handa Läggarsson' },
        consents: [{ fieldGroup: 'CASEWORKER_CONTACT' }],
      },
    });

    await reroute(of, 'skarpnack');

    expect(await read(LANDLORD, of, named)).toEqual({
      socialServices: { caseworker: null, consents: null },
    });
  });

  it('shows the landlord the new board of the municipality that it named', async () => {
    const of = await desk.aCase();
    const before = await read(LANDLORD, of);

    await reroute(of, 'skarpnack');

    expect(await read(LANDLORD, of)).toEqual({
      ...before,
      version: (before?.version as number) + 1,
      board: { id: 'skarpnack' },
    });
  });

  it('shows the landlord nothing of a board in another municipality, to which the tenant could have moved', async () => {
    const of = await desk.aCase();
    const before = await read(LANDLORD, of);

    await reroute(of, UPPSALA);

    expect(await read(LANDLORD, of)).toEqual(before);
    expect(await read(FAR, of, 'board { id } tenants { name }')).toMatchObject({
      board: { id: UPPSALA },
      tenants: before?.tenants,
    });
  });

  it('takes the next notice of the tenancy along to the new board, and its receipt names that board', async () => {
    const of = await desk.aCase();
    await reroute(of, 'skarpnack');

    const next = await desk.another(of);

    expect(next).toEqual({ caseId: of.caseId, board: 'skarpnack' });
    expect((await read(NEW, of))?.notices).toHaveLength(2);
    expect((await read(OLD, of))?.notices).toEqual([]);
  });

  it('leaves the next notice with the board that it addresses where the landlord is shown no other', async () => {
    const of = await desk.aCase();
    await reroute(of, UPPSALA);

    const next = await desk.another(of);

    expect(next).toEqual({ caseId: of.caseId, board: 'farsta' });
    expect((await read(FAR, of))?.notices).toHaveLength(1);
    expect((await read(OLD, of))?.notices).toHaveLength(1);
    expect((await read(LANDLORD, of))?.notices).toHaveLength(2);
    expect((await reroute(of, UPPSALA)).code).toBeNull();
    expect((await read(FAR, of))?.notices).toHaveLength(2);
  });

  it('moves nothing that Kronofogden reads', async () => {
    const of = await desk.aCase();
    await desk.pushes(of);
    const before = await read(KRONOFOGDEN, of);

    await reroute(of, 'skarpnack');

    expect(await read(KRONOFOGDEN, of)).toEqual(before);
  });

  it('leaves a record of Kronofogden with the board that was told of it, until Kronofogden tells another', async () => {
    const of = await desk.aCase();
    await desk.pushes(of);
    await reroute(of, 'skarpnack');

    const fields = 'stage board { id } notices { status } enforcement { status }';
    expect(await read(OLD, of, fields)).toEqual({
      stage: 'DATE_SET',
      board: { id: 'farsta' },
      notices: [],
      enforcement: { status: 'DATE_SET' },
    });
    expect(await read(NEW, of, fields)).toMatchObject({ enforcement: null, notices: [{}] });
    expect(outcomeOf(await assess(of, OLD)).code).toBeNull();
  });

  it("comes back to the board that handed it on, which finds its own record and nothing of the other's", async () => {
    const of = await desk.aCase();
    await assess(of, OLD);
    const before = await read(OLD, of);
    await reroute(of, 'skarpnack');
    await desk.change(NEW, 'openSocialCase', of, {
      caseworker: { id: 'cw-9', name: 'Ny Läggare' },
    });
    await assess(of, NEW);
    const between = await read(NEW, of);

    expect((await reroute(of, 'farsta', NEW)).code).toBeNull();

    expect(await read(OLD, of)).toEqual({ ...before, version: (before?.version as number) + 2 });
    expect(await read(NEW, of)).toMatchObject({
      stage: 'CLOSED',
      notices: [],
      socialServices: { ...(between?.socialServices as Data), status: 'CLOSED' },
    });
    expect(outcomeOf(await assess(of, OLD)).code).toBeNull();
    expect((await reroute(of, 'skarpnack')).code).toBeNull();
    expect(await read(NEW, of)).toMatchObject({
      ...between,
      version: expect.any(Number) as number,
    });
  });

  it('hands on a case that no caseworker has taken, and keeps that it was there', async () => {
    const of = await desk.aCase({ opened: false });

    expect((await reroute(of, 'skarpnack')).code).toBeNull();

    expect(await read(OLD, of, 'stage notices { status } socialServices { openedAt }')).toEqual({
      stage: 'CLOSED',
      notices: [],
      socialServices: { openedAt: null },
    });
  });

  it('refuses every change by a board that has handed the case on, naming what is left', async () => {
    const of = await desk.aCase();
    const tenantId = await desk.tenant(OLD, of);
    await reroute(of, 'skarpnack');

    const caseworker = { id: 'cw-1', name: 'Handa Läggarsson' };
    const consent = {
      tenantId,
      fieldGroup: 'CASEWORKER_CONTACT',
      recipient: 'LANDLORD',
      purpose: 'LANDLORD_DUTY',
      validFrom: '2026-11-22',
      validTo: '2026-12-31',
      evidence: 'Blankett.',
    };
    for (const [operation, input] of [
      ['openSocialCase', { caseworker }],
      ['recordHousehold', { adults: 1, children: 0, elderly: false }],
      ['recordAssessment', { pattern: 'ONE_OFF', cause: 'DEBTS', assessedOn: '2026-11-22' }],
      ['recordOutcome', { kind: 'NO_CONTACT', decidedOn: '2026-11-22' }],
      ['recordFinancialAid', { status: 'APPLIED' }],
      ['issueRentUndertaking', {}],
      ['markProtectedIdentity', { tenantId, protected: true, reason: 'Uppgift.' }],
      ['recordConsent', consent],
      ['rerouteCase', { board: '0380', reason: REASON }],
    ] as const) {
      const { errors } = await desk.change(OLD, operation, of, input);
      expect([operation, errors?.[0]?.extensions]).toMatchObject([
        operation,
        { code: 'ILLEGAL_TRANSITION', legal: ['revokeConsent'] },
      ]);
    }
  });

  it('names every problem of the input at once', async () => {
    const of = await desk.aCase();

    expect(await reroute(of, 'farsta', OLD, { reason: '  ' })).toEqual({
      code: 'BAD_USER_INPUT',
      problems: ['input.board OWN_BOARD', 'input.reason REQUIRED'],
    });
    expect(await reroute(of, '9999', OLD, { reason: 'x'.repeat(1001) })).toEqual({
      code: 'BAD_USER_INPUT',
      problems: ['input.board NOT_A_BOARD', 'input.reason TOO_LONG'],
    });
  });

  it('refuses a case that is closed, an old version and a board that does not have the case', async () => {
    const of = await desk.aCase();
    expect((await reroute(of, 'skarpnack', OLD, { expectedVersion: 99 })).code).toBe(
      'VERSION_CONFLICT',
    );
    expect((await reroute(of, 'farsta', NEW)).code).toBe('NOT_FOUND');

    await desk.change(OLD, 'recordOutcome', of, { kind: 'DEBT_SETTLED', decidedOn: '2026-11-22' });

    expect((await reroute(of, 'skarpnack')).code).toBe('ILLEGAL_TRANSITION');
  });

  it('is done once under one key, and once of two calls at the same version', async () => {
    const of = await desk.aCase();
    const input = { idempotencyKey: 'reroute-once', expectedVersion: 2 };
    const calls = await Promise.all([
      reroute(of, 'skarpnack', OLD, input),
      reroute(of, 'skarpnack', OLD, input),
      reroute(of, 'skarpnack', OLD, { expectedVersion: 2 }),
      reroute(of, UPPSALA, OLD, { expectedVersion: 2 }),
    ]);

    expect(calls.filter(({ code }) => code === null).length).toBeGreaterThanOrEqual(1);
    const [near, far] = [await read(NEW, of), await read(FAR, of)];
    expect([near, far].filter((view) => view !== null)).toHaveLength(1);
    expect((near ?? far)?.notices).toHaveLength(1);
  });
});
