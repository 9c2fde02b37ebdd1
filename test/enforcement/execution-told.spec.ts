import type { TestGateway } from '../support/gateway';
import { startTestGateway } from '../support/gateway';
import { movingClock } from '../support/moving-clock';
import type { Tenancy } from '../support/tenancy-desk';
import { tenancyDesk } from '../support/tenancy-desk';

const TODAY = '2026-11-22';
const HOUR = 3600;
const EXECUTED = { status: 'EXECUTED', executedOn: '2026-11-20' };
const SET = { status: 'DATE_SET', evictionTime: { date: '2026-11-20', time: '09:30' } };

const READ = `query ($id: ID!) { case(id: $id) { version stage
  enforcement { status executedOn closure { kind on } } socialServices { status } } }`;
const BY_NUMBER = `query ($number: String!) { enforcementRecord(caseNumber: $number) { status executedOn closure { kind } } }`;
const LIST = `query ($scope: CaseScope, $orderBy: CaseOrder, $first: Int, $after: String) {
  cases(scope: $scope, orderBy: $orderBy, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor } edges { node { id stage } } } }`;

const AGENDA = `{ collaborationMeeting(board: "farsta", month: "2026-12") { items { reasons case { id } } } }`;

interface Page {
  readonly totalCount: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly edges: readonly { readonly node: { readonly id: string; readonly stage: string } }[];
}
interface Read {
  readonly version: number;
  readonly stage: string;
  readonly enforcement: object | null;
  readonly socialServices: object;
}

describe('U4: what a board is told of executions', () => {
  const clock = movingClock(`${TODAY}T12:00:00Z`);
  let gateway: TestGateway;
  let other: TestGateway;
  let desk: ReturnType<typeof tenancyDesk>;
  const decisions: string[] = [];

  beforeAll(async () => {
    gateway = await startTestGateway({ clock });
    other = await startTestGateway({ clock, beside: gateway });
    desk = tenancyDesk(gateway, TODAY);
  });
  afterAll(async () => {
    await other.stop();
    await gateway.stop();
  });
  afterEach(async () => {
    for (const id of decisions.splice(0)) await desk.end('kronofogden', id);
  });

  const tell = async (validTo?: string): Promise<string> => {
    const id = await desk.decide('kronofogden', 'EXECUTION_TO_BOARD', validTo);
    decisions.push(id);
    return id;
  };
  const read = async (tenancy: Tenancy, client = 'board-farsta', at = gateway): Promise<Read> => {
    const { id } = await desk.find(client, tenancy);
    return (await at.data<{ case: Read }>(client, READ, { id })).case;
  };
  const seen = async (tenancy: Tenancy, client?: string, at?: TestGateway) => {
    const { stage, enforcement } = await read(tenancy, client, at);
    return { stage, ...enforcement };
  };
  const page = async (variables: object, client = 'board-farsta'): Promise<Page> =>
    (await gateway.data<{ cases: Page }>(client, LIST, variables)).cases;
  const listed = async (tenancy: Tenancy, scope: string, client = 'board-farsta') => {
    const { id } = await desk.find(client, tenancy);
    return (await page({ scope, first: 100 }, client)).edges.some(({ node }) => node.id === id);
  };

  /** A tenancy whose eviction was carried out on the day that was set. */
  async function anExecution(last: object = { ...SET, ...EXECUTED }): Promise<Tenancy> {
    const tenancy = await desk.notice();
    await desk.push(tenancy, 1, {});
    await desk.push(tenancy, 2, SET);
    await desk.push(tenancy, 3, last);
    return tenancy;
  }

  const CUT = { stage: 'DATE_SET', status: 'DATE_SET', executedOn: null, closure: null };
  const TOLD = {
    stage: 'EXECUTED',
    status: 'EXECUTED',
    executedOn: '2026-11-20',
    closure: null,
  };

  it('is nothing without a decision', async () => {
    expect(await seen(await anExecution())).toEqual(CUT);
  });

  it('is status, stage and day while a decision stands, on every instance and at once', async () => {
    const tenancy = await anExecution();
    const { version } = await read(tenancy);
    const id = await tell();
    expect(await seen(tenancy)).toEqual(TOLD);
    expect(await seen(tenancy, 'board-farsta', other)).toEqual(TOLD);
    await desk.end('kronofogden', id);
    expect(await seen(tenancy, 'board-farsta', other)).toEqual(CUT);
    expect(await seen(tenancy)).toEqual(CUT);
    expect((await read(tenancy)).version).toBe(version);
  });

  it('ends with the last day of the decision in Stockholm, without any write', async () => {
    const tenancy = await anExecution();
    await tell(TODAY);
    clock.advance(10.5 * HOUR);
    expect(await seen(tenancy)).toEqual(TOLD);
    clock.advance(HOUR);
    expect(await seen(tenancy)).toEqual(CUT);
    expect(await listed(tenancy, 'OPEN')).toBe(true);
    clock.advance(-11.5 * HOUR);
  });

  it('is told by one of two decisions as long as either stands', async () => {
    const tenancy = await anExecution();
    const [first] = [await tell(), await tell()];
    await desk.end('kronofogden', first);
    expect(await seen(tenancy)).toEqual(TOLD);
  });

  it('leaves the recovery period of a notice that came in behind it, in the case and on the agenda', async () => {
    const tenancy = await anExecution();
    await desk.noticeAgain(tenancy);
    const { id } = await desk.find('board-farsta', tenancy);
    const reasons = async (): Promise<readonly string[]> => {
      const { collaborationMeeting } = await gateway.data<{
        collaborationMeeting: {
          items: readonly { reasons: readonly string[]; case: { id: string } }[];
        };
      }>('board-farsta', AGENDA);
      return collaborationMeeting.items.flatMap((item) =>
        item.case.id === id ? item.reasons : [],
      );
    };
    expect([(await seen(tenancy)).stage, await reasons()]).toEqual(['DATE_SET', []]);
    await tell();
    expect([(await seen(tenancy)).stage, await reasons()]).toEqual([
      'RECOVERY_RUNNING',
      ['RECOVERY_ENDS'],
    ]);
  });

  it('leaves what the others see alone', async () => {
    const tenancy = await anExecution();
    const all = () =>
      Promise.all(['landlord-bostaden', 'kronofogden'].map((client) => read(tenancy, client)));
    const before = await all();
    await tell();
    expect(await all()).toEqual(before);
  });

  it('does not follow from a decision about another switch, or from one that a board tries to make', async () => {
    const tenancy = await anExecution();
    decisions.push(await desk.decide('kronofogden', 'HEARD_ON_TO_BOARD'));
    await expect(desk.decide('board-farsta', 'EXECUTION_TO_BOARD')).rejects.toThrow('NOT_ALLOWED');
    expect(await seen(tenancy)).toEqual(CUT);
  });

  it.each([
    ['an end that bears the day', { status: 'CLOSED', executedOn: '2026-11-20' }],
    ['an end after the status', { status: 'CLOSED' }],
  ])('covers the closing: %s', async (_what, last) => {
    const closure = { kind: 'VACATED', on: '2026-11-21' };
    const tenancy = await anExecution();
    await desk.push(tenancy, 4, { ...last, closure });
    expect(await seen(tenancy)).toMatchObject({ stage: 'ENFORCEMENT_OPEN', closure: null });
    await tell();
    expect(await seen(tenancy)).toEqual({
      stage: 'CLOSED',
      status: 'CLOSED',
      executedOn: 'executedOn' in last ? last.executedOn : null,
      closure,
    });
  });

  it('still cuts a time that is no longer set', async () => {
    const tenancy = await desk.notice();
    await desk.push(tenancy, 1, {});
    await desk.push(tenancy, 2, { status: 'DATE_SET' });
    await tell();
    expect(await seen(tenancy)).toMatchObject({ stage: 'ENFORCEMENT_OPEN', status: 'OPEN' });
  });

  it('shows in the record by its number as well', async () => {
    const { caseNumber: number } = await anExecution();
    const byNumber = () => gateway.data('board-farsta', BY_NUMBER, { number });
    const record = (status: string, executedOn: string | null) => ({
      enforcementRecord: { status, executedOn, closure: null },
    });
    expect(await byNumber()).toEqual(record('DATE_SET', null));
    await tell();
    expect(await byNumber()).toEqual(record('EXECUTED', '2026-11-20'));
  });

  it('does not reach another board', async () => {
    const tenancy = await anExecution();
    await tell();
    await expect(desk.find('board-skarpnack', tenancy)).rejects.toThrow('does not know');
    expect((await page({ scope: 'ALL' }, 'board-skarpnack')).totalCount).toBe(0);
  });

  describe('Case.version', () => {
    it('rises by an execution that is pushed while it may be told, and not otherwise', async () => {
      const versionsOf = async (told: boolean) => {
        const tenancy = await desk.notice();
        await desk.push(tenancy, 1, SET);
        const { version } = await read(tenancy);
        if (told) await tell();
        await desk.push(tenancy, 2, { ...SET, ...EXECUTED });
        return (await read(tenancy)).version - version;
      };
      expect(await versionsOf(false)).toBe(0);
      expect(await versionsOf(true)).toBe(1);
    });

    it('rises by an execution that shows by its status alone', async () => {
      const tenancy = await desk.notice();
      await desk.push(tenancy, 1, {});
      await tell();
      const { version } = await read(tenancy);
      await desk.push(tenancy, 2, { status: 'EXECUTED' });
      expect((await read(tenancy)).version).toBe(version + 1);
    });

    it('is not moved by a change of what is cut while the board reads the whole', async () => {
      const tenancy = await desk.notice();
      await desk.push(tenancy, 1, {});
      await desk.push(tenancy, 3, { status: 'EXECUTED' });
      await tell();
      const before = await read(tenancy);
      // An older version that comes late changes only the status that the cut falls back to.
      await gateway.data(
        'kronofogden',
        'mutation ($input: PushEvictionRecordsInput!) { pushEvictionRecords(input: $input) { results { outcome } } }',
        await late(tenancy),
      );
      expect(await read(tenancy)).toEqual(before);
      await desk.end('kronofogden', decisions.splice(0)[0] ?? '');
      expect(await seen(tenancy)).toMatchObject({ status: 'DEFERRED', stage: 'DEFERRED' });
    });

    it('does not move later for what a turn of the switch has shown or hidden', async () => {
      const tenancy = await anExecution();
      const { version } = await read(tenancy);
      await tell();
      await desk.push(tenancy, 4, { ...SET, ...EXECUTED, childrenCount: 3 });
      expect(await read(tenancy)).toMatchObject({ version, stage: 'EXECUTED' });
    });
  });

  describe('lists', () => {
    it('count an execution as the end of a case only while it may be told', async () => {
      const tenancy = await anExecution();
      const scopes = async () =>
        Promise.all(['OPEN', 'CLOSED', 'ALL'].map((scope) => listed(tenancy, scope)));
      const totals = async () =>
        Promise.all(
          ['OPEN', 'CLOSED', 'ALL'].map(async (scope) => (await page({ scope })).totalCount),
        );
      const [open = 0, closed = 0, all = 0] = await totals();
      expect(await scopes()).toEqual([true, false, true]);
      expect(open + closed).toBe(all);
      await tell();
      const [stillOpen = 0, ended = 0, still = 0] = await totals();
      expect(await scopes()).toEqual([false, true, true]);
      expect([stillOpen + ended, still]).toEqual([all, all]);
      expect(stillOpen).toBeLessThan(open);
    });

    it.each(['RECEIVED_DESC', 'RECEIVED_ASC', 'EVICTION_DATE', 'NEXT_DEADLINE'])(
      'go on by %s from page to page across a turn of the switch',
      async (orderBy) => {
        const [kept, ended] = [await desk.notice(), await anExecution()];
        const ids = await Promise.all(
          [kept, ended].map(async (one) => (await desk.find('board-farsta', one)).id),
        );
        const walk = async (scope: string): Promise<readonly string[]> => {
          const found: string[] = [];
          let after: string | null = null;
          do {
            const one: Page = await page({ scope, orderBy, first: 1, after });
            found.push(...one.edges.map(({ node }) => node.id));
            after = one.pageInfo.hasNextPage ? one.pageInfo.endCursor : null;
            // The decision is made after the first page, and the walk goes on by the cursor from before it.
            if (found.length === 1 && decisions.length === 0) await tell();
          } while (after !== null);
          return found;
        };
        const open = await walk('OPEN');
        expect(new Set(open).size).toBe(open.length);
        expect(open).toContain(ids[0]);
        const closed = await walk('CLOSED');
        expect(closed).toContain(ids[1]);
        expect(closed).not.toContain(ids[0]);
        expect(new Set(closed).size).toBe(closed.length);
      },
    );

    it('agree with the status of the board’s own work', async () => {
      const tenancy = await anExecution();
      const change = async (operation: string, input: object) => {
        const { id: caseId, version: expectedVersion } = await desk.find('board-farsta', tenancy);
        const type = `${operation[0]?.toUpperCase() ?? ''}${operation.slice(1)}Input`;
        await gateway.data(
          'board-farsta',
          `mutation ($input: ${type}!) { ${operation}(input: $input) { case { id } } }`,
          { input: { idempotencyKey: operation, caseId, expectedVersion, ...input } },
        );
      };
      await change('openSocialCase', {
        caseworker: { id: 'cw-7', name: 'Handa Läggarsson', phone: '+46 8 000 00 01' },
      });
      await change('recordOutcome', { kind: 'REHOUSED', decidedOn: '2026-11-22' });
      clock.advance(60);
      // A time that comes in after the outcome opens the case again.
      await desk.push(tenancy, 4, { ...EXECUTED, evictionTime: { date: '2026-11-21' } });
      expect((await read(tenancy)).socialServices).toEqual({ status: 'ASSIGNED' });
      expect(await listed(tenancy, 'OPEN')).toBe(true);
      await tell();
      expect((await read(tenancy)).socialServices).toEqual({ status: 'CLOSED' });
      expect(await listed(tenancy, 'CLOSED')).toBe(true);
    });
  });

  /** The input of a push whose version lies between two that are held. */
  async function late(tenancy: Tenancy): Promise<object> {
    const { record } = await import('../api/story');
    return {
      input: {
        idempotencyKey: `late ${tenancy.caseNumber}`,
        records: [
          record(2, {
            caseNumber: tenancy.caseNumber,
            noticeReceiptNumber: tenancy.receiptNumber,
            status: 'DEFERRED',
          }),
        ],
      },
    };
  }
});
