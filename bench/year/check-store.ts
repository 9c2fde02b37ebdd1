import type { Client } from 'pg';
import { caseNumberOf } from '../workloads/full-case';
import { VERSIONS } from './options';
import type { YearSize } from './options';
import type { Replayed } from './replay';
import { boardSteps, tenancyOfRecord } from './year-inputs';

/** What was looked for, how much of it there must be and how much there is. */
export interface Found {
  readonly what: string;
  readonly expected: number;
  readonly found: number;
  /** Of what was expected, those that are not there, and those that are there more than once or were never sent. */
  readonly lost: number;
  readonly doubled: number;
}

/** Tables in which each worked-on case has one row that stands. */
const BOARD_TABLES = ['social_case', 'contact_attempt', 'assessment', 'payment_plan', 'outcome'];

/** Compares what must be there with what is, thing by thing. */
export function compared(
  what: string,
  expected: readonly string[],
  found: readonly string[],
): Found {
  const [wanted, there] = [new Set(expected), new Set(found)];
  const lost = [...wanted].filter((one) => !there.has(one)).length;
  const foreign = [...there].filter((one) => !wanted.has(one)).length;
  const repeated = found.length - there.size;
  return {
    what,
    expected: wanted.size,
    found: found.length,
    lost,
    doubled: repeated + foreign,
  };
}

/** Counts in the tables themselves. */
export async function checkStore(
  store: Client,
  size: YearSize,
  { receipts }: Pick<Replayed, 'receipts'>,
): Promise<readonly Found[]> {
  const textsOf = async (sql: string): Promise<readonly string[]> => {
    const { rows } = await store.query<{ text: string }>(sql);
    return rows.map(({ text }) => text);
  };
  const caseNumbers = caseNumbersOf(size);
  const versions = Array.from({ length: VERSIONS }, (_, index) => index + 1);
  const inCases = (table: string): string =>
    `SELECT r.case_number AS text FROM social.${table} t JOIN enforcement.record r ON r.case_id = t.case_id`;
  const { rows } = await store.query<{ cases: string }>(
    'SELECT count(*) AS cases FROM cases."case"',
  );
  const cases = Number(rows[0]?.cases);
  const boards: Found[] = [];
  for (const table of BOARD_TABLES) {
    boards.push(
      compared(`${table} of worked-on cases`, caseNumbers, await textsOf(inCases(table))),
    );
  }
  return [
    compared(
      'receipts',
      [...receipts.values()],
      await textsOf('SELECT receipt_number AS text FROM landlord.notice'),
    ),
    {
      what: 'cases, one for each tenancy',
      expected: receipts.size,
      found: cases,
      lost: Math.max(0, receipts.size - cases),
      doubled: Math.max(0, cases - receipts.size),
    },
    compared(
      'versions of records',
      caseNumbers.flatMap((number) => versions.map((version) => `${number}/${version}`)),
      await textsOf(`SELECT case_number || '/' || version AS text FROM enforcement.record_version`),
    ),
    compared(
      'records at their last version',
      caseNumbers,
      await textsOf(
        `SELECT case_number AS text FROM enforcement.record WHERE version = ${VERSIONS}`,
      ),
    ),
    ...boards,
    await checkKeys(store, size, receipts.size),
  ];
}

/** Each call and each item of a call has used its key once. */
async function checkKeys(store: Client, size: YearSize, notices: number): Promise<Found> {
  const { rows } = await store.query<{ used: string; calls: string }>(
    `SELECT count(*) FILTER (WHERE outcome ? 'results') AS calls, count(*) AS used FROM cases.idempotency`,
  );
  const mutations = size.enforcement * boardSteps('').length;
  const expected = notices + mutations;
  const found = Number(rows[0]?.used) - Number(rows[0]?.calls);
  return {
    what: 'keys of notices and mutations',
    expected,
    found,
    lost: Math.max(0, expected - found),
    doubled: Math.max(0, found - expected),
  };
}

/** Kronofogden's case numbers of the year. */
export function caseNumbersOf(size: YearSize): readonly string[] {
  return Array.from({ length: size.enforcement }, (_, record) =>
    caseNumberOf(tenancyOfRecord(record, size)),
  );
}
