import type { LocalDate } from '../shared';
import { civilDay } from '../shared';
import { EnforcementStatus } from './enforcement-status.type';
import type { ValidClosure } from './validate-record-parts';
import type { VersionChain, VersionFacts } from './version-facts';
import { currentOf, firstReceipt, lastRun } from './version-facts';

const CLOSED_WITHOUT_EVICTION: ReadonlySet<EnforcementStatus> = new Set([
  EnforcementStatus.WITHDRAWN,
  EnforcementStatus.LAPSED,
  EnforcementStatus.CLOSED,
]);

/** Whether a status says that the case ended without an eviction. */
export function endsWithoutEviction(status: EnforcementStatus): boolean {
  return CLOSED_WITHOUT_EVICTION.has(status);
}

/**
 * Whether an end in the last of the given versions would tell that the eviction was carried out: it bears that day, or it or a
 * version before it has that status and none in between took the execution back.
 *
 * @legalSource OSL-10-27
 */
export function tellsOfExecution(versions: VersionChain): boolean {
  return (
    currentOf(versions).executedOn !== null ||
    lastRun(versions, isEndOrExecution).some(({ status }) => status === EnforcementStatus.EXECUTED)
  );
}

function isEndOrExecution({ status }: VersionFacts): boolean {
  return endsWithoutEviction(status) || status === EnforcementStatus.EXECUTED;
}

/** The closing as the board may know it; null where it would tell of an execution. @legalSource BFL-22-WITHDRAW */
export function closureForBoard(
  versions: VersionChain,
  closure: ValidClosure | null,
): ValidClosure | null {
  return tellsOfExecution(versions) ? null : closure;
}

/** The day on which a case ended for those who may read all of it; null while it is open. */
export function closedOn(versions: VersionChain, closure: ValidClosure | null): LocalDate | null {
  const recorded = endedAt(versions);
  return closure?.on ?? currentOf(versions).executedOn ?? (recorded && civilDay(recorded));
}

/** The instant at which the present end was first recorded; a later version that repeats it does not move it. */
export function endedAt(versions: VersionChain): Date | null {
  return firstReceipt(lastRun(versions, isEndOrExecution));
}

/**
 * The day on which a case ended for the board; null while its own status shows no end.
 *
 * @param shown - the versions up to the one whose status the board sees
 */
export function closedForBoardOn(
  shown: VersionChain | null,
  closure: ValidClosure | null,
): LocalDate | null {
  const recorded = shown && endedForBoardAt(shown);
  return recorded && (closure?.on ?? civilDay(recorded));
}

/** The instant at which the end that the board sees was first recorded; null while its own status shows no end. */
export function endedForBoardAt(shown: VersionChain): Date | null {
  return firstReceipt(lastRun(shown, ({ status }) => endsWithoutEviction(status)));
}
