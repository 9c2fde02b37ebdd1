import { READ_CASE } from '../../test/support/case-query';
import { askerOf, headersOf, senderTo } from '../gateway';
import { BOARD, LANDLORD } from '../parties';
import { contentOfCase } from '../workloads/case-content';
import { findCase, FULL_TENANCY } from '../workloads/full-case';
import { contentOfPage, LIST_FIELDS } from '../workloads/list';
import type { ListPage } from '../workloads/list';
import { withoutDenied } from '../workloads/pruned';
import { GROWING, inventedCase } from './invented';
import type { Sized } from './sizes';

/** A read that every size is asked for. */
export interface GrowthQuestion {
  readonly title: string;
  readonly client: string;
  /** Whether the answer is of the same cases at every size, and so the same text. */
  readonly isFixed: boolean;
  /** What the largest size may take, in times of the smallest. */
  readonly target?: number;
  /** Query and variables for one store; null where it has too few cases for the question. */
  readonly ask: (store: Sized) => Promise<Asked | null>;
  /** @throws Error when the data of an answer are not whole */
  readonly check: (data: never) => unknown;
}

interface Asked {
  readonly query: string;
  readonly variables: object;
}

const PAGE = 20;
/** The page far down, and how it is reached. */
const [FAR, LARGEST_PAGE] = [500, 100] as const;

const list = (argumentsOf: string): string => `{ cases${argumentsOf} {${LIST_FIELDS}\n  }\n}`;
const pageOf =
  (length: number) =>
  ({ cases }: { cases: ListPage }): object =>
    contentOfPage(cases, length);

/** Kronofogden reads its own records' addresses, not those of notices, so a case of its list has no street. */
function pageOfRecords({ cases }: { cases: ListPage }): void {
  const isWhole = cases.edges.every(({ node }) => node.enforcement && node.tenants?.[0]?.name);
  if (cases.edges.length !== PAGE || !isWhole) throw new Error('A list of records is not whole.');
}

function firstPage(client: string, rest: Pick<GrowthQuestion, 'title' | 'isFixed' | 'target'>) {
  const ask = async (store: Sized): Promise<Asked | null> => {
    const { cases } = (await senderTo(store)(client, '{ cases { edges { cursor } } }', {})) as {
      cases: { edges: readonly unknown[] };
    };
    return cases.edges.length < PAGE ? null : { query: list(''), variables: {} };
  };
  return { client, check: pageOf(PAGE), ask, ...rest };
}

function farPage(client: string, rest: Pick<GrowthQuestion, 'title' | 'isFixed' | 'target'>) {
  const ask = async (store: Sized): Promise<Asked | null> => {
    const send = senderTo(store);
    let after: string | null = null;
    for (let left = (FAR - 1) * PAGE; left > 0; left -= LARGEST_PAGE) {
      const { cases } = (await send(
        client,
        'query ($first: Int!, $after: String) { cases(first: $first, after: $after) { pageInfo { hasNextPage endCursor } } }',
        { first: Math.min(left, LARGEST_PAGE), after },
      )) as { cases: { pageInfo: { hasNextPage: boolean; endCursor: string } } };
      if (!cases.pageInfo.hasNextPage) return null;
      after = cases.pageInfo.endCursor;
    }
    return {
      query: `query ($after: String) ${list('(after: $after)')}`,
      variables: { after },
    };
  };
  return { client, check: pageOf(PAGE), ask, ...rest };
}

function queue(client: string, rest: Pick<GrowthQuestion, 'title' | 'isFixed' | 'target'>) {
  const { ask } = firstPage(client, rest);
  const query = list('(orderBy: NEXT_DEADLINE)');
  return {
    client,
    check: pageOf(PAGE),
    ask: async (store: Sized) => ((await ask(store)) ? { query, variables: {} } : null),
    ...rest,
  };
}

/** The reads, those of the fixed share first. */
export const QUESTIONS: readonly GrowthQuestion[] = [
  firstPage(LANDLORD.client, { title: 'landlord’s list, first page', isFixed: true, target: 1.2 }),
  farPage(LANDLORD.client, { title: 'landlord’s list, page 500', isFixed: true, target: 1.3 }),
  queue(BOARD.client, { title: 'board’s queue', isFixed: true, target: 1.3 }),
  {
    title: 'one case in full, its board',
    client: BOARD.client,
    isFixed: true,
    check: contentOfCase,
    ask: async (store) => {
      const { id } = await findCase(senderTo(store), BOARD.client, FULL_TENANCY);
      const { errors = [] } = await askerOf(store)(BOARD.client, READ_CASE, { id });
      return { query: withoutDenied(READ_CASE, errors), variables: { id } };
    },
  },
  {
    title: 'search by identity number, board',
    client: BOARD.client,
    isFixed: true,
    check: pageOf(1),
    ask: () =>
      Promise.resolve({
        query: `query ($number: PersonalIdentityNumber!) ${list('(search: { personalIdentityNumber: $number })')}`,
        variables: { number: inventedCase(FULL_TENANCY).personalIdentityNumber },
      }),
  },
  firstPage(GROWING.landlord, {
    title: 'first page, landlord with a fifth of all',
    isFixed: false,
  }),
  farPage(GROWING.landlord, { title: 'page 500, landlord with a fifth of all', isFixed: false }),
  queue(GROWING.board.client, { title: 'queue, board with a fifth of all', isFixed: false }),
  {
    ...firstPage('kronofogden', {
      title: 'first page, Kronofogden with half of all',
      isFixed: false,
    }),
    check: pageOfRecords,
  },
];

/** A question as one store is asked it, with the answer that it must give. */
export interface Prepared {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly bytes: string;
}

/** Asks once. @throws Error when the answer is refused or not whole */
export async function prepare(question: GrowthQuestion, store: Sized): Promise<Prepared | null> {
  const asked = await question.ask(store);
  if (!asked) return null;
  const headers = await headersOf(store, question.client);
  const body = JSON.stringify(asked);
  const response = await fetch(store.kvarbo.url, { method: 'POST', headers, body });
  const bytes = await response.text();
  const { data, errors } = JSON.parse(bytes) as { data: never; errors?: unknown };
  if (errors) throw new Error(`${question.title}: ${JSON.stringify(errors).slice(0, 500)}`);
  question.check(data);
  return { headers, body, bytes };
}
