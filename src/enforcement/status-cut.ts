import { isKnownToBoard } from './board-knowledge';
import { endsWithoutEviction, tellsOfExecution } from './closure-cut';
import { EnforcementStatus } from './enforcement-status.type';
import type { VersionChain } from './version-facts';
import { currentOf } from './version-facts';

/**
 * The status as the applicant may know it: a set time shows only while there is one, else the last value before it.
 *
 * @legalSource UF-16-4-TIME
 */
export function statusForApplicant(versions: VersionChain): EnforcementStatus {
  const timeIsSet = currentOf(versions).evictionOn !== null;
  const shown = versions.findLast(
    ({ status }) => status !== EnforcementStatus.DATE_SET || timeIsSet,
  );
  return shown?.status ?? EnforcementStatus.OPEN;
}

/** What the board sees of a record's status, and the versions up to the one that it sees it of. */
export interface BoardStatus {
  readonly status: EnforcementStatus;
  /** Null if no version's own value may be shown, only that there is a case. */
  readonly shown: VersionChain | null;
}

/**
 * The status as the board may know it: the last value that it may read, from the current version downward. Neither the summary
 * stage nor an execution is ever shown, a set time only while there is one, an end only if it tells of no execution.
 *
 * @returns null while the board may not know of the record
 * @legalSource UF-16-2-NOTIFY
 * @legalSource OSL-34-SUMMARY
 * @legalSource OSL-10-27
 */
export function statusForBoard(versions: VersionChain): BoardStatus | null {
  if (!isKnownToBoard(versions)) return null;
  const timeIsSet = currentOf(versions).evictionOn !== null;
  for (let length = versions.length; length > 0; length -= 1) {
    const upTo = versions.slice(0, length);
    if (isReadable(upTo, timeIsSet)) return { status: currentOf(upTo).status, shown: upTo };
  }
  return { status: EnforcementStatus.OPEN, shown: null };
}

function isReadable(versions: VersionChain, timeIsSet: boolean): boolean {
  const { status } = currentOf(versions);
  if (!isKnownToBoard(versions) || status === EnforcementStatus.EXECUTED) return false;
  if (status === EnforcementStatus.DATE_SET) return timeIsSet;
  return !endsWithoutEviction(status) || !tellsOfExecution(versions);
}
