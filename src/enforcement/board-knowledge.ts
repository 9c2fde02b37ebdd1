import { EnforcementStatus } from './enforcement-status.type';
import type { VersionChain, VersionFacts } from './version-facts';
import { currentOf, firstReceipt } from './version-facts';

const SUMMARY_STAGE: ReadonlySet<EnforcementStatus> = new Set([
  EnforcementStatus.SUMMARY_PENDING,
  EnforcementStatus.DECIDED,
]);
const ENFORCEMENT_STAGE: ReadonlySet<EnforcementStatus> = new Set([
  EnforcementStatus.OPEN,
  EnforcementStatus.DATE_SET,
  EnforcementStatus.DEFERRED,
  EnforcementStatus.STAYED,
  EnforcementStatus.EXECUTED,
]);

/** Whether a status belongs to the time before enforcement, of which boards are not told. @legalSource OSL-34-SUMMARY */
export function isSummaryStage(status: EnforcementStatus): boolean {
  return SUMMARY_STAGE.has(status);
}

/**
 * Whether the board may know of a record whose last version is the last of the given ones: eviction has been applied for at the
 * enforcement stage. A record that ended within the summary process never was there.
 *
 * @legalSource UF-16-2-NOTIFY
 * @legalSource OSL-34-SUMMARY
 */
export function isKnownToBoard(versions: VersionChain): boolean {
  return !isSummaryStage(currentOf(versions).status) && versions.some(reachedEnforcement);
}

/** The instant from which the board may know of the record, whatever came in later; null while it may not. */
export function boardKnowsSince(versions: VersionChain): Date | null {
  return isKnownToBoard(versions) ? firstReceipt(versions.filter(reachedEnforcement)) : null;
}

function reachedEnforcement({ status, appliedOn }: VersionFacts): boolean {
  return ENFORCEMENT_STAGE.has(status) || (appliedOn !== null && !isSummaryStage(status));
}
