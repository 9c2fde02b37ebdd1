import { recordInput, tenancy } from '../../test/support/many-tenancies';
import { LANDLORD } from '../parties';
import { caseNumberOf } from '../workloads/full-case';

/** Above the case numbers of the largest store. */
const FIRST_CASE_NUMBER = 9_000_000;
/** Tenancies of the records, above those of single notices. */
const FIRST_TENANCY = 50_000;

/** The mutation that pushes records. */
export const PUSH_RECORDS = `mutation ($input: PushEvictionRecordsInput!) {
  pushEvictionRecords(input: $input) { results { outcome problems { path code } } } }`;

/** New records of tenancies that no case is about yet. */
export function pushInput(first: number, count: number, today: string): object {
  return {
    idempotencyKey: `growth-push-${first}`,
    records: Array.from({ length: count }, (_, index) => {
      const number = first + index;
      return recordInput(tenancy(FIRST_TENANCY + number), {
        caseNumber: caseNumberOf(FIRST_CASE_NUMBER + number),
        applicant: LANDLORD.number,
        today,
      });
    }),
  };
}
