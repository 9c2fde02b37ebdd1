import { isSummaryStage } from './board-knowledge';
import type { VersionChain } from './version-facts';
import { currentOf, firstReceipt, lastRun } from './version-facts';

/**
 * The instant at which the eviction time that is set now was first received: versions that repeat it do not move it. Null if no
 * time is set. What was received at the summary stage informed nobody.
 *
 * @legalSource UF-16-2-NOTIFY
 * @legalSource SOF-11-3-ACK
 */
export function evictionNotifiedAt(versions: VersionChain): Date | null {
  const current = currentOf(versions);
  if (current.evictionOn === null) return null;
  return firstReceipt(
    lastRun(
      versions,
      (version) =>
        version.evictionOn === current.evictionOn &&
        version.evictionAt === current.evictionAt &&
        isSummaryStage(version.status) === isSummaryStage(current.status),
    ),
  );
}
