import { tenancy } from '../../test/support/many-tenancies';
import { BOARD } from '../parties';
import { LIST_FIELDS } from '../workloads/list';
import { READS_AN_EVENT } from './options';
import { landlordOf } from './year-inputs';

/** A read about an event, and what its answer must hold. */
export interface ReadAbout {
  readonly client: string;
  readonly query: string;
  readonly variables: object;
  readonly holds: string;
}

/** What is asked after an event, by those whom it concerns: found by its receipt and by the tenant, and the lists as they stand. */
export function readsAfter(tenancyNumber: number, receiptNumber: string): readonly ReadAbout[] {
  const { personalIdentityNumber: number, name } = tenancy(tenancyNumber).tenant;
  const landlord = landlordOf(tenancyNumber);
  const kinds: readonly ReadAbout[] = [landlord, BOARD.client].flatMap((client) => [
    {
      client,
      query: `query ($receiptNumber: String!) { cases(scope: ALL, search: { receiptNumber: $receiptNumber }) {${LIST_FIELDS}\n  }\n}`,
      variables: { receiptNumber },
      holds: receiptNumber,
    },
    {
      client,
      query: `query ($number: PersonalIdentityNumber!) { cases(scope: ALL, search: { personalIdentityNumber: $number }) {${LIST_FIELDS}\n  }\n}`,
      variables: { number },
      holds: name,
    },
    { client, query: `{ cases {${LIST_FIELDS}\n  }\n}`, variables: {}, holds: '"hasNextPage":' },
    {
      client,
      query: `{ cases(orderBy: NEXT_DEADLINE) {${LIST_FIELDS}\n  }\n}`,
      variables: {},
      holds: '"hasNextPage":',
    },
  ]);
  return Array.from({ length: READS_AN_EVENT }, (_, index) => kinds[index % kinds.length]).filter(
    (read) => read !== undefined,
  );
}
