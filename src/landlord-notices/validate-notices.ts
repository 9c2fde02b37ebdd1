import { checkList, complete, validateIdempotencyKey, type CheckContext } from '../cases';
import { Problems, type Problem } from '../shared';
import type { SentNotice } from './notice-intake';
import type { SubmitNoticesInput } from './submit-notices.input';
import { validateNotice } from './validate-notice';

/** One notice of a call with its own verdict: in normal form, or what is wrong with it. */
export type CheckedNotice =
  | (SentNotice & { readonly index: number })
  | { readonly index: number; readonly problems: readonly Problem[] };

/** A call whose notices answer each for itself, in the order given. */
export interface CheckedNotices {
  readonly idempotencyKey: string;
  readonly notices: readonly CheckedNotice[];
}

const NOTICES = { min: 1, max: 2000 };

/**
 * Checks a call with many notices. Only its key and its size are problems of the whole call; a bad notice spoils itself alone, with
 * paths from `notices` on, such as `notices.17.tenants.0.personalIdentityNumber`.
 *
 * @legalSource JB-12-44-FORMS
 */
export function validateNotices(
  input: SubmitNoticesInput,
  problems: Problems,
  context: CheckContext,
): CheckedNotices | undefined {
  return complete<CheckedNotices>({
    idempotencyKey: validateIdempotencyKey(input, problems),
    notices: checkList(problems, 'notices', input.notices, NOTICES, (sent, _, index) => {
      const found = new Problems(`notices.${index}`);
      const notice = validateNotice(sent, found, context);
      return notice ? { index, input: sent, notice } : { index, problems: found.list };
    }),
  });
}
