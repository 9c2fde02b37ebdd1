import type { Send } from '../load-data';
import { BOARD } from '../parties';
import { caseNumbersOf, compared } from './check-store';
import type { Found } from './check-store';
import type { YearSize } from './options';
import type { Replayed, Sent } from './replay';
import { landlordOf, LANDLORDS } from './year-inputs';

interface Page<N> {
  readonly cases: {
    readonly edges: readonly { readonly node: N }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  };
}

interface LandlordNode {
  readonly notices: readonly { readonly receiptNumber: string }[];
}

interface BoardNode {
  readonly notices: readonly { readonly receiptNumber: string }[];
  readonly enforcement: { readonly caseNumber: string } | null;
  readonly socialServices: { readonly outcome: { readonly kind: string } | null } | null;
}

/** Reads all lists from end to end: every landlord finds its receipts, the board all of them and the outcomes that it recorded. */
export async function checkApi(
  send: Send,
  size: YearSize,
  { receipts }: Pick<Replayed, 'receipts'>,
): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (const client of LANDLORDS) {
    const nodes = await allCases<LandlordNode>(send, client, 'notices { receiptNumber }');
    found.push(
      compared(
        `receipts as ${client} reads them`,
        [...receipts].filter(([number]) => landlordOf(number) === client).map(([, one]) => one),
        nodes.flatMap(({ notices }) => notices.map(({ receiptNumber }) => receiptNumber)),
      ),
    );
  }
  const nodes = await allCases<BoardNode>(
    send,
    BOARD.client,
    'notices { receiptNumber } enforcement { caseNumber } socialServices { outcome { kind } }',
  );
  return [
    ...found,
    compared(
      'receipts as the board reads them',
      [...receipts.values()],
      nodes.flatMap(({ notices }) => notices.map(({ receiptNumber }) => receiptNumber)),
    ),
    compared(
      'outcomes as the board reads them',
      caseNumbersOf(size),
      nodes
        .filter(({ socialServices }) => socialServices?.outcome?.kind === 'DEBT_SETTLED')
        .map(({ enforcement }) => enforcement?.caseNumber ?? ''),
    ),
    compared(
      'records as Kronofogden reads them',
      caseNumbersOf(size),
      (await allCases<BoardNode>(send, 'kronofogden', 'enforcement { caseNumber }')).map(
        ({ enforcement }) => enforcement?.caseNumber ?? '',
      ),
    ),
  ];
}

/** Sends calls of the sample once more: what they answer must be what they answered. */
export async function checkReplays(send: Send, calls: readonly Sent[]): Promise<Found> {
  let same = 0;
  for (const { client, query, variables, data } of calls) {
    const again = await send(client, query, variables);
    if (outcomeOf(again) === outcomeOf(data)) same += 1;
  }
  const expected = calls.length;
  return {
    what: 'calls that answer the same again',
    expected,
    found: same,
    lost: 0,
    doubled: expected - same,
  };
}

/** An answer without the versions of cases, which have moved on since. */
function outcomeOf(data: unknown): string {
  return JSON.stringify(data, (name, value: unknown) => (name === 'version' ? undefined : value));
}

async function allCases<N>(send: Send, client: string, fields: string): Promise<readonly N[]> {
  const nodes: N[] = [];
  let after: string | null = null;
  do {
    const { cases }: Page<N> = (await send(
      client,
      `query ($after: String) { cases(scope: ALL, orderBy: RECEIVED_ASC, first: 100, after: $after) {
        edges { node { ${fields} } } pageInfo { hasNextPage endCursor } } }`,
      { after },
    )) as Page<N>;
    nodes.push(...cases.edges.map(({ node }) => node));
    after = cases.pageInfo.hasNextPage ? cases.pageInfo.endCursor : null;
  } while (after !== null);
  return nodes;
}
