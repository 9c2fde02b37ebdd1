import { demoClients } from '../../src/development/demo-clients';
import { arrearsInput, recordInput, tenancy } from '../../test/support/many-tenancies';
import { LANDLORD } from '../parties';
import { caseNumberOf } from './full-case';

/** A call with many notices or records, all of them new and good. */
export interface BulkWorkload {
  readonly name: 'pushEvictionRecords' | 'submitNotices';
  readonly client: string;
  readonly query: string;
  /** The input for the tenancies from a number on. */
  readonly input: (first: number, count: number, today: string) => object;
  /** How many items of the data of an answer are not as they must be. */
  readonly wrong: (data: unknown, count: number) => number;
}

interface Results<T> {
  readonly results: readonly T[];
}

const landlordName = (): string =>
  demoClients.find(({ clientId }) => clientId === LANDLORD.client)?.name ?? '';

function items<T>(count: number, item: (index: number) => T): readonly T[] {
  return Array.from({ length: count }, (_, index) => item(index));
}

/** Above the tenancies that are loaded or written one by one. */
export const FIRST_BULK_TENANCY = 50_000;

/** The calls that are measured. */
export const BULK: readonly BulkWorkload[] = [
  {
    name: 'pushEvictionRecords',
    client: 'kronofogden',
    query: `mutation ($input: PushEvictionRecordsInput!) { pushEvictionRecords(input: $input) {
  results { caseNumber outcome problems { path code message } } } }`,
    input: (first, count, today) => ({
      idempotencyKey: `bench-push-${first}`,
      records: items(count, (index) =>
        recordInput(tenancy(first + index), {
          caseNumber: caseNumberOf(first + index),
          applicant: LANDLORD.number,
          today,
        }),
      ),
    }),
    wrong: (data, count) => {
      const { pushEvictionRecords } = data as {
        pushEvictionRecords: Results<{ readonly outcome: string }>;
      };
      const { results } = pushEvictionRecords;
      return count - results.filter(({ outcome }) => outcome === 'CREATED').length;
    },
  },
  {
    name: 'submitNotices',
    client: LANDLORD.client,
    query: `mutation ($input: SubmitNoticesInput!) { submitNotices(input: $input) {
  results { index notice { id receiptNumber receipt { jws } } problems { path code message } } } }`,
    input: (first, count, today) => ({
      idempotencyKey: `bench-call-${first}`,
      notices: items(count, (index) => {
        const facts = { key: `bench-submit-${first + index}`, landlord: landlordName(), today };
        return arrearsInput(tenancy(first + index), facts);
      }),
    }),
    wrong: (data, count) => {
      const { submitNotices } = data as {
        submitNotices: Results<{ readonly notice: { receipt: { jws: string } | null } | null }>;
      };
      const { results } = submitNotices;
      return count - results.filter(({ notice }) => notice?.receipt?.jws).length;
    },
  },
];
