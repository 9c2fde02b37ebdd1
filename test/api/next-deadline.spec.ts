import { randomUUID } from 'node:crypto';
import { startTestGateway } from '../support/gateway';
import type { TestGateway } from '../support/gateway';
import { testPersonalNumber } from '../support/identity-numbers';
import { movingClock } from '../support/moving-clock';
import { aDecision } from '../support/tenancy-desk';
import { CASEWORKER } from '../stories/story-desk';
import { NOTICE, record, TENANT } from './story';

const TODAY = '2026-11-02';
const HOUR = 3600;
const DAY = 24 * HOUR;
const READERS = ['landlord-bostaden', 'board-farsta', 'kronofogden'] as const;
/** Opened to landlord and board by a decision or a consent, which no order goes by. */
const BY_DECISION = ['EARLIEST_EVICTION', 'STAY_LIMIT', 'STAY_LIMIT_EXCEPTIONAL'];

interface Clock {
  readonly kind: string;
  readonly endsOn: string | null;
  readonly state: string;
}

interface Edge {
  readonly cursor: string;
  readonly node: { readonly id: string; readonly deadlines: readonly Clock[] | null };
}

const LIST = `query ($scope: CaseScope, $first: Int, $after: String) {
  cases(scope: $scope, orderBy: NEXT_DEADLINE, first: $first, after: $after) {
    edges { cursor node { id deadlines { kind endsOn state } } } } }`;

describe('the order by the next deadline', () => {
  const clock = movingClock(`${TODAY}T10:00:00Z`);
  let gateway: TestGateway;
  let tenancies = 0;

  const send = (client: string, operation: string, input: object) => {
    const type = `${operation.charAt(0).toUpperCase()}${operation.slice(1)}Input!`;
    const fields = {
      submitNotice: 'notice { receiptNumber }',
      pushEvictionRecords: 'results { outcome }',
      registerStandingDecision: 'id',
    }[operation];
    return gateway.data<Record<string, Record<string, unknown>>>(
      client,
      `mutation ($input: ${type}) { ${operation}(input: $input) { ${fields ?? 'case { id }'} } }`,
      { input: { ...input, idempotencyKey: randomUUID() } },
    );
  };

  /** A tenancy about which the landlord tells the board, with Kronofogden's record where there is one. */
  async function aTenancy(notice: object, ...versions: readonly object[]) {
    tenancies += 1;
    const number = testPersonalNumber(`1970-01-${String(tenancies).padStart(2, '0')}`);
    const { submitNotice } = await send('landlord-bostaden', 'submitNotice', {
      ...NOTICE,
      tenants: [{ ...NOTICE.tenants[0], personalIdentityNumber: number }],
      dwelling: { ...NOTICE.dwelling, apartmentNumber: String(1000 + tenancies) },
      ...notice,
    });
    const { receiptNumber } = submitNotice?.notice as { receiptNumber: string };
    for (const [index, version] of versions.entries()) {
      const pushed = await send('kronofogden', 'pushEvictionRecords', {
        records: [
          record(index + 1, {
            caseNumber: `U-${String(9000 + tenancies)}-26`,
            noticeReceiptNumber: receiptNumber,
            defendants: [{ ...NOTICE.tenants[0], personalIdentityNumber: number }],
            ...version,
          }),
        ],
      });
      expect(JSON.stringify(pushed)).toMatch(/CREATED|UPDATED/);
    }
    return receiptNumber;
  }

  async function act(client: string, operation: string, receiptNumber: string, input: object) {
    const { cases } = await gateway.data<{
      cases: { edges: { node: { id: string; version: number } }[] };
    }>(
      client,
      'query ($search: CaseSearch) { cases(search: $search) { edges { node { id version } } } }',
      { search: { receiptNumber } },
    );
    const { id: caseId, version: expectedVersion } = cases.edges[0]?.node ?? {};
    await send(client, operation, { caseId, expectedVersion, ...input });
  }

  const edgesOf = async (client: string, variables: object): Promise<readonly Edge[]> =>
    (await gateway.data<{ cases: { edges: readonly Edge[] } }>(client, LIST, variables)).cases
      .edges;

  const today = () => clock.now().toISOString().slice(0, 10);

  /** The next deadline by what the case shows. */
  function nextOf(client: string, { node }: Edge): string | null {
    const days = (node.deadlines ?? []).flatMap(({ kind, endsOn, state }) =>
      state === 'MET' ||
      endsOn === null ||
      endsOn < today() ||
      (client !== 'kronofogden' && BY_DECISION.includes(kind))
        ? []
        : endsOn,
    );
    return days.sort()[0] ?? null;
  }

  beforeAll(async () => {
    gateway = await startTestGateway({ clock });
    const served = (servedOn: string) => ({
      tenantServed: [{ tenantName: TENANT.name, servedOn, method: 'PROCESS_SERVER' }],
    });
    const applied = { appliedOn: '2026-10-28', documentsReceivedOn: '2026-10-29' };
    const dated = {
      ...applied,
      status: 'DATE_SET',
      heardOn: '2026-10-30',
      evictionTime: { date: '2026-11-27', time: '09:30' },
    };
    await aTenancy(served('2026-10-20'));
    await aTenancy({ tenantServed: [] });
    const paid = await aTenancy(served('2026-10-21'));
    await act('landlord-bostaden', 'reportSettlement', paid, { status: 'PAID', on: TODAY });
    await aTenancy({ tenantServed: [] }, applied);
    const waiting = await aTenancy({ tenantServed: [] }, { ...applied, documentsReceivedOn: null });
    await act('landlord-bostaden', 'grantDeferral', waiting, { until: '2026-11-20' });
    await aTenancy(served('2026-10-22'), { ...applied, status: 'DEFERRED' });
    await aTenancy({ tenantServed: [] }, dated);
    const confirmed = await aTenancy({ tenantServed: [] }, dated);
    await act('board-farsta', 'confirmEvictionTime', confirmed, { caseworker: CASEWORKER });
    await aTenancy({ tenantServed: [] }, dated, {
      ...dated,
      status: 'WITHDRAWN',
      evictionTime: null,
      closure: { kind: 'WITHDRAWN', on: TODAY },
    });
    await aTenancy({ tenantServed: [] }, dated, {
      ...dated,
      status: 'EXECUTED',
      evictionTime: null,
      executedOn: TODAY,
    });
    await send('kronofogden', 'registerStandingDecision', {
      ...aDecision('HEARD_ON_TO_BOARD', TODAY, '2026-11-10'),
    });
  });
  afterAll(() => gateway.stop());

  it.each(READERS)(
    'is that of the deadlines which %s is shown, on each day, with no write between them',
    async (client) => {
      const orders = new Set<string>();
      try {
        for (let passed = 0; passed < 27; passed += 1) {
          for (const scope of ['OPEN', 'ALL']) {
            const edges = await edgesOf(client, { scope, first: 100 });
            const found = edges.map((edge) => nextOf(client, edge));
            const sorted = found.toSorted((a, b) => ((a ?? '9999') < (b ?? '9999') ? -1 : 1));
            expect([today(), found]).toEqual([today(), sorted]);
            orders.add(edges.map(({ node }) => node.id).join(' '));
          }
          clock.advance(DAY);
        }
      } finally {
        clock.advance(
          -(Date.parse(clock.now().toISOString()) - Date.parse(`${TODAY}T10:00:00Z`)) / 1000,
        );
      }
      // Days alone have moved cases.
      expect(orders.size).toBeGreaterThan(3);
    },
    120_000,
  );

  it('moves at midnight in Stockholm', async () => {
    const first = async () => (await edgesOf('board-farsta', { first: 1 }))[0]?.node.id;
    clock.advance(12.9 * HOUR);
    const before = await first();
    clock.advance(0.2 * HOUR);
    const after = await first();
    clock.advance(-13.1 * HOUR);
    // The confirmation of the day before is due no more.
    expect(after).not.toBe(before);
    expect(await first()).toBe(before);
  });

  it.each(READERS)(
    'lets %s walk on with a cursor of the day before, and miss no case',
    async (client) => {
      const all = await edgesOf(client, { scope: 'ALL', first: 100 });
      const seen = new Set<string>();
      let after: string | null = null;
      let days = 0;
      for (;;) {
        const [edge]: readonly Edge[] = await edgesOf(client, { scope: 'ALL', first: 1, after });
        if (!edge) break;
        seen.add(edge.node.id);
        after = edge.cursor;
        clock.advance(DAY);
        days += 1;
      }
      clock.advance(-days * DAY);
      expect(seen).toEqual(new Set(all.map(({ node }) => node.id)));
    },
  );
});
