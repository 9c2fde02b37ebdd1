import { Agency } from '../shared';
import { recordsKnownTo } from './case-facts';
import type { HubFacts } from './hub-facts';

/** The present time of an eviction as a board was told of it; of several, the one that it was told of last. */
export interface ToldEvictionTime {
  /** Instant of the notice, RFC 3339 in UTC, so that text order is order in time. */
  readonly notifiedAt: string;
  /** The authorities that have set a time, as the store names them. */
  readonly authorities: readonly string[];
}

/**
 * The time that is set in a case as a board may know it, or null.
 *
 * @legalSource UF-16-2-NOTIFY
 * @legalSource SOF-11-3-ACK
 */
export function evictionTimeTold(boardId: string, facts: HubFacts): ToldEvictionTime | null {
  const set = recordsKnownTo(Agency.SOCIAL_SERVICES, boardId, facts).filter(
    ({ evictionOn }) => evictionOn !== null,
  );
  const notifiedAt = set
    .flatMap((record) => record.evictionNotifiedAt ?? [])
    .sort()
    .at(-1);
  if (notifiedAt === undefined) return null;
  return { notifiedAt, authorities: [...new Set(set.map(({ authority }) => authority))] };
}

/** That a board was told of another time in a case, or that none is set any more. */
export interface EvictionTimeChange {
  readonly caseId: string;
  readonly boardId: string;
  /** Instant of the notice of the time that is set now; null where none is. */
  readonly notifiedAt: string | null;
}

/** What has changed for boards between two states of one case. */
export function evictionTimeChanges(
  before: HubFacts | undefined,
  after: HubFacts,
): readonly EvictionTimeChange[] {
  const boards = new Set(
    [before, after].flatMap((facts) => facts?.enforcement.map(({ boardId }) => boardId) ?? []),
  );
  const told = (boardId: string, facts: HubFacts | undefined): string | null =>
    (facts && evictionTimeTold(boardId, facts)?.notifiedAt) ?? null;
  return [...boards].flatMap((boardId) => {
    const notifiedAt = told(boardId, after);
    return notifiedAt === told(boardId, before)
      ? []
      : { caseId: after.caseId, boardId, notifiedAt };
  });
}
