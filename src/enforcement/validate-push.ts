import { validateIdempotencyKey, type CheckContext } from '../cases';
import { Problems, type Problem } from '../shared';
import type { EvictionRecordInput, PushEvictionRecordsInput } from './push-eviction-records.input';
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
  const idempotencyKey = validateIdempotencyKey(input, problems);
  const count = input.records.length;
  if (count < RECORDS.min || count > RECORDS.max) {
    problems.add('records', count < RECORDS.min ? 'TOO_FEW' : 'TOO_MANY');
    return undefined;
  }
  if (idempotencyKey === undefined) return undefined;
  return {
    idempotencyKey,
    records: input.records.map((record, index) => checkRecord(record, index, context)),
  };
}

function checkRecord(
  input: EvictionRecordInput,
  index: number,
  context: CheckContext,
): CheckedRecord {
  const problems = new Problems(`records.${index}`);
  const record = validateEvictionRecord(input, problems, context);
  return record === undefined ? { index, problems: problems.list } : { index, record };
}
