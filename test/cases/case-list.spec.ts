import { randomUUID } from 'node:crypto';
import { buildSchema } from 'graphql';
import type { Pool } from 'pg';
import { CaseList, CaseReader, socialBoardDirectory } from '../../src/cases';
import { CaseOrder, CaseScope } from '../../src/cases/case-list.type';
import type { CasesArgs } from '../../src/cases/cases-args.input';
import { compilePlan, DisclosurePolicy, Reading } from '../../src/disclosure';
import type { Position } from '../../src/disclosure';
import type { Caller } from '../../src/identity';
import { createReadingPool, openReading } from '../../src/persistence';
import { Agency, BadUserInputError, civilDay } from '../../src/shared';
import type { LocalDate } from '../../src/shared';
import { operationOf } from '../disclosure/small-policy';
import { anOfficer } from '../disclosure/a-reading';
import { contractSdl } from '../support/contract';
import { testPersonalNumber } from '../support/identity-numbers';
import { aHubDesk } from './hub-desk';
import type { HubDesk } from './hub-desk';

const CASES = 300;
const schema = buildSchema(contractSdl());
const WHOLE =
  '{ cases { edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount } }';

interface Page {
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly id: string } }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  readonly totalCount: number | null;
}

/** A share of Farsta as the tests order them; days fall together often, and many are missing. */
interface Row {
  readonly id: string;
  readonly receivedAt: string;
  readonly recovery: string | null;
  readonly eviction: string | null;
  readonly closed: string | null;
}

const day = (index: number) => `2026-12-${String(1 + (index % 28)).padStart(2, '0')}`;
const ROWS: readonly Row[] = Array.from({ length: CASES }, (_, index) => ({
  id: randomUUID(),
  // Some fall on one microsecond, some lie a single one apart.
  receivedAt: `2026-11-${String(1 + (index % 7)).padStart(2, '0')}T12:00:00.00000${index % 3}Z`,
  recovery: index % 3 === 0 ? null : day(index % 5),
  eviction: index % 4 === 0 ? day(index % 6) : null,
  closed: index % 10 === 0 ? day(index) : null,
}));
const OPEN = ROWS.filter(({ closed }) => closed === null);

const farsta: Caller = {
  ...anOfficer,
  agency: Agency.SOCIAL_SERVICES,
  organisation: 'farsta',
  reader: 'farsta',
};
const skarpnack: Caller = { ...farsta, organisation: 'skarpnack', reader: 'skarpnack' };
const ALVA = testPersonalNumber('1985-04-12');

describe('CaseList', () => {
  let desk: HubDesk;
  let pool: Pool;
  let list: CaseList;

  beforeAll(async () => {
    desk = await aHubDesk();
    pool = createReadingPool({
      url: desk.database.serviceUrl,
      size: 2,
      onIdleError: () => undefined,
    });
    list = new CaseList(
      new CaseReader(desk.aliases, socialBoardDirectory),
      desk.aliases,
      desk.terms,
    );
    const other = Array.from({ length: 40 }, () => randomUUID());
    await desk.sql(
      'INSERT INTO cases."case" (id, opened_at) SELECT id, now() FROM unnest($1::uuid[]) AS id',
      [[...ROWS.map(({ id }) => id), ...other]],
    );
    const store = `INSERT INTO cases.share (case_id, received_at, recovery_ends_on, eviction_on, closed_on, agency, organisation, version, known)
       SELECT *, 'SOCIAL_SERVICES', $6, 1, $7 FROM unnest($1::uuid[], $2::timestamptz[], $3::date[], $4::date[], $5::date[])`;
    const columns = (rows: readonly Row[]) =>
      (['id', 'receivedAt', 'recovery', 'eviction', 'closed'] as const).map((name) =>
        rows.map((row) => row[name]),
      );
    await desk.sql(store, [...columns(ROWS), 'farsta', true]);
    const strange = other.map((id) => ({
      id,
      receivedAt: '2026-11-03T12:00:00Z',
      recovery: null,
      eviction: null,
      closed: null,
    }));
    await desk.sql(store, [...columns(strange.slice(0, 20)), 'skarpnack', true]);
    await desk.sql(store, [...columns(strange.slice(20)), 'farsta', false]);
    await desk.sql(
      `INSERT INTO cases.next_deadline (case_id, agency, organisation, is_open, after, until, day)
       SELECT s.case_id, s.agency, s.organisation, s.closed_on IS NULL, stretch.after, stretch.until, stretch.day
       FROM cases.share s, LATERAL (
         SELECT '-infinity'::date AS after, s.recovery_ends_on AS until, s.recovery_ends_on AS day WHERE s.recovery_ends_on IS NOT NULL
         UNION ALL SELECT coalesce(s.recovery_ends_on, '-infinity'), 'infinity', NULL
       ) stretch WHERE s.known`,
    );
    await desk.sql(
      `INSERT INTO cases.search_key (agency, organisation, kind, value, case_id)
       SELECT 'SOCIAL_SERVICES', 'farsta', 'PERSON_NUMBER', $2, id FROM unnest($1::uuid[]) AS id`,
      [ROWS.slice(0, 25).map(({ id }) => id), desk.terms.personNumber(ALVA)],
    );
    await desk.sql(
      `INSERT INTO cases.search_key (agency, organisation, kind, value, case_id) VALUES ('SOCIAL_SERVICES', 'skarpnack', 'PERSON_NUMBER', $2, $1)`,
      [ROWS[40]?.id, desk.terms.personNumber(ALVA)],
    );
  });
  afterAll(async () => {
    await pool.end();
    await desk.close();
  });

  function positionOf(source: string): Position {
    const policy = new DisclosurePolicy();
    const plan = compilePlan({
      schema,
      policy,
      ...operationOf(source),
      agency: Agency.SOCIAL_SERVICES,
      variables: {},
      mayCall: () => true,
    });
    const position = plan.roots.get('cases');
    if (!position) throw new Error('The root has no position.');
    return position;
  }

  async function page(
    args: Partial<CasesArgs> = {},
    caller = farsta,
    source = WHOLE,
    today: LocalDate = civilDay(desk.clock.now()),
  ): Promise<Page> {
    const session = openReading(pool, {
      role: 'kvarbo_social_services',
      organisation: caller.reader,
    });
    try {
      const reading = new Reading(session, caller, today, () => Promise.resolve(new Map()));
      const given = { scope: CaseScope.OPEN, orderBy: CaseOrder.RECEIVED_DESC, first: 20, ...args };
      // Without the places that the nodes carry.
      return JSON.parse(
        JSON.stringify(await list.page(reading, positionOf(source), given)),
      ) as Page;
    } finally {
      await session.close();
    }
  }

  const idsOf = ({ edges }: Page, caller = farsta): readonly (string | null)[] =>
    edges.map(({ node }) => desk.aliases.resolve('case', caller.reader, node.id));

  /** Walks a list from its first page to its last. */
  async function walk(
    args: Partial<CasesArgs>,
    todays: readonly LocalDate[] = [],
  ): Promise<readonly (string | null)[]> {
    const seen: (string | null)[] = [];
    let after: string | null = null;
    let pages = 0;
    for (;;) {
      const at = Math.min(pages, todays.length - 1);
      const one: Page = await page({ ...args, after }, farsta, WHOLE, todays[at]);
      pages += 1;
      seen.push(...idsOf(one));
      expect(one.pageInfo.hasPreviousPage).toBe(after !== null);
      expect(one.pageInfo.startCursor).toBe(one.edges[0]?.cursor ?? null);
      expect(one.pageInfo.endCursor).toBe(one.edges.at(-1)?.cursor ?? null);
      if (!one.pageInfo.hasNextPage) return seen;
      after = one.pageInfo.endCursor;
    }
  }

  const problemsOf = async (args: Partial<CasesArgs>, caller = farsta): Promise<unknown> => {
    const error: unknown = await page(args, caller).catch((reason: unknown) => reason);
    if (!(error instanceof BadUserInputError)) throw error;
    return (error.extensions().problems as { path: string; code: string }[]).map(
      ({ path, code }) => [path, code],
    );
  };

  const text = (one: string, other: string) => (one < other ? -1 : Number(one > other));
  /** The right order, by a sort of its own: equal keys by id, missing ones last. */
  const sorted = (
    rows: readonly Row[],
    key: (row: Row) => string | null,
    by: 1 | -1,
  ): readonly string[] =>
    rows
      .toSorted((a, b) => {
        const [one, other] = [key(a), key(b)];
        if ((one === null) !== (other === null)) return one === null ? 1 : -1;
        return by * (text(one ?? '', other ?? '') || text(a.id, b.id));
      })
      .map(({ id }) => id);

  const ORDERS: [CaseOrder, (row: Row) => string | null, 1 | -1][] = [
    [CaseOrder.RECEIVED_DESC, ({ receivedAt }) => receivedAt, -1],
    [CaseOrder.RECEIVED_ASC, ({ receivedAt }) => receivedAt, 1],
    [CaseOrder.EVICTION_DATE, ({ eviction }) => eviction, 1],
  ];

  it.each(ORDERS)(
    'walks %s page by page, each case once, equal keys and missing ones too',
    async (orderBy, key, by) => {
      expect(await walk({ orderBy, first: 7 })).toEqual(sorted(OPEN, key, by));
      expect(await walk({ orderBy, first: 100, scope: CaseScope.ALL })).toEqual(
        sorted(ROWS, key, by),
      );
    },
  );

  /** Waiting cases by day, then the others by the day that passed, the latest first and those without any last. */
  const waiting = (rows: readonly Row[], today: LocalDate) => [
    ...sorted(
      rows.filter(({ recovery }) => recovery !== null && recovery >= today),
      ({ recovery }) => recovery,
      1,
    ),
    ...sorted(
      rows.filter(({ recovery }) => recovery === null || recovery < today),
      ({ recovery }) => recovery,
      -1,
    ),
  ];

  it.each(['2026-11-20', '2026-12-01', '2026-12-03', '2026-12-05', '2026-12-06'])(
    'walks by the next deadline of %s, those that have passed behind those to come',
    async (today) => {
      const args = { orderBy: CaseOrder.NEXT_DEADLINE };
      expect(await walk({ ...args, first: 7 }, [today])).toEqual(waiting(OPEN, today));
      const whole = { ...args, first: 100, scope: CaseScope.ALL };
      expect(await walk(whole, [today])).toEqual(waiting(ROWS, today));
      const closed = ROWS.filter((row) => row.closed !== null);
      const one = { ...args, first: 1, scope: CaseScope.CLOSED };
      expect(await walk(one, [today])).toEqual(waiting(closed, today));
    },
  );

  it('misses no case by the next deadline while days pass from page to page', async () => {
    const todays = Array.from(
      { length: 60 },
      (_, index) => `2026-12-0${1 + Math.floor(index / 8)}`,
    );
    for (const scope of [CaseScope.OPEN, CaseScope.ALL]) {
      const seen = await walk({ orderBy: CaseOrder.NEXT_DEADLINE, first: 7, scope }, todays);
      const rows = scope === CaseScope.OPEN ? OPEN : ROWS;
      expect(new Set(seen)).toEqual(new Set(rows.map(({ id }) => id)));
    }
  });

  it('walks one by one past equal keys and from the last day to no day', async () => {
    const seen = await walk({
      orderBy: CaseOrder.EVICTION_DATE,
      first: 1,
      scope: CaseScope.CLOSED,
    });
    const closed = ROWS.filter((row) => row.closed !== null);
    expect(seen).toEqual(sorted(closed, ({ eviction }) => eviction, 1));
  });

  it('counts by scope what the reader may know of, on whatever page', async () => {
    const totals = async (scope: CaseScope | null, after?: string | null) =>
      (await page({ scope, ...(after == null ? {} : { after }) })).totalCount;
    expect([
      await totals(CaseScope.OPEN),
      await totals(CaseScope.CLOSED),
      await totals(CaseScope.ALL),
    ]).toEqual([OPEN.length, ROWS.length - OPEN.length, ROWS.length]);
    const { pageInfo } = await page();
    expect(await totals(CaseScope.OPEN, pageInfo.endCursor)).toBe(OPEN.length);
    expect((await page({}, skarpnack)).totalCount).toBe(20);
  });

  it('gives another reader other ids, and none of the first one’s cases', async () => {
    const theirs = idsOf(await page({ first: 100 }, skarpnack), skarpnack);
    expect(theirs).toHaveLength(20);
    expect(ROWS.filter(({ id }) => theirs.includes(id))).toEqual([]);
    expect((await page({}, { ...farsta, organisation: '0380', reader: '0380' })).edges).toEqual([]);
  });

  it('finds by a term what the reader’s own keys say, page by page', async () => {
    const search = { personalIdentityNumber: ALVA };
    const rows = ROWS.slice(0, 25);
    expect(await walk({ search, first: 4, scope: CaseScope.ALL })).toEqual(
      sorted(rows, ({ receivedAt }) => receivedAt, -1),
    );
    const open = rows.filter(({ closed }) => closed === null);
    expect((await page({ search })).totalCount).toBe(open.length);
    expect((await page({ search }, skarpnack)).totalCount).toBe(0);
    expect(
      (await page({ search: { personalIdentityNumber: testPersonalNumber('1990-01-02') } }))
        .totalCount,
    ).toBe(0);
  });

  it('takes written nulls for the defaults', async () => {
    const defaults = await page();
    expect(
      await page({ scope: null, orderBy: null, first: null, after: null, search: null }),
    ).toEqual(defaults);
    expect(defaults.edges).toHaveLength(20);
  });

  it('is the same every time, cursors included', async () => {
    expect(await page({ first: 3 })).toEqual(await page({ first: 3 }));
  });

  it.each([
    [1, 1],
    [100, 100],
  ])('answers pages of %i', async (first, length) => {
    expect((await page({ first })).edges).toHaveLength(length);
  });

  it.each([0, -1, 101, 2_147_483_647])('refuses pages of %i', async (first) => {
    expect(await problemsOf({ first })).toEqual([['first', 'OUT_OF_RANGE']]);
  });

  it('refuses a cursor of another reader, scope, order or search, and what is none', async () => {
    const { endCursor: after } = (await page()).pageInfo;
    const invalid = [['after', 'INVALID_CURSOR']];
    expect(await problemsOf({ after }, skarpnack)).toEqual(invalid);
    expect(await problemsOf({ after, scope: CaseScope.ALL })).toEqual(invalid);
    expect(await problemsOf({ after, orderBy: CaseOrder.RECEIVED_ASC })).toEqual(invalid);
    expect(await problemsOf({ after, search: { personalIdentityNumber: ALVA } })).toEqual(invalid);
    expect(await problemsOf({ after: '' })).toEqual(invalid);
    expect(await problemsOf({ after: `${after ?? ''}A` })).toEqual(invalid);
    expect(
      await problemsOf({ after: desk.aliases.alias('case', 'farsta', ROWS[0]?.id ?? '') }),
    ).toEqual(invalid);
    expect((await page({ after, first: 5 })).edges).toHaveLength(5);
  });

  it('tells all that is wrong at once', async () => {
    expect(
      await problemsOf({
        orderBy: CaseOrder.PRIORITY,
        first: 0,
        after: 'x',
        search: { landlordReference: 'K-17' },
      }),
    ).toEqual([
      ['orderBy', 'NOT_ALLOWED'],
      ['first', 'OUT_OF_RANGE'],
      ['search.landlordReference', 'NOT_ALLOWED'],
      ['after', 'INVALID_CURSOR'],
    ]);
  });

  it('reads only what is asked for', async () => {
    expect(await page({}, farsta, '{ cases { totalCount } }')).toMatchObject({
      edges: [],
      totalCount: OPEN.length,
    });
    expect(await page({}, farsta, '{ cases { pageInfo { hasNextPage } } }')).toMatchObject({
      edges: [],
      pageInfo: { hasNextPage: true },
      totalCount: null,
    });
    const { edges } = await page({ first: 1 }, farsta, '{ cases { edges { cursor } } }');
    expect(edges).toEqual([{ cursor: expect.any(String) as string, node: null }]);
  });
});
