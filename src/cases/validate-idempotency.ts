import type { Problems } from '../shared';
import { requiredFormat, requiredWhole, type Checked } from './checks';

const KEY = /^(?! *$)[\x20-\x7e]{1,200}$/;
const LARGEST_INT = 2_147_483_647;

/** Checks an idempotency key: 1 to 200 printable ASCII characters, not only spaces; it is never normalised. */
export function validateIdempotencyKey(
  input: { readonly idempotencyKey: string },
  problems: Problems,
): string | undefined {
  return requiredFormat(
    problems,
    'idempotencyKey',
    input.idempotencyKey,
    'INVALID_IDEMPOTENCY_KEY',
    (text) => (KEY.test(text) ? text : null),
  );
}

/** The version of a case that a change builds on: 0 or more. */
function validateExpectedVersion(
  input: { readonly expectedVersion: number },
  problems: Problems,
): number | undefined {
  return requiredWhole(problems, 'expectedVersion', input.expectedVersion, {
    min: 0,
    max: LARGEST_INT,
  });
}

/** What every change of a case carries; the alias of the case is resolved elsewhere. */
export interface ValidChange {
  readonly idempotencyKey: string;
  readonly expectedVersion: number;
}

/** Checks what every change of a case carries, as parts of the whole change. */
export function checkChange(input: ValidChange, problems: Problems): Checked<ValidChange> {
  return {
    idempotencyKey: validateIdempotencyKey(input, problems),
    expectedVersion: validateExpectedVersion(input, problems),
  };
}
