import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import type { ReaderId } from './readers';
import { READERS } from './readers';
import type { Vocabulary } from './random-operation';
import type { ToldWorld } from './told-world';

/** What a reader's arguments are made of besides the world. */
export interface VocabularyParts {
  readonly world: ToldWorld;
  readonly reader: ReaderId;
  readonly alias: (reader: ReaderId, kind: string, id: string) => string;
  /** Arguments of `Query.cases` with a cursor of that list in `after`. */
  readonly pages: readonly Readonly<Record<string, unknown>>[];
  /** What exists beside that in one of two worlds. */
  readonly elsewhere?: StoredNames;
}

/** By what things of a world can be asked for. */
export interface StoredNames {
  readonly caseIds: readonly string[];
  readonly noticeIds: readonly string[];
  readonly receiptNumbers: readonly string[];
  readonly caseNumbers: readonly string[];
}

const NOTHING: StoredNames = { caseIds: [], noticeIds: [], receiptNumbers: [], caseNumbers: [] };

/** What a world’s store holds, whoever told it. */
export async function storedNames(store: Pick<Client, 'query'>): Promise<StoredNames> {
  const column = async (sql: string): Promise<readonly string[]> =>
    (await store.query<{ name: string }>(sql)).rows.map(({ name }) => name);
  const byReceipt = 'FROM landlord.notice ORDER BY received_at, id';
  return {
    caseIds: await column('SELECT id AS name FROM cases."case" ORDER BY opened_at, id'),
    noticeIds: await column(`SELECT id AS name ${byReceipt}`),
    receiptNumbers: await column(`SELECT receipt_number AS name ${byReceipt}`),
    caseNumbers: await column('SELECT case_number AS name FROM enforcement.record ORDER BY 1'),
  };
}

/** What is in one world and not in another. */
export function namesBeyond(names: StoredNames, others: StoredNames): StoredNames {
  const beyond = (key: keyof StoredNames) =>
    names[key].filter((name) => !others[key].includes(name));
  return {
    caseIds: beyond('caseIds'),
    noticeIds: beyond('noticeIds'),
    receiptNumbers: beyond('receiptNumbers'),
    caseNumbers: beyond('caseNumbers'),
  };
}

/**
 * Arguments for random operations of one reader: everything that exists, whoever may know of it, what was invented, what is
 * malformed, and what belongs to somebody else.
 */
export function vocabularyOf({
  world,
  reader,
  alias,
  pages,
  elsewhere = NOTHING,
}: VocabularyParts): Vocabulary {
  const notices = world.told.flatMap((one) => (one.kind === 'notice' ? one : []));
  const pushes = world.told.flatMap((one) => (one.kind === 'push' ? one.input : []));
  const persons = [
    ...notices.flatMap(({ input }) => input.tenants),
    ...pushes.flatMap(({ defendants }) => defendants),
  ];
  const caseIds = unique([
    ...notices.map(({ caseId }) => caseId),
    ...world.caseOfRecord.values(),
    ...elsewhere.caseIds,
  ]);
  const others = READERS.filter((one) => one !== reader);
  const aliasesOf = (kind: string, ids: readonly string[]) => [
    ...ids.map((id) => alias(reader, kind, id)),
    ...ids.slice(0, 2).map((id, index) => alias(others[index] ?? reader, kind, id)),
    alias(reader, kind, randomUUID()),
    'no-such-id',
  ];
  const cases = aliasesOf('case', caseIds);
  const caseNumbers = unique([
    ...pushes.map(({ caseNumber }) => caseNumber),
    ...elsewhere.caseNumbers,
  ]);
  const receiptNumbers = unique([
    ...notices.map(({ receipt }) => receipt.receiptNumber),
    ...elsewhere.receiptNumbers,
  ]);
  const numbers = unique(persons.flatMap((one) => one.personalIdentityNumber ?? []));
  return {
    values: {
      'Query.case(id)': cases,
      'Query.explainAccess(caseId)': cases,
      'Query.notice(id)': aliasesOf(
        'notice',
        unique([...notices.map(({ id }) => id), ...elsewhere.noticeIds]),
      ),
      'Query.enforcementRecord(caseNumber)': [
        ...caseNumbers,
        ` ${caseNumbers[0] ?? ''} `,
        'U-99999-26',
        '?',
      ],
      'Query.socialBoards(municipality)': ['0180', '0380', '9999'],
      'DeadlineEvents.tenantServedOn': [['2026-11-23'], ['2026-11-24', '2026-10-01'], ['x']],
      'Query.collaborationMeeting(board)': [
        'farsta',
        'skarpnack',
        '0380',
        'farsta',
        'skarpnack',
        '0380',
        'no-such-board',
      ],
      'Query.collaborationMeeting(month)': [
        '2026-11',
        '2026-12',
        '2027-01',
        '2026-11',
        '2026-12',
        '2026-13',
      ],
      'Query.cases(first)': [20, 100, 1, 2, 3, 5, 20, 100, 0, 101],
      'Query.cases(after)': [...pages.map(({ after }) => after), 'no-such-cursor'],
      'CaseSearch.personalIdentityNumber': [...numbers, '195001019802', '19500101-0000'],
      'CaseSearch.tenantName': [
        ...unique(persons.map(({ name }) => name)),
        ...persons.slice(0, 2).map(({ name }) => name.toUpperCase()),
        'Nobody Here',
        ' ',
      ],
      'CaseSearch.receiptNumber': [...receiptNumbers, 'KB-0000-0000-0', 'x'],
      'CaseSearch.enforcementCaseNumber': [...caseNumbers, 'U-99999-26', '?'],
      'CaseSearch.landlordReference': [
        ...unique(notices.flatMap(({ input }) => input.landlordReference ?? [])),
        'no such reference',
      ],
      ID: cases,
      String: ['2026-10', '2026-Q3', ...caseNumbers],
      Int: [1, 2, 5, 20],
      Float: [1.5],
      LocalDate: ['2026-10-01', '2026-11-24'],
      LocalTime: ['09:30'],
      DateTime: ['2026-11-24T10:00:30.000Z', '2026-11-24T11:00:00.000Z'],
      SEK: ['100.00'],
      PersonalIdentityNumber: numbers,
      OrganisationNumber: ['559900-0014'],
      MunicipalityCode: ['0180', '0380'],
    },
    argumentSets: { 'Query.cases': pages },
  };
}

function unique<T>(items: readonly T[]): readonly T[] {
  return [...new Set(items)];
}
