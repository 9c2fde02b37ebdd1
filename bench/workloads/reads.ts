import { READ_CASE } from '../../test/support/case-query';
import { BOARD, LANDLORD } from '../parties';
import { contentOfCase } from './case-content';
import { contentOfPage, LIST_FIELDS } from './list';
import type { ListPage } from './list';

/** What the questions are about, as the loaded data has it. */
export interface Subjects {
  /** The case in full, as each client calls it. */
  readonly caseIds: Readonly<Record<string, string>>;
  /** The same, as the store calls it. */
  readonly storedCase: string;
  readonly personalIdentityNumber: string;
}

/** One read: who asks what, and how its answer is looked at. */
export interface ReadWorkload {
  readonly name: string;
  readonly title: string;
  readonly client: string;
  readonly query: string;
  readonly variables?: (subjects: Subjects) => object;
  /**
   * The content of the data of an answer, in words that are the same for all servers.
   *
   * @throws Error when the answer is not whole
   */
  readonly content: (data: unknown) => unknown;
  /** What the floor is asked for the same; none where there is no floor. */
  readonly floor?: (subjects: Subjects) => string;
  /** Whether everything that is compared answers it, at each concurrency. */
  readonly isMain?: true;
  /** Whether fields that the agency may not read are left out of the question before it is measured. */
  readonly pruned?: true;
}

const page =
  (length: number) =>
  (data: unknown): object =>
    contentOfPage((data as { cases: ListPage }).cases, length);

const list = (name: string, argumentsOf = ''): string =>
  `query ${name} { cases${argumentsOf} {${LIST_FIELDS}\n  }\n}`;

const caseInFull = (client: string, title: string): ReadWorkload => ({
  name: `case-${client}`,
  title,
  client,
  query: READ_CASE,
  variables: ({ caseIds }) => ({ id: caseIds[client] }),
  content: contentOfCase,
  pruned: true,
});

/** The reads that are measured, the main one first. */
export const READS: readonly ReadWorkload[] = [
  {
    name: 'landlord-list',
    title: 'landlord’s list of 20',
    client: LANDLORD.client,
    query: list('LandlordList'),
    content: page(20),
    floor: () => '/landlord-list',
    isMain: true,
  },
  {
    ...caseInFull(BOARD.client, 'case in full, its board'),
    floor: ({ storedCase }) => `/board-case?id=${storedCase}`,
  },
  {
    name: 'case-clocks',
    title: 'clocks of a case, its board',
    client: BOARD.client,
    query: `query CaseClocks($id: ID!) { case(id: $id) { id receivedAt board { name }
  deadlines { kind startsOn endsOn state ruleId legalBasis explanation } } }`,
    variables: ({ caseIds }) => ({ id: caseIds[BOARD.client] }),
    content: contentOfCase,
  },
  caseInFull(LANDLORD.client, 'case in full, its landlord'),
  caseInFull('kronofogden', 'case in full, Kronofogden'),
  caseInFull('oversight-farsta', 'case in full, an auditor'),
  {
    name: 'board-queue',
    title: 'board’s queue by next deadline',
    client: BOARD.client,
    query: list('BoardQueue', '(orderBy: NEXT_DEADLINE)'),
    content: page(20),
    floor: () => '/board-queue',
  },
  {
    name: 'board-search',
    title: 'search by identity number',
    client: BOARD.client,
    query: `query BoardSearch($number: PersonalIdentityNumber!) {
  cases(search: { personalIdentityNumber: $number }) {${LIST_FIELDS}\n  }\n}`,
    variables: ({ personalIdentityNumber }) => ({ number: personalIdentityNumber }),
    content: page(1),
    floor: ({ personalIdentityNumber }) => `/board-search?number=${personalIdentityNumber}`,
  },
];
