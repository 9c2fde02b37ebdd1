import { checkList, complete, validateIdempotencyKey, type CheckContext } from '../cases';
import { Problems, type Problem } from '../shared';
import type { PushEvictionRecordsInput } from './push-eviction-records.input';
import { validateEvictionRecord, type ValidEvictionRecord } from './validate-eviction-record';

/** One record of a push with its own verdict: in normal form, or what is wrong with it. */
export type CheckedRecord =
  | { readonly index: number; readonly record: ValidEvictionRecord }
  | { readonly index: number; readonly problems: readonly Problem[] };

/** A push whose records answer each for itself, in the order given. */
export interface CheckedPush {
  readonly idempotencyKey: string;
  readonly records: readonly CheckedRecord[];
}

const RECORDS = { min: 1, max: 2000 };

/**
 * Checks a push. Only its key and its size are problems of the whole call; a bad record spoils itself alone, with paths from
 * `records` on, such as `records.17.defendants.0.personalIdentityNumber`.
 *
 * @legalSource UF-16-2-NOTIFY
 */
export function validatePush(
  input: PushEvictionRecordsInput,
  problems: Problems,
  context: CheckContext,
): CheckedPush | undefined {
  return complete<CheckedPush>({
    idempotencyKey: validateIdempotencyKey(input, problems),
    records: checkList(problems, 'records', input.records, RECORDS, (sent, _, index) => {
      const found = new Problems(`records.${index}`);
      const record = validateEvictionRecord(sent, found, context);
      return record ? { index, record } : { index, problems: found.list };
    }),
  });
}
