import { randomUUID } from 'node:crypto';
import { RetentionWorld, type Tenancy } from '../retention/retention-world';
import { NOTICE } from './story';

/** The case of one tenancy through its first weeks; the clocks change on 25 October, at 01:00 UTC. */
let world: RetentionWorld;
let tenancy: Tenancy;
let caseIds: Record<
  'landlord-bostaden' | 'board-farsta' | 'kronofogden' | 'oversight-farsta',
  string
>;

const CASE = `query ($id: ID!, $at: DateTime) { case(id: $id, knownAt: $at) { id version stage tenants { name }
  notices { receiptNumber status supersededBy tenants { name } }
  settlement { status }
  socialServices { status household { adults } outcome { kind } contacts { result } consents { revokedAt } priority }
  enforcement { version status evictionTime { date } history { version } } } }`;
const RECORD = `query ($n: String!, $at: DateTime) { enforcementRecord(caseNumber: $n, knownAt: $at) {
  version status evictionTime { date } history { version } case { id stage } } }`;

interface Known {
  readonly id: string;
  readonly stage: string | null;
  readonly tenants: unknown;
  readonly notices:
    readonly { receiptNumber: string; status: string; supersededBy: string | null }[] | null;
  readonly settlement: { status: string } | null;
  readonly socialServices: {
    readonly status: string | null;
    readonly household: { adults: number } | null;
    readonly outcome: { kind: string } | null;
    readonly contacts: readonly unknown[] | null;
    readonly consents: readonly { revokedAt: string | null }[] | null;
    readonly priority: string | null;
  } | null;
  readonly enforcement: RecordThen | null;
}
interface RecordThen {
  readonly version: number;
  readonly status: string;
  readonly evictionTime: { date: string } | null;
  readonly history: readonly { version: number }[];
}
type Client = keyof typeof caseIds;

const known = async (client: Client, at: string | null): Promise<Known | null> =>
  (await world.gateway.data<{ case: Known | null }>(client, CASE, { id: caseIds[client], at }))
    .case;
const recordAt = async (client: string, at: string | null) =>
  (
    await world.gateway.data<{ enforcementRecord: (RecordThen & { case: object | null }) | null }>(
      client,
      RECORD,
      { n: tenancy.caseNumber, at },
    )
  ).enforcementRecord;

beforeAll(async () => {
  world = await RetentionWorld.open();
  world.goTo('2026-10-21T08:00:00Z');
  tenancy = await world.notice();
  world.goTo('2026-10-22T08:00:00Z');
  await world.push(tenancy, 1, {});
  await world.change('board-farsta', tenancy, 'openSocialCase', {
    caseworker: { id: 'lina', name: 'Lina Handläggare', phone: '+46 8 000 00 01' },
    journalReference: 'J-1',
  });
  await world.change('board-farsta', tenancy, 'recordHousehold', {
    adults: 1,
    children: 0,
    elderly: false,
  });
  // Two instants that read 02:30 in Stockholm, an hour apart.
  world.goTo('2026-10-25T00:30:00Z');
  await world.change('board-farsta', tenancy, 'recordHousehold', {
    adults: 2,
    children: 0,
    elderly: false,
  });
  world.goTo('2026-10-25T01:30:00Z');
  await world.change('board-farsta', tenancy, 'recordHousehold', {
    adults: 3,
    children: 0,
    elderly: false,
  });
  // Two within one millisecond.
  world.goTo('2026-10-26T08:00:00.123Z');
  await world.change('board-farsta', tenancy, 'recordHousehold', {
    adults: 4,
    children: 0,
    elderly: false,
  });
  await world.change('board-farsta', tenancy, 'recordHousehold', {
    adults: 5,
    children: 0,
    elderly: false,
  });
  world.goTo('2026-10-27T08:00:00Z');
  await world.push(tenancy, 3, {
    status: 'DATE_SET',
    evictionTime: { date: '2026-12-01', time: '09:00' },
  });
  world.goTo('2026-10-28T08:00:00Z');
  // Version 2 comes after version 3: it is kept, and changes nothing.
  await world.pushLate(tenancy, 2, { status: 'OPEN' });
  world.goTo('2026-10-29T08:00:00Z');
  await world.change('landlord-bostaden', tenancy, 'reportSettlement', {
    status: 'PARTLY_PAID',
    amount: '100.00',
    on: '2026-10-29',
  });
  world.goTo('2026-10-30T08:00:00Z');
  await world.change('landlord-bostaden', tenancy, 'reportSettlement', {
    status: 'PLAN_AGREED',
    on: '2026-10-30',
  });
  world.goTo('2026-10-31T08:00:00Z');
  await world.notice({
    supersedes: tenancy.noticeId,
    dwelling: { ...NOTICE.dwelling, apartmentNumber: tenancy.flat },
    idempotencyKey: randomUUID(),
  });
  world.goTo('2026-11-03T08:00:00Z');
  await world.change('landlord-bostaden', tenancy, 'reportSettlement', {
    status: 'PAID',
    on: '2026-11-02',
  });
  world.goTo('2026-11-10T08:00:00Z');
  const ids = await Promise.all(
    (['landlord-bostaden', 'board-farsta'] as const).map(
      async (client) => (await world.find(client, tenancy))?.id ?? '',
    ),
  );
  const { enforcementRecord } = await world.gateway.data<{
    enforcementRecord: { case: { id: string } };
  }>('kronofogden', RECORD, { n: tenancy.caseNumber });
  const audited = await world.gateway.data<{ enforcementRecord: { case: { id: string } } }>(
    'oversight-farsta',
    RECORD,
    { n: tenancy.caseNumber },
  );
  caseIds = {
    'landlord-bostaden': ids[0] ?? '',
    'board-farsta': ids[1] ?? '',
    kronofogden: enforcementRecord.case.id,
    'oversight-farsta': audited.enforcementRecord.case.id,
  };
}, 120_000);
afterAll(() => world.close());

describe('a board', () => {
  it.each([
    ['2026-10-22T07:59:59.999Z', null],
    ['2026-10-22T08:00:00Z', 1],
    ['2026-10-25T02:29:59+02:00', 1],
    ['2026-10-25T02:30:00+02:00', 2],
    ['2026-10-25T02:30:00+01:00', 3],
    ['2026-10-26T08:00:00.122Z', 3],
    ['2026-10-26T08:00:00.123Z', 5],
    ['2026-11-01T00:00:00Z', 5],
  ])('reads at %s the household as it stood: %s', async (at, adults) => {
    const then = await known('board-farsta', at);
    expect(then?.socialServices?.household ?? null).toEqual(adults === null ? null : { adults });
  });

  it('reads of other domains nothing, nor what rests on them', async () => {
    expect(await known('board-farsta', '2026-11-01T00:00:00Z')).toMatchObject({
      id: caseIds['board-farsta'],
      stage: null,
      tenants: null,
      notices: null,
      settlement: null,
      enforcement: null,
      socialServices: { status: null, priority: null },
    });
    expect(await recordAt('board-farsta', '2026-11-01T00:00:00Z')).toBeNull();
    expect(await recordAt('board-farsta', null)).not.toBeNull();
  });

  it('reads what was there before by the present, whatever was asked of the past beside it', async () => {
    const { past, now } = await world.gateway.data<{ past: Known; now: Known }>(
      'board-farsta',
      `query ($id: ID!) { past: case(id: $id, knownAt: "2026-10-23T00:00:00Z") { socialServices { household { adults } } }
        now: case(id: $id) { socialServices { household { adults } } } }`,
      { id: caseIds['board-farsta'] },
    );
    expect(past.socialServices?.household).toEqual({ adults: 1 });
    expect(now.socialServices?.household).toEqual({ adults: 5 });
  });
});

describe('a landlord', () => {
  it.each([
    ['2026-10-29T07:59:59Z', 'RECEIVED', 1, null],
    ['2026-10-29T08:00:00Z', 'RECEIVED', 1, 'PARTLY_PAID'],
    ['2026-10-30T08:00:00Z', 'RECEIVED', 1, 'PLAN_AGREED'],
    ['2026-10-31T08:00:00Z', 'SUPERSEDED', 2, 'PLAN_AGREED'],
  ])(
    'reads at %s its notice as %s, of %s, and its report as %s',
    async (at, status, count, report) => {
      const then = await known('landlord-bostaden', at);
      expect(then?.notices).toHaveLength(count);
      expect(then?.notices?.[0]).toMatchObject({ status });
      expect(then?.notices?.[0]?.supersededBy === null).toBe(count === 1);
      expect(then?.settlement?.status ?? null).toBe(report);
      expect(then).toMatchObject({ stage: null, tenants: null, enforcement: null });
    },
  );

  it.each([
    ['2026-11-03T07:59:59Z', 'RECEIVED'],
    ['2026-11-03T08:00:00Z', 'PAID'],
  ])(
    'reads at %s its standing notice as %s, by the report that it had made',
    async (at, status) => {
      const then = await known('landlord-bostaden', at);
      expect(then?.notices?.map((one) => one.status)).toEqual(['SUPERSEDED', status]);
    },
  );
});

describe('Kronofogden', () => {
  it.each([
    ['2026-10-22T08:00:00Z', 1, 'OPEN', null, [1]],
    ['2026-10-27T07:59:59Z', 1, 'OPEN', null, [1]],
    ['2026-10-27T08:00:00Z', 3, 'DATE_SET', '2026-12-01', [1, 3]],
    ['2026-10-28T08:00:00Z', 3, 'DATE_SET', '2026-12-01', [1, 2, 3]],
  ])('reads at %s version %s with its history', async (at, version, status, date, versions) => {
    const expected = {
      version,
      status,
      evictionTime: date === null ? null : { date },
      history: versions.map((one) => ({ version: one })),
    };
    expect(await recordAt('kronofogden', at)).toMatchObject({ ...expected, case: { stage: null } });
    expect((await known('kronofogden', at))?.enforcement).toMatchObject(expected);
  });

  it('reads nothing from before its first push', async () => {
    expect(await recordAt('kronofogden', '2026-10-22T07:59:59Z')).toBeNull();
    expect(await known('kronofogden', '2026-10-21T12:00:00Z')).toBeNull();
  });
});

describe('an auditor', () => {
  it('reads what its own controller had', async () => {
    const then = await known('oversight-farsta', '2026-10-23T00:00:00Z');
    expect(then).toMatchObject({ stage: null, tenants: null, settlement: null });
    expect(then?.enforcement?.version ?? 1).toBe(1);
  });
});

describe('knownAt', () => {
  it('is null before the case was there, as for a case that nobody knows', async () => {
    for (const client of ['landlord-bostaden', 'board-farsta', 'oversight-farsta'] as const)
      expect(await known(client, '2026-10-21T07:59:59Z')).toBeNull();
  });

  it.each([
    ['in the future', '2026-11-10T08:00:00.001Z', 'IN_THE_FUTURE'],
    ['without a zone', '2026-11-01T08:00:00', 'NOT_AN_INSTANT'],
    ['not an instant', 'yesterday', 'NOT_AN_INSTANT'],
  ])('is refused %s', async (_, at, code) => {
    for (const [query, variables] of [
      [CASE, { id: caseIds['board-farsta'], at }],
      [RECORD, { n: tenancy.caseNumber, at }],
    ] as const) {
      const { body } = await world.gateway.send('board-farsta', query, variables);
      expect(
        body.errors?.find(({ extensions }) => extensions.code === 'BAD_USER_INPUT')?.extensions,
      ).toMatchObject({
        problems: [{ path: 'knownAt', code }],
      });
    }
  });

  it('tells the same about disclosure whatever instant is asked for', async () => {
    const denials = async (at: string | null) => {
      const { body } = await world.gateway.send('board-farsta', CASE, {
        id: caseIds['board-farsta'],
        at,
      });
      return [body.errors, body.extensions];
    };
    const before = await denials('2026-10-01T00:00:00Z');
    expect(await denials('2026-10-24T00:00:00Z')).toEqual(before);
    expect(await denials(null)).toEqual(before);
  });

  it('is logged with the fields that were read, and no other', async () => {
    await world.query('DELETE FROM log.entry');
    await known('board-farsta', '2026-11-01T00:00:00Z');
    const [entry] = await world.query<{ content: string }>(
      'SELECT s.content FROM log.entry e JOIN log.shape s ON s.id = e.shape',
    );
    expect(entry?.content).toContain('Household.adults');
    for (const other of [
      'Case.stage',
      'Notice.status',
      'EnforcementRecord.status',
      'SocialServicesRecord.priority',
    ])
      expect(entry?.content).not.toContain(other);
  });
});

describe('what may not be read today', () => {
  it('is not read of an earlier day: the present row decides', async () => {
    await world.query(
      `UPDATE enforcement.record SET authority = 'another' WHERE case_number = $1`,
      [tenancy.caseNumber],
    );
    try {
      expect(await recordAt('kronofogden', '2026-10-23T00:00:00Z')).toBeNull();
    } finally {
      await world.query(
        `UPDATE enforcement.record SET authority = (SELECT authority FROM enforcement.record_past LIMIT 1) WHERE case_number = $1`,
        [tenancy.caseNumber],
      );
    }
    expect(await recordAt('kronofogden', '2026-10-23T00:00:00Z')).not.toBeNull();
  });
});
