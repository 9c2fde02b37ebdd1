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
  return lastReadable(versions, (upTo) => !isOfExecution(upTo));
}

/**
 * The status as the board may know it while Kronofogden lets it be told of executions.
 *
 * @returns null while the board may not know of the record
 * @legalSource OSL-10-27
 */
export function statusIfTold(versions: VersionChain): EnforcementStatus | null {
  return lastReadable(versions, () => true)?.status ?? null;
}

function lastReadable(
  versions: VersionChain,
  mayBeTold: (upTo: VersionChain) => boolean,
): BoardStatus | null {
  if (!isKnownToBoard(versions)) return null;
  const timeIsSet = currentOf(versions).evictionOn !== null;
  for (let length = versions.length; length > 0; length -= 1) {
    const upTo = versions.slice(0, length);
    const { status } = currentOf(upTo);
    const isTrue = status !== EnforcementStatus.DATE_SET || timeIsSet;
    if (isKnownToBoard(upTo) && isTrue && mayBeTold(upTo)) return { status, shown: upTo };
  }
  return { status: EnforcementStatus.OPEN, shown: null };
}

/** Whether the last of the given versions says by its status that the eviction was carried out. */
function isOfExecution(versions: VersionChain): boolean {
  const { status } = currentOf(versions);
  return (
    status === EnforcementStatus.EXECUTED ||
    (endsWithoutEviction(status) && tellsOfExecution(versions))
  );
}
