import { addDays, civilDay } from '../../src/shared';
import { richArrears, richRecord } from '../support/disclosure/rich-inputs';
import { startTestGateway } from '../support/gateway';
import type { TestGateway } from '../support/gateway';

const today = civilDay(new Date());
const QUEUE = `query ($first: Int, $after: String, $scope: CaseScope) {
  cases(orderBy: PRIORITY, first: $first, after: $after, scope: $scope) {
    totalCount pageInfo { hasNextPage endCursor }
    edges { node { id version receivedAt socialServices { priority } } } } }`;
const ONE_CASE = '{ case { version } }';

interface Page {
  readonly cases: {
    readonly totalCount: number;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    readonly edges: readonly {
      readonly node: {
        readonly id: string;
        readonly version: number;
        readonly receivedAt: string;
        readonly socialServices: { readonly priority: string };
      };
    }[];
  };
}

describe('the queue of a board by priority', () => {
  let gateway: TestGateway;
  let keys = 0;
  /** The board's aliases of its cases, in the order in which they came in. */
  const ids: string[] = [];
  const receipts: string[] = [];

  const call = async <T>(client: string, operation: string, input: object, selection: string) => {
    const type = `${operation.charAt(0).toUpperCase()}${operation.slice(1)}Input!`;
    const data = await gateway.data<Record<string, T>>(
      client,
      `mutation ($input: ${type}) { ${operation}(input: $input) ${selection} }`,
      { input: { idempotencyKey: `queue-${(keys += 1)}`, ...input } },
    );
    return data[operation] as T;
  };
  const change = async (client: string, id: string, operation: string, input: object) => {
    const { case: found } = await gateway.data<{ case: { version: number } }>(
      client,
      'query ($id: ID!) { case(id: $id) { version } }',
      { id },
    );
    await call(
      client,
      operation,
      { caseId: id, expectedVersion: found.version, ...input },
      ONE_CASE,
    );
  };
  const idOf = async (client: string, receipt: string) =>
    (
      await gateway.data<Page>(
        client,
        'query ($r: String!) { cases(scope: ALL, search: { receiptNumber: $r }) { edges { node { id } } } }',
        { r: receipt },
      )
    ).cases.edges[0]?.node.id ?? '';
  const queue = async (first = 2) => {
    const nodes: Page['cases']['edges'][number]['node'][] = [];
    let after: string | null = null;
    for (;;) {
      const { cases }: Page = await gateway.data<Page>('board-farsta', QUEUE, { first, after });
      nodes.push(...cases.edges.map(({ node }) => node));
      if (!cases.pageInfo.hasNextPage) return nodes;
      after = cases.pageInfo.endCursor;
    }
  };
  const shown = async () =>
    (await queue()).map(({ id, socialServices }) => [ids.indexOf(id), socialServices.priority]);
  const refusal = async (client: string, variables: object = {}) =>
    (await gateway.send(client, QUEUE, variables)).body.errors?.find(
      ({ extensions }) => extensions.problems !== undefined,
    )?.extensions.problems;
  const decide = () =>
    call<{ id: string }>(
      'board-farsta',
      'registerStandingDecision',
      {
        switch: 'PRIORITY_QUEUE',
        decidedBy: 'Chefen',
        decidedOn: today,
        reference: 'Dnr 1',
        validTo: addDays(today, 30),
      },
      '{ id }',
    );
  const NOT_ALLOWED = [expect.objectContaining({ path: 'orderBy', code: 'NOT_ALLOWED' })];

  beforeAll(async () => {
    gateway = await startTestGateway();
    for (let number = 0; number < 5; number += 1) {
      const { notice } = await call<{ notice: { receiptNumber: string } }>(
        'landlord-bostaden',
        'submitNotice',
        richArrears(number, `queue-notice-${number}`, today),
        '{ notice { receiptNumber } }',
      );
      receipts.push(notice.receiptNumber);
      ids.push(await idOf('board-farsta', notice.receiptNumber));
    }
  }, 90_000);
  afterAll(() => gateway.stop());

  it('is refused until the board has decided to use it, and to everybody else', async () => {
    for (const client of ['board-farsta', 'board-skarpnack', 'landlord-bostaden', 'kronofogden'])
      expect(await refusal(client)).toEqual(NOT_ALLOWED);
    await decide();
    expect(await refusal('board-farsta')).toBeUndefined();
    for (const client of ['board-skarpnack', 'landlord-bostaden', 'kronofogden'])
      expect(await refusal(client)).toEqual(NOT_ALLOWED);
  });

  it.each(['ALL', 'CLOSED'])('is of open cases alone, not of %s', async (scope) => {
    expect(await refusal('board-farsta', { scope })).toEqual(NOT_ALLOWED);
  });

  it('stands by priority and then by receipt, page by page, as the priority is shown', async () => {
    expect(await shown()).toEqual([0, 1, 2, 3, 4].map((at) => [at, 'NORMAL']));
    const caseworker = { id: 'cw-1', name: 'Handa Läggarsson' };
    const [, , third = '', fourth = ''] = ids;
    for (const id of [fourth, third]) {
      await change('board-farsta', id, 'openSocialCase', { caseworker });
      await change('board-farsta', id, 'recordHousehold', {
        adults: 1,
        children: 1,
        elderly: false,
      });
    }
    expect(await shown()).toEqual([
      [2, 'HIGH'],
      [3, 'HIGH'],
      [0, 'NORMAL'],
      [1, 'NORMAL'],
      [4, 'NORMAL'],
    ]);
  });

  it('follows the assessment, the time that is set, and the household', async () => {
    const [, , third = '', fourth = ''] = ids;
    await change('board-farsta', fourth, 'recordAssessment', {
      pattern: 'REPEATED',
      cause: 'DEBTS',
      assessedOn: today,
    });
    const record = {
      ...richRecord(4, 'U-1-26', '559900-0014', today),
      noticeReceiptNumber: receipts[4],
    };
    await call(
      'kronofogden',
      'pushEvictionRecords',
      { records: [record] },
      '{ results { outcome } }',
    );
    await change('board-farsta', third, 'recordHousehold', {
      adults: 1,
      children: 0,
      elderly: false,
    });
    expect(await shown()).toEqual([
      [3, 'URGENT'],
      [4, 'URGENT'],
      [0, 'NORMAL'],
      [1, 'NORMAL'],
      [2, 'NORMAL'],
    ]);
    await call(
      'kronofogden',
      'pushEvictionRecords',
      { records: [{ ...record, version: 2, status: 'OPEN', evictionTime: null }] },
      '{ results { outcome } }',
    );
    expect((await shown()).at(-1)).toEqual([4, 'NORMAL']);
  });

  it('follows what landlords submit and report, and ends with the case', async () => {
    const first = receipts[0] ?? '';
    const own = await idOf('landlord-bostaden', first);
    const second = {
      ...richArrears(1, 'queue-again', today),
      claims: richArrears(1, 'x', today).claims,
    };
    await call('landlord-bostaden', 'submitNotice', second, '{ notice { id } }');
    expect((await shown()).slice(0, 2)).toEqual([
      [3, 'URGENT'],
      [1, 'HIGH'],
    ]);
    await change('landlord-bostaden', own, 'reportSettlement', { status: 'WITHDRAWN', on: today });
    expect((await shown()).map(([at]) => at)).not.toContain(0);
  });

  it('is refused again once the decision has ended', async () => {
    const { standingDecisions } = await gateway.data<{ standingDecisions: { id: string }[] }>(
      'board-farsta',
      '{ standingDecisions { id } }',
    );
    for (const { id } of standingDecisions)
      await call('board-farsta', 'endStandingDecision', { id }, '{ id }');
    expect(await refusal('board-farsta')).toEqual(NOT_ALLOWED);
  });
});
